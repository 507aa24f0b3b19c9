import { ChevronDown } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { compareCommands } from '../../design/commands/compare';
import { fileCommands } from '../../document/commands/file';
import { startCommand } from '../../start/commands/start';
import { useApp } from '../../document/app-context';
import { ago } from '../../format/words';
import { CommandEntry } from './CommandEntry';
import styles from './header.module.css';

const entries = [
  startCommand,
  ...[...fileCommands, ...compareCommands].filter(({ group }) => group === 'File'),
];

/** New, open, save, and the files of late. Exports have a menu of their own. */
export const FileMenu = observer(function FileMenu() {
  const { files } = useApp();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.menuButton}>
        File
        <ChevronDown size={13} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="start" sideOffset={6}>
          {entries.map((command) => (
            <CommandEntry key={command.id} command={command} />
          ))}
          {files.recent.list.length > 0 && (
            <>
              <DropdownMenu.Separator className={styles.separator} />
              <DropdownMenu.Label className={styles.menuLabel}>Recent files</DropdownMenu.Label>
              {files.recent.list.slice(0, 8).map((file) => (
                <DropdownMenu.Item
                  key={file.handle}
                  className={styles.menuItem}
                  onSelect={() => void files.openRecent(file.handle)}
                >
                  <span className={styles.menuText}>{file.name}</span>
                  <span className={styles.menuHint}>{ago(file.openedAt)}</span>
                </DropdownMenu.Item>
              ))}
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
});
