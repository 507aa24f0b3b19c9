import { observer } from 'mobx-react-lite';
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '../../components/Button';
import { useApp } from '../../document/app-context';
import { placeCard, type Size } from './place-card';
import { tourSteps } from './steps';
import { useAnchor } from './use-anchor';
import styles from './tour.module.css';

/** Air between what is shown and the frame around it. */
const AIR = 4;

/** A card beside what it explains. The window stays usable meanwhile; only the card's own keys are taken. */
export const Tour = observer(function Tour({ step }: { readonly step: number }) {
  const app = useApp();
  const { tour } = app;
  const shown = tourSteps[step];
  const card = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 340, height: 180 });
  const [titleId, textId] = [useId(), useId()];
  const anchor = useAnchor(useCallback(() => shown?.find(app) ?? null, [shown, app]));
  const last = step === tourSteps.length - 1;

  // What had the focus before gets it back at the end.
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    shown?.prepare?.(app);
    // The focus is what a screen reader follows: each card is read as it comes.
    const frame = requestAnimationFrame(() => card.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, [shown, app]);

  const found = anchor !== null;
  useLayoutEffect(() => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = card.current ?? {};
    setSize((now) => (now.width === width && now.height === height ? now : { width, height }));
  }, [shown, found]);

  if (shown === undefined) return null;
  const next = (): void => (last ? tour.end() : tour.go(step + 1));
  const back = (): void => tour.go(Math.max(0, step - 1));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') tour.end();
    else if (event.key === 'ArrowRight') next();
    else if (event.key === 'ArrowLeft') back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const view = { width: window.innerWidth, height: window.innerHeight };
  const { left, top } = placeCard(anchor, size, view, shown.under);
  return createPortal(
    <>
      {anchor !== null && (
        <div
          className={styles.spot}
          style={{
            left: anchor.left - AIR,
            top: anchor.top - AIR,
            width: anchor.width + 2 * AIR,
            height: anchor.height + 2 * AIR,
          }}
          aria-hidden="true"
        />
      )}
      <div
        ref={card}
        role="dialog"
        aria-modal="false"
        aria-labelledby={titleId}
        aria-describedby={textId}
        tabIndex={-1}
        className={styles.card}
        style={{ left, top }}
        onKeyDown={onKeyDown}
      >
        <p className={styles.place}>
          <span>
            Step {step + 1} of {tourSteps.length}
          </span>
          <span className={styles.dots} aria-hidden="true">
            {tourSteps.map(({ title }, index) => (
              <span key={title} data-on={index === step} />
            ))}
          </span>
        </p>
        <h2 id={titleId} className={styles.title}>
          {shown.title}
        </h2>
        <p id={textId} className={styles.text}>
          {shown.text}
          {!found && shown.missing !== undefined && <em> {shown.missing}</em>}
        </p>
        <div className={styles.buttons}>
          {!last && (
            <Button variant="quiet" onClick={() => tour.end()}>
              Skip
            </Button>
          )}
          <span className={styles.turn}>
            {step > 0 && <Button onClick={back}>Back</Button>}
            <Button variant="primary" onClick={next}>
              {last ? 'Done' : 'Next'}
            </Button>
          </span>
        </div>
      </div>
    </>,
    document.body,
  );
});
