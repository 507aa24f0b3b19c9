import { ChevronDown } from 'lucide-react';
import { later } from '../../components/later';
import { MenuButton } from '../../components/menu/MenuButton';
import styles from './header.module.css';

const FileEntries = later(() => import('./FileEntries').then((module) => module.FileEntries));

/** New, open, save, and the files of late. Exports have a menu of their own. */
export function FileMenu() {
  return (
    <MenuButton
      className={styles.menuButton}
      face={
        <>
          File
          <ChevronDown size={13} aria-hidden="true" />
        </>
      }
      menu={{ className: styles.menu, align: 'start', sideOffset: 6 }}
    >
      <FileEntries />
    </MenuButton>
  );
}
