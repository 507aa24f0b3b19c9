import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../components/IconButton';
import { exactly, plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import type { PresentationStore } from './presentation-store';
import { LayerCaption } from './LayerCaption';
import { NetworkCaption } from './NetworkCaption';
import styles from './presentation.module.css';

type Turn = (presentation: PresentationStore) => void;

/** As a remote control for slides sends them, too. */
const turns: Readonly<Record<string, Turn>> = {
  ArrowRight: (show) => show.next(),
  ArrowDown: (show) => show.next(),
  PageDown: (show) => show.next(),
  ' ': (show) => show.next(),
  Enter: (show) => show.next(),
  ArrowLeft: (show) => show.previous(),
  ArrowUp: (show) => show.previous(),
  PageUp: (show) => show.previous(),
  Home: (show) => show.overview(),
  End: (show) => show.last(),
  Escape: (show) => show.leave(),
};

/** The caption under the drawing: the layer that is explained, or the whole network. */
export const Presentation = observer(function Presentation() {
  const { presentation } = useApp();
  const { at, row, rows } = presentation;
  const caption = useRef<HTMLElement>(null);
  useFullScreen(presentation);

  useEffect(() => {
    const before = document.activeElement;
    caption.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const turn = turns[event.key];
      if (turn === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const onButton = event.target instanceof Element && event.target.closest('[data-turns]') !== null;
      if (onButton && (event.key === ' ' || event.key === 'Enter')) return;
      event.preventDefault();
      event.stopPropagation();
      turn(presentation);
    };
    // Before the rows of the canvas, which have arrow keys of their own.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [presentation]);

  return (
    <section ref={caption} className={styles.caption} aria-label="Presentation" tabIndex={-1}>
      <div className={styles.inner}>
        <div className={styles.words} aria-live="polite" aria-atomic="true">
          {row === null ? <NetworkCaption /> : <LayerCaption row={row} />}
        </div>
        <div className={styles.turns} data-turns="">
          <span className={styles.place}>
            {at === null ? plural(rows.length, 'layer') : `${exactly(at + 1)} of ${exactly(rows.length)}`}
          </span>
          <IconButton
            label="Previous layer"
            refusal={at === null ? 'This is the whole network.' : null}
            onClick={() => presentation.previous()}
          >
            <ArrowLeft size={18} />
          </IconButton>
          <IconButton
            label="Next layer"
            refusal={at === rows.length - 1 ? 'This is the last layer.' : null}
            onClick={() => presentation.next()}
          >
            <ArrowRight size={18} />
          </IconButton>
          <IconButton label="Leave the presentation" shortcut="Escape" onClick={() => presentation.leave()}>
            <X size={18} />
          </IconButton>
        </div>
      </div>
    </section>
  );
});

/** The whole screen, where the browser allows it. There Escape never reaches the page: leaving the screen leaves it all. */
function useFullScreen(presentation: PresentationStore): void {
  useEffect(() => {
    const page = document.documentElement;
    const alone = document.fullscreenElement === null;
    const onChange = (): void => {
      if (document.fullscreenElement === null) presentation.leave();
    };
    // A window that must stay as it is is presented in as well.
    if (alone) page.requestFullscreen().catch(() => undefined);
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      if (alone && document.fullscreenElement === page) void document.exitFullscreen();
    };
  }, [presentation]);
}
