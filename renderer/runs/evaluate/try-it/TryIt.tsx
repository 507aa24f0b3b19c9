import { observer } from 'mobx-react-lite';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/Button';
import { useApp } from '../../../document/app-context';
import type { Run } from '../../../document/runs/run';
import { TAKES_PICTURES } from '../../../host/dropped-folders';
import { Answer } from './Answer';
import { DrawingPad } from './DrawingPad';
import { DropZone } from './DropZone';
import { carriesPicture, givenFile, isMeantForAll, pictureIn } from './given-files';
import { Seen } from './Seen';
import { TryItStore } from './try-it-store';
import styles from './try-it.module.css';

/** A trained run is given pictures, and answers at once. `run` stays the same: another run has a panel of its own. */
export const TryIt = observer(function TryIt({ run }: { readonly run: Run }) {
  const { data, evaluations, training } = useApp();
  const [store, setStore] = useState<TryItStore | null>(null);
  useEffect(() => {
    const opened = new TryItStore(run, { data, evaluations, training });
    void opened.findPaper();
    setStore(opened);
    return () => opened.dispose();
  }, [run, data, evaluations, training]);
  return store === null ? <section className={styles.panel} aria-label="Try it" /> : <Panel store={store} />;
});

const Panel = observer(function Panel({ store }: { readonly store: TryItStore }) {
  const [over, setOver] = useState(false);
  const section = useRef<HTMLElement>(null);

  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || !isMeantForAll(event)) return;
      const picture = pictureIn(event.clipboardData);
      if (picture === null) return;
      event.preventDefault();
      void store.give(givenFile(picture));
    };
    // A folder that is dropped here goes to the window, and this panel doesn't hear of it.
    const dropped = (): void => setOver(false);
    document.addEventListener('paste', paste);
    window.addEventListener('drop', dropped, { capture: true });
    return () => {
      document.removeEventListener('paste', paste);
      window.removeEventListener('drop', dropped, { capture: true });
    };
  }, [store]);

  const { given, paper } = store;
  const drawn = given?.kind === 'drawn';
  return (
    <section
      ref={section}
      className={styles.panel}
      aria-label="Try it"
      data-over={over}
      {...{ [TAKES_PICTURES]: '' }}
      onDragOver={(event) => setOver(carriesPicture(event.dataTransfer))}
      onDragLeave={({ relatedTarget }) => {
        const inside = relatedTarget instanceof Node && section.current?.contains(relatedTarget);
        if (!inside) setOver(false);
      }}
      onDrop={(event) => {
        const picture = pictureIn(event.dataTransfer);
        // Whatever else is dropped here is the window's.
        if (picture === null) return;
        event.preventDefault();
        event.stopPropagation();
        void store.give(givenFile(picture));
      }}
    >
      <h3>
        Try it <span className={styles.quiet}>on a picture of your own</span>
      </h3>
      <div className={styles.columns}>
        <DropZone
          name={given?.kind === 'file' ? given.name : null}
          onPicture={(file) => void store.give(givenFile(file))}
        />
        <div className={styles.drawing}>
          {paper === null ? (
            <div className={styles.pad} />
          ) : (
            <DrawingPad
              paper={paper}
              empty={!drawn}
              onDraw={(drawing) => void store.give({ kind: 'drawn', ...drawing })}
            />
          )}
          <div className={styles.below}>
            <span className={styles.quiet}>{drawn ? 'Your drawing' : 'Or draw here'}</span>
            <Button
              variant="quiet"
              className={styles.clear}
              disabled={given === null}
              onClick={() => store.clear()}
            >
              Clear
            </Button>
          </div>
        </div>
        <Seen prepared={store.prepared} />
        <Answer store={store} />
      </div>
      <p className="visually-hidden" role="status">
        {store.said}
      </p>
    </section>
  );
});
