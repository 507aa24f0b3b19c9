/** Where a window has no room for the panels beside the canvas, they lie over it: first the left one, then both, one at a time. */
import { reaction } from 'mobx';
import { useEffect } from 'react';

/** The same in App.module.css. */
export const SMALL_WINDOW = '(max-width: 860px)';
/** The inspector has room, the left panel has not. */
export const NARROW_WINDOW = '(max-width: 1040px)';

/** The panels, which the user opens and closes. */
interface Panels {
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
  /** What is open below the canvas: a panel that lies over the canvas would cover it, too. */
  readonly drawer: string | null;
  setPanels(open: { readonly left?: boolean; readonly right?: boolean }): void;
}

export function useSmallWindow(ui: Panels): void {
  useEffect(() => {
    const small = window.matchMedia(SMALL_WINDOW);
    const narrow = window.matchMedia(NARROW_WINDOW);
    const stops = [
      closedWhile(
        narrow,
        () => ui.leftOpen,
        (left) => ui.setPanels({ left }),
      ),
      closedWhile(
        small,
        () => ui.rightOpen,
        (right) => ui.setPanels({ right }),
      ),
      reaction(
        () => [ui.leftOpen, ui.rightOpen] as const,
        ([left, right], [leftBefore]) => {
          if (small.matches && left && right) ui.setPanels(leftBefore ? { left: false } : { right: false });
        },
      ),
      reaction(
        () => ui.drawer,
        (drawer) => {
          if (drawer === null) return;
          if (small.matches) ui.setPanels({ left: false, right: false });
          else if (narrow.matches) ui.setPanels({ left: false });
        },
      ),
    ];
    return () => stops.forEach((stop) => stop());
  }, [ui]);
}

/** Closes a panel when the window gets that small, and opens it again where it was open. Returns what ends this. */
function closedWhile(query: MediaQueryList, isOpen: () => boolean, set: (open: boolean) => void): () => void {
  let before = isOpen();
  const follow = (): void => {
    if (query.matches) {
      before = isOpen();
      set(false);
    } else set(before);
  };
  if (query.matches) follow();
  query.addEventListener('change', follow);
  return () => query.removeEventListener('change', follow);
}
