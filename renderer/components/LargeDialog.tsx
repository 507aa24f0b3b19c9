import { X } from 'lucide-react';
import * as Dialog from 'radix-ui/dialog';
import type { ReactNode } from 'react';
import styles from './large-dialog.module.css';

interface LargeDialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Its size: `width` and `height`. */
  readonly className: string | undefined;
  /** In the bar, between the title and the button that closes. */
  readonly tools?: ReactNode;
  /** Where the focus goes, if not to the first control and back to where it was. */
  readonly onOpenAutoFocus?: (event: Event) => void;
  readonly onCloseAutoFocus?: (event: Event) => void;
  readonly children: ReactNode;
}

/** A dialog over most of the window: a bar with its title, and below it what it is for. Escape closes it. */
export function LargeDialog(props: LargeDialogProps) {
  const { title, open, onOpenChange, className = '', tools, children } = props;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={`${styles.dialog} ${className}`}
          aria-describedby={undefined}
          {...(props.onOpenAutoFocus && { onOpenAutoFocus: props.onOpenAutoFocus })}
          {...(props.onCloseAutoFocus && { onCloseAutoFocus: props.onCloseAutoFocus })}
        >
          <header className={styles.bar}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            {tools}
          </header>
          {children}
          {/* The last to be reached: the focus begins with what the dialog is for. */}
          <Dialog.Close className={styles.close} aria-label="Close">
            <X size={16} />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
