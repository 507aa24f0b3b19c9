import * as DropdownMenu from 'radix-ui/dropdown-menu';
import type { ReactNode } from 'react';
import styles from './header.module.css';

/** An icon in the header that opens a menu. */
export function MenuButton(props: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  const { label, icon, children } = props;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.iconMenu} aria-label={label} title={label}>
        {icon}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          // A tour or a dialog that an entry opened keeps the focus.
          onCloseAutoFocus={(event) => {
            if (document.activeElement !== document.body) event.preventDefault();
          }}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
