import { observer } from 'mobx-react-lite';
import * as Dialog from 'radix-ui/dialog';
import { Button } from '../../components/Button';
import { useApp } from '../../document/app-context';
import { ago } from '../../format/words';
import styles from './recovery.module.css';

/** Save found that another program or window has written the file. Nothing was written yet. */
export const ChangedFileDialog = observer(function ChangedFileDialog() {
  const { files } = useApp();
  const { changed } = files;
  return (
    <Dialog.Root
      open={changed !== null}
      onOpenChange={(open) => {
        if (!open) files.leaveChanged();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog}>
          <Dialog.Title className={styles.title}>{changed?.name} was changed by others</Dialog.Title>
          <Dialog.Description className={styles.text}>
            Another program or window has written it
            {changed && (
              <>
                {' '}
                (
                <time dateTime={changed.changedAt} title={new Date(changed.changedAt).toLocaleString()}>
                  {ago(changed.changedAt)}
                </time>
                )
              </>
            )}{' '}
            since you opened or saved it here. Nothing was written. Reload shows what lies there now, and
            keeps your changes among the unsaved work.
          </Dialog.Description>
          <div className={styles.choices}>
            <Dialog.Close asChild>
              <Button>Cancel</Button>
            </Dialog.Close>
            <Button onClick={() => void files.reload()}>Reload</Button>
            <Button onClick={() => void files.overwrite()}>Overwrite</Button>
            <Button variant="primary" onClick={() => void files.saveAs()}>
              Save as…
            </Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
});
