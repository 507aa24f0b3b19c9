import { helpCommands } from '../commands/help';
import { CommandEntry } from './CommandEntry';

const entries = helpCommands.filter(({ group }) => group === 'Help');

export function HelpEntries() {
  return entries.map((command) => <CommandEntry key={command.id} command={command} />);
}
