import { observer } from 'mobx-react-lite';
import { runCommand, titleOf, type Command } from '../../commands/command';
import { Button } from '../../components/Button';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../document/app-context';
import styles from './inspector.module.css';

/** Commands as buttons below one another. */
export function Actions({ commands }: { readonly commands: readonly Command[] }) {
  return (
    <div className={styles.actions}>
      {commands.map((command) => (
        <Action key={command.id} command={command} />
      ))}
    </div>
  );
}

const Action = observer(function Action({ command }: { readonly command: Command }) {
  const app = useApp();
  const enabled = command.enabled(app);
  return (
    <Button
      className={styles.action}
      disabled={enabled !== true}
      title={enabled === true ? undefined : enabled}
      onClick={() => runCommand(command, app)}
    >
      {titleOf(command, app)}
      {command.shortcut !== undefined && <Shortcut keys={command.shortcut} />}
    </Button>
  );
});
