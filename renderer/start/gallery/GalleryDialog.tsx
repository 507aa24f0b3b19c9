import { X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import * as Dialog from 'radix-ui/dialog';
import { useApp } from '../../document/app-context';
import { Gallery } from './Gallery';
import styles from './gallery.module.css';

/** All networks that can be opened, with what they cost and what they taught. */
export const GalleryDialog = observer(function GalleryDialog() {
  const { ui } = useApp();
  return (
    <Dialog.Root open={ui.galleryOpen} onOpenChange={(open) => ui.setGalleryOpen(open)}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <Dialog.Title className={styles.title}>Networks</Dialog.Title>
          <Gallery />
          <Dialog.Close className={styles.close} aria-label="Close">
            <X size={16} />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
});
