import type { ReactNode } from 'react';
import { MenuButton } from '../../components/menu/MenuButton';
import styles from './header.module.css';

/** An icon in the header that opens a menu. */
export function IconMenu(props: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  const { label, icon, children } = props;
  return (
    <MenuButton
      className={styles.iconMenu}
      label={label}
      face={icon}
      menu={{ className: styles.menu, align: 'end', sideOffset: 6 }}
    >
      {children}
    </MenuButton>
  );
}
