import { Command as Cmdk } from 'cmdk';
import { observer } from 'mobx-react-lite';
import * as Dialog from 'radix-ui/dialog';
import { useState } from 'react';
import { findLayer } from '../../../shared/layers';
import { addBlockCommands } from '../../design/commands/add';
import { runCommand, titleOf, type Command, type CommandGroup } from '../../commands/command';
import { commands } from '../../commands/registry';
import { LayerIcon } from '../../components/LayerIcon';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../document/app-context';
import type { CommandScope } from '../../document/ui-store';
import { GoToLayer } from './GoToLayer';
import { leavePalette } from './leave-palette';
import styles from './command-palette.module.css';

const groups: readonly CommandGroup[] = ['Add', 'Edit', 'View', 'Run', 'File', 'Export', 'Help'];
const ADD = 'add.';
const titles: Readonly<Record<CommandScope, string>> = {
  all: 'Find a command',
  places: 'Go to a layer',
};

/** Everything that can be done, by name, or the layers that are there to go to. */
export const CommandPalette = observer(function CommandPalette() {
  const { ui } = useApp();
  return (
    <Dialog.Root open={ui.commandsOpen} onOpenChange={(open) => ui.setCommandsOpen(open)}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.dialog}
          aria-describedby={undefined}
          // What a command moves the focus to must not be taken back.
          onCloseAutoFocus={(event) => {
            if (document.activeElement !== document.body) event.preventDefault();
          }}
        >
          <Dialog.Title className="visually-hidden">{titles[ui.commandScope]}</Dialog.Title>
          {ui.commandScope === 'places' ? <GoToLayer /> : <List />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
});

const List = observer(function List() {
  const app = useApp();
  const [query, setQuery] = useState('');
  const all = [...commands, ...addBlockCommands(app)];
  // Before anything is written, the commands: forty layers would stand in front of them.
  const shown = all.filter(({ id }) => query !== '' || !id.startsWith(ADD));
  return (
    <Cmdk label="Commands" loop filter={score}>
      <Cmdk.Input
        className={styles.input}
        autoFocus
        placeholder="Find a command or a layer…"
        value={query}
        onValueChange={setQuery}
      />
      <Cmdk.List className={styles.list}>
        <Cmdk.Empty className={styles.empty}>Nothing is called “{query}”.</Cmdk.Empty>
        {groups.map((group) => {
          const members = shown.filter((command) => command.group === group);
          if (members.length === 0) return null;
          return (
            <Cmdk.Group key={group} heading={group} className={styles.group}>
              {members.map((command) => (
                <Item key={command.id} command={command} />
              ))}
            </Cmdk.Group>
          );
        })}
      </Cmdk.List>
    </Cmdk>
  );
});

const Item = observer(function Item({ command }: { readonly command: Command }) {
  const app = useApp();
  const enabled = command.enabled(app);
  const title = titleOf(command, app);
  const layer = command.id.startsWith(ADD)
    ? findLayer(command.id.slice(ADD.length).split('.')[0] ?? '')
    : undefined;
  return (
    // Never `disabled`: such items can't be reached, and then nobody learns why.
    <Cmdk.Item
      className={styles.item}
      value={command.id}
      keywords={[title, command.keywords ?? '']}
      aria-disabled={enabled !== true}
      onSelect={() => {
        leavePalette(app);
        runCommand(command, app);
      }}
    >
      {layer !== undefined && <LayerIcon layer={layer} />}
      <span className={styles.title}>{title}</span>
      {enabled !== true && <span className={styles.reason}>{enabled}</span>}
      {command.shortcut !== undefined && <Shortcut keys={command.shortcut} />}
    </Cmdk.Item>
  );
});

/** Ids are no words; what is typed is looked for in the title first, then in the other names. */
function score(_id: string, query: string, [title = '', others = '']: readonly string[] = []): number {
  const wanted = query.toLowerCase().trim();
  const name = title.toLowerCase();
  const bare = name.replace(/^add /, '');
  if (bare === wanted || name === wanted) return 1;
  if (bare.startsWith(wanted) || name.startsWith(wanted)) return 0.9;
  const words = wanted.split(/\s+/);
  if (words.every((word) => name.includes(word))) return 0.7;
  const rest = others.toLowerCase();
  if (rest.includes(wanted)) return 0.6;
  return words.every((word) => name.includes(word) || rest.includes(word)) ? 0.4 : 0;
}
