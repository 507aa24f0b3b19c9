import { observer } from 'mobx-react-lite';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { runCommand, titleOf, type Command } from '../../commands/command';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../document/app-context';
import styles from './header.module.css';

/** A command in a menu, with its shortcut. */
export const CommandEntry = observer(function CommandEntry({ command }: { readonly command: Command }) {
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
