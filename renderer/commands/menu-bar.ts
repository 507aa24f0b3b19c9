/** The desktop's menu bar: every command there is, in menus and submenus, by its id. */
import type { MenuBarMenu, MenuCommand, Submenu } from '../../shared/protocol/shell';
import { bySection } from './sections';
import type { AppStore } from '../document/app-store';
import { addable, addBlockCommands } from '../design/commands/add';
import { type Command, type CommandGroup, titleOf } from './command';
import { contextGroups, type MenuEntry } from './context-menu';
import { commands, findCommand } from './registry';

/** Several commands of one kind, behind one entry. */
const idsOf = (wanted: (command: Command) => boolean): readonly string[] =>
  commands.filter(wanted).map(({ id }) => id);
const startingWith = (prefix: string): readonly string[] => idsOf(({ id }) => id.startsWith(prefix));
const inGroup = (wanted: CommandGroup): readonly string[] => idsOf(({ group }) => group === wanted);
const { select, grouping, colors, arrange } = contextGroups;

export const menuBar: readonly {
  readonly title: string;
  readonly sections: readonly (readonly MenuEntry[])[];
}[] = [
  {
    title: 'File',
    sections: [
      ['file.new', 'file.newWindow', 'file.open', 'data.openFolder', 'file.networks'],
      ['file.save', 'file.saveAs', { title: 'Export', ids: inGroup('Export') }],
      ['file.compare', 'file.previous', 'file.recover'],
      ['file.start', 'file.startAlways'],
    ],
  },
  {
    title: 'Edit',
    sections: [
      ['edit.undo', 'edit.redo', 'edit.history'],
      ['edit.cut', 'edit.copy', 'edit.paste', 'edit.duplicate', 'edit.delete'],
      ['edit.selectNone', select],
      ['edit.rename', 'edit.numbers', 'place.replace', 'place.takeOut', 'place.wireMany', 'edit.cutWire'],
      ['edit.takeApart', 'edit.join.above', 'edit.join.below', arrange],
      [
        grouping,
        {
          title: 'Group frames',
          ids: ['edit.renameGroup', 'edit.selectGroup', 'edit.foldGroup', 'edit.foldAllGroups'],
        },
        colors,
      ],
      [
        { title: 'Block', ids: ['edit.makeBlock', 'edit.dissolveBlock', 'edit.dissolveAll'] },
        { title: 'Note', ids: ['edit.writeNote', 'edit.deleteNote'] },
      ],
    ],
  },
  {
    title: 'Add',
    sections: [
      ['place.addLayer', 'place.branch', 'edit.addNote'],
      bySection(addable).map(({ title, items }) => ({ title, ids: items.map(({ type }) => `add.${type}`) })),
    ],
  },
  {
    title: 'View',
    sections: [
      ['view.design', 'view.data', 'view.train', 'view.evaluate'],
      [
        'view.fit',
        'view.reveal',
        { title: 'Zoom', ids: ['view.zoomIn', 'view.zoomOut', 'view.zoom100'] },
        'view.tidy',
        'view.tidyAcross',
      ],
      ['view.find', 'view.findNext', 'view.findPrevious', 'view.selectFound', 'view.goToLayer'],
      ['view.openBlock', 'view.leaveBlock', 'view.previousCopy', 'view.nextCopy'],
      [
        'view.volumes',
        { title: 'Heat', ids: startingWith('view.heat') },
        { title: 'Shapes', ids: startingWith('view.shapes.') },
      ],
      [
        {
          title: 'Panels',
          ids: [
            'view.leftPanel',
            'view.inspector',
            ...startingWith('view.left.'),
            'view.search',
            ...startingWith('view.drawer.'),
            'view.minimap',
          ],
        },
        { title: 'Theme', ids: startingWith('view.theme.') },
      ],
      ['view.present'],
    ],
  },
  { title: 'Run', sections: [inGroup('Run')] },
  { title: 'Help', sections: [inGroup('Help')] },
];

const roles: Readonly<Record<string, NonNullable<MenuCommand['role']>>> = {
  'edit.cut': 'cut',
  'edit.copy': 'copy',
  'edit.paste': 'paste',
};

function entryOf(command: Command, app: AppStore): MenuCommand {
  const role = command.native === true ? roles[command.id] : undefined;
  return {
    id: command.id,
    title: titleOf(command, app),
    enabled: command.enabled(app) === true,
    ...(command.shortcut !== undefined && { shortcut: command.shortcut }),
    ...(role !== undefined && { role }),
  };
}

/** As it is now: titles and what can be used follow the app. Only inside observers. */
export function menusOf(app: AppStore): readonly MenuBarMenu[] {
  const commandOf = (id: string): MenuCommand[] => {
    const command = findCommand(id);
    return command === undefined ? [] : [entryOf(command, app)];
  };
  const blocks: Submenu = {
    title: 'Your blocks and those that come with the app',
    entries: addBlockCommands(app).map((command) => entryOf(command, app)),
  };
  return menuBar.map(({ title, sections }) => {
    const written = sections.map((section) =>
      section.flatMap((entry): (MenuCommand | Submenu)[] =>
        typeof entry === 'string'
          ? commandOf(entry)
          : [{ title: entry.title, entries: entry.ids.flatMap(commandOf) }],
      ),
    );
    return { title, sections: title === 'Add' ? [...written, [blocks]] : written };
  });
}
