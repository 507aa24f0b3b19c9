/**
 * Closing a window, and quitting, which closes them one after the other. A window is asked before it goes: to save, or
 * to let its drafts go. Who cancels keeps the window, and the app.
 */
import type { ClosingChoice } from '../shared/protocol/shell';

export interface ClosingWindow {
  readonly unsaved: boolean;
  /** Whether there is a page that answers. */
  readonly ready: boolean;
  /** Null: the user cancelled. */
  ask(): Promise<ClosingChoice | null>;
  /** Tells the page; its answer comes by `answered`. */
  tell(choice: ClosingChoice): void;
  destroy(): void;
}

/** A page that hangs must not keep a window open in which nothing is unsaved, in milliseconds. */
const PATIENCE = 3_000;

export class Closing {
  /** Every window is to go, and the app with them. */
  quitting = false;
  private queue: Promise<void> = Promise.resolve();
  private readonly closing = new Set<ClosingWindow>();
  private readonly waiting = new Map<ClosingWindow, (mayClose: boolean) => void>();

  constructor(private readonly patience = PATIENCE) {}

  /** Resolves when the window is gone or stays. One window is asked at a time. */
  close(window: ClosingWindow): Promise<void> {
    if (this.closing.has(window)) return this.queue;
    this.closing.add(window);
    const partOfQuit = this.quitting;
    this.queue = this.queue.then(async () => {
      try {
        // Another window was kept meanwhile, so the app stays.
        if (partOfQuit && !this.quitting) return;
        if (await this.mayClose(window)) window.destroy();
        else this.quitting = false;
      } finally {
        this.closing.delete(window);
      }
    });
    return this.queue;
  }

  /** The page's answer to `tell`. */
  answered(window: ClosingWindow, mayClose: boolean): void {
    this.waiting.get(window)?.(mayClose);
  }

  private async mayClose(window: ClosingWindow): Promise<boolean> {
    const choice = window.unsaved ? await window.ask() : 'discard';
    if (choice === null) return false;
    if (!window.ready) return true;
    return new Promise((resolve) => {
      const timer = choice === 'discard' ? setTimeout(() => done(true), this.patience) : undefined;
      const done = (mayClose: boolean): void => {
        clearTimeout(timer);
        this.waiting.delete(window);
        resolve(mayClose);
      };
      this.waiting.set(window, done);
      window.tell(choice);
    });
  }
}
