import { X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { Dialog } from 'radix-ui';
import { useApp } from '../../stores/app-context';
import { FigureForm } from './FigureForm';
import { FigurePreview } from './FigurePreview';
import { FigureActions } from './FigureActions';
import styles from './figure.module.css';

/** The canvas or the volumes as a picture that leaves the app: seen before it is saved. */
export const FigureDialog = observer(function FigureDialog() {
  const { figures } = useApp();
  return (
    <Dialog.Root open={figures.exporting} onOpenChange={(open) => figures.setExporting(open)}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.dialog}
          aria-describedby={undefined}
          // Most often the figure is as it was wanted the last time: Enter saves it.
          onOpenAutoFocus={(event) => {
            const content = event.currentTarget;
            const save =
              content instanceof Element ? content.querySelector<HTMLElement>('[data-save]') : null;
            if (save === null) return;
            event.preventDefault();
            save.focus();
          }}
        >
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>Export figure</Dialog.Title>
            <Dialog.Close className={styles.close} aria-label="Close">
              <X size={16} />
            </Dialog.Close>
          </header>
          <FigurePreview />
          <FigureForm />
          <FigureActions />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
});
