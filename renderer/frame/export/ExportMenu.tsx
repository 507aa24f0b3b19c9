import { Download } from 'lucide-react';
import { later } from '../../components/later';
import { MenuButton } from '../../components/menu/MenuButton';
import styles from './export-menu.module.css';

const ExportEntries = later(() => import('./ExportEntries').then((module) => module.ExportEntries));

export function ExportMenu() {
  return (
    <MenuButton
      className={styles.trigger}
      face={
        <>
          <Download size={14} aria-hidden="true" />
          Export
        </>
      }
      menu={{ className: styles.menu, align: 'end', sideOffset: 6 }}
    >
      <ExportEntries />
    </MenuButton>
  );
}
