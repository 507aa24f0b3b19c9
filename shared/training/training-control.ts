/** The handle by which a run is paused, resumed and stopped from outside, at any moment. */
export interface TrainingControl {
  pause(): void;
  resume(): void;
  /** Ends the run early; it keeps what it has learned. Final. */
  stop(): void;
  /** Told by the run when it makes no step any more. */
  end(): void;
  /** Resolves then. */
  untilEnded(): Promise<void>;
  readonly pauseRequested: boolean;
  readonly stopRequested: boolean;
  /** Resolves once the run shall go on or stop. */
  untilResumed(): Promise<void>;
}

export function createTrainingControl(): TrainingControl {
  let paused = false;
  let stopped = false;
  let waiting: (() => void)[] = [];
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const wake = () => {
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      wake();
    },
    stop() {
      stopped = true;
      wake();
    },
    end: () => end(),
    untilEnded: () => ended,
    get pauseRequested() {
      return paused && !stopped;
    },
    get stopRequested() {
      return stopped;
    },
    untilResumed() {
      return paused && !stopped ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
    },
  };
}
