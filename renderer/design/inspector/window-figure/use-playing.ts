import { useEffect, useState } from 'react';

/** About as long as the whole way may take, and the bounds of a single step, in milliseconds. */
const WAY = 16_000;
const [FASTEST, SLOWEST] = [120, 500];

export interface Playing {
  readonly step: number;
  readonly playing: boolean;
  /** By hand; what plays stops. */
  readonly go: (step: number) => void;
  readonly toggle: () => void;
}

/** Steps from 0 to `steps` − 1. Nothing moves before it is asked to, and it stops at the end. */
export function usePlaying(steps: number): Playing {
  const [wanted, setStep] = useState(0);
  const [started, setStarted] = useState(false);
  const last = Math.max(0, steps - 1);
  const step = Math.min(wanted, last);
  const playing = started && step < last;

  useEffect(() => {
    if (!playing) return;
    const delay = Math.min(SLOWEST, Math.max(FASTEST, WAY / steps));
    const timer = setTimeout(() => setStep(step + 1), delay);
    return () => clearTimeout(timer);
  }, [playing, step, steps]);

  return {
    step,
    playing,
    go(to) {
      setStarted(false);
      setStep(Math.min(last, Math.max(0, to)));
    },
    toggle() {
      if (!playing && step === last) setStep(0);
      setStarted(!playing);
    },
  };
}
