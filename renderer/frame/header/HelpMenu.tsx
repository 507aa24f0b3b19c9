import { CircleHelp } from 'lucide-react';
import { helpCommands } from '../commands/help';
import { CommandEntry } from './CommandEntry';
import { MenuButton } from './MenuButton';

const entries = helpCommands.filter(({ group }) => group === 'Help');

export function HelpMenu() {
  return (
    <MenuButton label="Help" icon={<CircleHelp size={16} />}>
      {entries.map((command) => (
        <CommandEntry key={command.id} command={command} />
      ))}
    </MenuButton>
  );
}
