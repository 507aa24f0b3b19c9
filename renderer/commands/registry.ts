/** All there is to do, once: the command palette, the shortcuts and Electron's menu read this list. */
import { addCommands } from './add';
import { arrangeCommands } from './arrange';
import { blockCommands } from './blocks';
import type { Command } from './command';
import { compareCommands } from './compare';
import { editCommands } from './edit';
import { editRowCommands } from './edit-row';
import { fileCommands } from './file';
import { groupCommands } from './groups';
import { findCommands } from './find';
import { heatCommands } from './heat';
import { helpCommands } from './help';
import { historyCommands } from './history';
import { joinCommands } from './join';
import { noteCommands } from './notes';
import { placingCommands } from './placing';
import { presentCommands } from './present';
import { runCommands } from './run';
import { scopeCommands } from './scope';
import { selectCommands } from './select';
import { shapeCommands } from './shapes';
import { startCommands } from './start';
import { themeCommands } from './theme';
import { viewCommands } from './view';
import { wireCommands } from './wires';

export const commands: readonly Command[] = [
  ...editCommands,
  ...selectCommands,
  ...wireCommands,
  ...groupCommands,
  ...noteCommands,
  ...arrangeCommands,
  ...joinCommands,
  ...editRowCommands,
  ...blockCommands,
  ...historyCommands,
  ...addCommands,
  ...placingCommands,
  ...viewCommands,
  ...shapeCommands,
  ...findCommands,
  ...heatCommands,
  ...scopeCommands,
  ...themeCommands,
  ...presentCommands,
  ...runCommands,
  ...startCommands,
  ...fileCommands,
  ...compareCommands,
  ...helpCommands,
];

export function findCommand(id: string): Command | undefined {
  return commands.find((command) => command.id === id);
}
