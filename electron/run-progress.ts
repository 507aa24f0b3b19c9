/** A training run as the desktop shows it: progress in the dock or task bar, no sleep meanwhile, a word when it ends. */
import type { RunStatus } from '../shared/protocol/shell';

export interface RunProgressParts {
  /** Null takes the bar away. */
  readonly showProgress: (fraction: number | null, mode: 'normal' | 'paused' | 'error') => void;
  /** Returns what lets the machine sleep again. */
  readonly blockSleep: () => () => void;
  readonly notify: (title: string, body: string) => void;
  readonly isFocused: () => boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Who waits less has not gone away, in milliseconds. */
const LONG = 60_000;

export class RunProgress {
  private since: number | null = null;
  private allowSleep: (() => void) | null = null;

  constructor(private readonly parts: RunProgressParts) {}

  show(status: RunStatus | null): void {
    const { showProgress, blockSleep, notify, isFocused, now } = this.parts;
    const training = status?.phase === 'training';
    if (training) this.allowSleep ??= blockSleep();
    else this.letSleep();
    if (status !== null && (training || status.phase === 'paused')) {
      this.since ??= now();
      showProgress(status.fraction, training ? 'normal' : 'paused');
      return;
    }
    showProgress(null, 'normal');
    if (status !== null && this.since !== null && now() - this.since > LONG && !isFocused()) {
      notify(withoutMarkup(status.name), withoutMarkup(status.summary));
    }
    this.since = null;
  }

  /** The window is gone. */
  letSleep(): void {
    this.allowSleep?.();
    this.allowSleep = null;
  }
}

/** Desktops of Linux read a notification as markup, and a run's name may come from a file. */
const withoutMarkup = (text: string): string =>
  text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '+');
