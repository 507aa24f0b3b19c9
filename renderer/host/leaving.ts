/** The last moments of a window, in which something can still be written. */

export interface Leaving {
  /** The window is hidden, left or closed. */
  readonly lastMoment: () => void;
  /** Whether the user must be asked first, since what they did would be lost. */
  readonly asks: () => boolean;
}

export function onLeaving({ lastMoment, asks }: Leaving): void {
  if (typeof window === 'undefined') return;
  window.addEventListener('pagehide', lastMoment);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') lastMoment();
  });
  window.addEventListener('beforeunload', (event) => {
    lastMoment();
    if (asks()) event.preventDefault();
  });
}
