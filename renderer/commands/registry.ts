/** All there is to do, once: the command palette, the shortcuts and Electron's menu read this list. */
import { addCommands } from '../design/commands/add';
import { arrangeCommands } from '../design/commands/arrange';
import { blockCommands } from '../design/commands/blocks';
import type { Command } from './command';
import { compareCommands } from '../design/commands/compare';
import { editCommands } from '../design/commands/edit';
import { editRowCommands } from '../design/commands/edit-row';
import { fileCommands } from '../document/commands/file';
import { folderCommands } from '../data/commands/folder';
import { groupCommands } from '../design/commands/groups';
import { findCommands } from '../design/commands/find';
import { heatCommands } from '../design/commands/heat';
import { helpCommands } from '../frame/commands/help';
import { historyCommands } from '../document/commands/history';
import { joinCommands } from '../design/commands/join';
import { noteCommands } from '../design/commands/notes';
import { placingCommands } from '../design/commands/placing';
import { presentCommands } from '../figures/commands/present';
import { runCommands } from '../runs/commands/run';
import { scopeCommands } from '../design/commands/scope';
import { selectCommands } from '../design/commands/select';
import { shapeCommands } from '../design/commands/shapes';
import { startCommands } from '../start/commands/start';
import { themeCommands } from '../frame/commands/theme';
import { viewCommands } from '../document/commands/view';
import { wireCommands } from '../design/commands/wires';

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
  ...folderCommands,
  ...compareCommands,
  ...helpCommands,
];

export function findCommand(id: string): Command | undefined {
  return commands.find((command) => command.id === id);
}
