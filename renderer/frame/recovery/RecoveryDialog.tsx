import { observer } from 'mobx-react-lite';
import * as Dialog from 'radix-ui/dialog';
import { useRef } from 'react';
import { useApp } from '../../document/app-context';
import { describeWork } from '../../document/describe-work';
import type { Work } from '../../document/drafts';
import { plural } from '../../format/numbers';
import { ago } from '../../format/words';
import { Button } from '../../components/Button';
import styles from './recovery.module.css';

/** Offers what a window left that was closed or that crashed. Nothing is thrown away unasked. */
export const RecoveryDialog = observer(function RecoveryDialog() {
  const { files, ui } = useApp();
  const works = files.work.recoverable;
  const first = useRef<HTMLButtonElement>(null);
  /** What was recovered is to be seen; the rest can be asked for again. */
  const recover = async (work: Work): Promise<void> => {
    await files.work.recover(work);
    const left = files.work.recoverable;
    if (left.includes(work)) return;
    files.work.later();
    if (left.length === 0) return;
    const { gone } = files.work;
    ui.notify({
      kind: 'info',
      message: `${plural(left.length, 'other document')} can still be recovered.`,
      action: { label: 'Show', run: () => void files.work.lookForWork() },
      isStale: () => files.work.gone !== gone,
    });
  };
  return (
    <Dialog.Root
      open={works.length > 0}
      onOpenChange={(open) => {
        if (!open) files.work.later();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.dialog}
          onOpenAutoFocus={(event) => {
            // What the first Enter does throws nothing away.
            event.preventDefault();
            first.current?.focus();
          }}
          // It opened by itself, so there is nothing to go back to.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            ui.drawing?.focusFirst();
          }}
        >
          <Dialog.Title className={styles.title}>Unsaved work was found</Dialog.Title>
          <Dialog.Description className={styles.text}>
            Its window was closed, or another network was opened, before it was saved to a file. What is open
            now is kept too.
          </Dialog.Description>
          <ul className={styles.list}>
            {works.map((work, index) => (
              <li key={work.documentId} className={styles.work}>
                <span className={styles.name}>{work.draft.name}</span>
                <span className={styles.about}>
                  <time dateTime={work.savedAt} title={new Date(work.savedAt).toLocaleString()}>
                    {ago(work.savedAt)}
                  </time>{' '}
                  · {describeWork(work)}
                </span>
                <span className={styles.actions}>
                  <Button
                    onClick={() => void files.work.discard(work)}
                    aria-label={`Discard ${work.draft.name}`}
                  >
                    Discard
                  </Button>
                  <Button
                    ref={index === 0 ? first : undefined}
                    variant="primary"
                    onClick={() => void recover(work)}
                    aria-label={`Recover ${work.draft.name}`}
                  >
                    Recover
                  </Button>
                </span>
              </li>
            ))}
          </ul>
          <div className={styles.footer}>
            <Dialog.Close asChild>
              <Button>Not now</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
});
