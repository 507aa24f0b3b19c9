import { X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { Dialog } from 'radix-ui';
import { titleOf, type CommandGroup } from '../../commands/command';
import { commands } from '../../commands/registry';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../stores/app-context';
import styles from './shortcuts.module.css';

const groups: readonly CommandGroup[] = ['Edit', 'Add', 'View', 'Run', 'File', 'Help'];

/** Every key that does something, as this keyboard has it. */
export const ShortcutsDialog = observer(function ShortcutsDialog() {
  const app = useApp();
  const { ui } = app;
  return (
    <Dialog.Root open={ui.shortcutsOpen} onOpenChange={(open) => ui.setShortcutsOpen(open)}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>Keyboard shortcuts</Dialog.Title>
            <Dialog.Close className={styles.close} aria-label="Close">
              <X size={16} />
            </Dialog.Close>
          </header>
          <div className={styles.groups}>
            {groups.map((group) => {
              const keyed = commands.filter((command) => command.group === group && command.shortcut);
              if (keyed.length === 0) return null;
              return (
                <section key={group}>
                  <h3>{group}</h3>
                  <dl>
                    {keyed.map((command) => (
                      <div key={command.id}>
                        <dt>{titleOf(command, app)}</dt>
                        <dd>{command.shortcut !== undefined && <Shortcut keys={command.shortcut} />}</dd>
                      </div>
                    ))}
                  </dl>
                </section>
              );
            })}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
});
