/** What the context menu offers where: ids of commands, in sections. */
import type { MenuPlace } from '../document/mark-store';
import { arrangeCommands } from '../design/commands/arrange';
import { groupCommands } from '../design/commands/groups';

/** An id, or several behind one entry. */
export type MenuEntry = string | { readonly title: string; readonly ids: readonly string[] };
const tidyAll: readonly string[] = ['view.tidy', 'view.tidyAcross'];
type Sections = readonly (readonly MenuEntry[])[];

const select: MenuEntry = {
  title: 'Select',
  ids: [
    'edit.select.upstream',
    'edit.select.downstream',
    'edit.select.sameType',
    'edit.select.invert',
    'edit.selectAll',
  ],
};
const colors: MenuEntry = {
  title: 'Colour',
  ids: groupCommands.map(({ id }) => id).filter((id) => id.startsWith('edit.groupColor.')),
};
const grouping: MenuEntry = {
  title: 'Group',
  ids: ['edit.group', 'edit.joinGroup', 'edit.leaveGroup', 'edit.ungroup'],
};
const arrange: MenuEntry = {
  title: 'Arrange',
  ids: arrangeCommands.map(({ id }) => id).filter((id) => !tidyAll.includes(id)),
};
/** Those that the menu bar has too. */
export const contextGroups = { select, grouping, colors, arrange };

const clipboard: readonly MenuEntry[] = ['edit.cut', 'edit.copy', 'edit.duplicate', 'edit.delete'];
const joining: readonly MenuEntry[] = ['edit.takeApart', 'edit.join.above', 'edit.join.below'];
const layer: Sections = [
  clipboard,
  [select, grouping, arrange],
  ['edit.makeBlock', 'edit.dissolveBlock', 'view.openBlock'],
];

export const contextMenus: Readonly<Record<MenuPlace, Sections>> = {
  row: [['edit.rename', 'place.replace', 'place.takeOut'], joining, ...layer],
  card: [joining.slice(1), ...layer],
  wire: [['edit.cutWire']],
  void: [
    ['place.addLayer', 'edit.addNote', 'edit.paste'],
    ['edit.selectAll', 'edit.undo', 'edit.redo'],
    ['view.fit', ...tidyAll],
  ],
  group: [
    ['edit.foldGroup', 'edit.renameGroup', colors],
    ['edit.selectGroup', 'edit.foldAllGroups'],
    ['edit.ungroup'],
  ],
  note: [['edit.writeNote'], ['edit.deleteNote']],
};
