import { ChevronDown } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { DropdownMenu } from 'radix-ui';
import { runCommand, titleOf, type Command } from '../../commands/command';
import { compareCommands } from '../../commands/compare';
import { fileCommands } from '../../commands/file';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../stores/app-context';
import { ago } from '../../training/words';
import styles from './header.module.css';

const entries = [...fileCommands, ...compareCommands].filter(({ group }) => group === 'File');

/** New, open, save, and the files of late. Exports have a menu of their own. */
export const FileMenu = observer(function FileMenu() {
  const { files } = useApp();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={styles.menuButton}>
        File
        <ChevronDown size={13} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="start" sideOffset={6}>
          {entries.map((command) => (
            <Entry key={command.id} command={command} />
          ))}
          {files.recent.length > 0 && (
            <>
              <DropdownMenu.Separator className={styles.separator} />
              <DropdownMenu.Label className={styles.menuLabel}>Recent files</DropdownMenu.Label>
              {files.recent.slice(0, 8).map((file) => (
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

const Entry = observer(function Entry({ command }: { readonly command: Command }) {
  const app = useApp();
  const enabled = command.enabled(app);
  return (
    // Not `disabled`: such entries can't be reached by keyboard, and then nobody hears why.
    <DropdownMenu.Item
      className={styles.menuItem}
      aria-disabled={enabled !== true}
      title={enabled === true ? undefined : enabled}
      onSelect={() => runCommand(command, app)}
    >
      <span className={styles.menuText}>{titleOf(command, app)}</span>
      {command.shortcut !== undefined && <Shortcut keys={command.shortcut} />}
    </DropdownMenu.Item>
  );
});
