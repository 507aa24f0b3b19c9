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

export const FileEntries = observer(function FileEntries() {
  const { files } = useApp();
  return (
    <>
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
    </>
  );
});
