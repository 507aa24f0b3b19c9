/** In a small window, or at 200 %, the panels lie over the canvas, one at a time. */
import { reaction } from 'mobx';
import { useEffect } from 'react';

/** The same in App.module.css. */
export const SMALL_WINDOW = '(max-width: 1040px)';

/** The panels, which the user opens and closes. */
interface Panels {
  readonly leftOpen: boolean;
  readonly rightOpen: boolean;
  setPanels(open: { readonly left?: boolean; readonly right?: boolean }): void;
}

export function useSmallWindow(ui: Panels): void {
  useEffect(() => {
    const query = window.matchMedia(SMALL_WINDOW);
    let before = { left: ui.leftOpen, right: ui.rightOpen };
    const follow = (): void => {
      if (query.matches) {
        before = { left: ui.leftOpen, right: ui.rightOpen };
        ui.setPanels({ left: false, right: false });
      } else ui.setPanels(before);
    };
    if (query.matches) follow();
    query.addEventListener('change', follow);
    const stop = reaction(
      () => [ui.leftOpen, ui.rightOpen] as const,
      ([left, right], [leftBefore]) => {
        if (query.matches && left && right) ui.setPanels(leftBefore ? { left: false } : { right: false });
      },
    );
    return () => {
      query.removeEventListener('change', follow);
      stop();
    };
  }, [ui]);
}
