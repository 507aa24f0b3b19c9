/** Frames around layers: made, named, coloured, moved and taken away. */
import type { Placement, VisualGroup } from '../../shared/graph/document';
import {
  changeGroup,
  groupOf,
  joinGroup,
  leaveGroups,
  makeGroup,
  removeGroup,
} from '../../shared/graph/groups';
import { cardsOf } from '../canvas/cards';
import { cardsIn } from '../canvas/frames';
import { groupColors } from '../canvas/group-colors';
import { plural } from '../format/numbers';
import type { AppStore } from '../stores/app-store';
import type { Command } from './command';
import { selectionText } from './edit';

const inDesign = ({ documents, ui }: AppStore): true | string => {
  if (ui.workspace !== 'design') return 'Groups are drawn in the Design workspace.';
  return (
    documents.scope === null || 'Groups are drawn around the layers of the network itself, not in blocks.'
  );
};

const groupNeeded = (app: AppStore): true | string => {
  const here = inDesign(app);
  if (here !== true) return here;
  return app.marks.group !== null || 'Select a group by its title, or a layer in it.';
};

const titleOfGroup = ({ marks }: AppStore): string => marks.group?.title ?? 'the group';

/** The group that the selected layers may join: the only one that some of them are in. */
function joinable({ documents }: AppStore): VisualGroup | null {
  const groups = new Set(
    [...documents.selection]
      .map((id) => groupOf(documents.document, id))
      .filter((group) => group !== undefined),
  );
  const [group] = groups;
  return groups.size === 1 && group !== undefined ? group : null;
}

const outside = ({ documents }: AppStore, group: VisualGroup): readonly string[] =>
  [...documents.selection].filter((id) => !group.nodes.includes(id));

function group({ documents, marks }: AppStore): void {
  const ids = [...documents.selection];
  const { id, edits } = makeGroup(documents.document, ids);
  if (!documents.transact(`Group ${plural(ids.length, 'layer')}`, edits)) return;
  marks.choose({ kind: 'group', id });
  // Once the menu or the palette that it was chosen from is gone.
  setTimeout(() => marks.write({ kind: 'group', id }));
}

export function renameGroup({ documents }: AppStore, { id, title }: VisualGroup, wanted: string): void {
  const next = wanted.trim();
  if (next === '' || next === title) return;
  documents.transact(`Rename ${title}`, changeGroup(documents.document, id, { title: next }));
}

export function ungroup({ documents, ui }: AppStore, { id, title, nodes }: VisualGroup): void {
  if (!documents.transact(`Ungroup ${title}`, removeGroup(documents.document, id))) return;
  documents.select(nodes);
  setTimeout(() => ui.canvas?.reveal(nodes.slice(0, 1)));
}

/** A run of such movements is one step. */
export function moveGroup(
  { documents }: AppStore,
  moved: VisualGroup,
  [byX, byY]: readonly [number, number],
): void {
  const layout = Object.fromEntries(
    cardsIn(moved, cardsOf(documents.graph)).map(({ id, x, y }): [string, Placement] => [
      id,
      { ...documents.document.layout[id], x: x + byX, y: y + byY },
    ]),
  );
  documents.transact(`Move ${moved.title}`, [{ edit: 'place', layout }], `move group ${moved.id}`);
}

const color = (name: string, hex: string | null): Command => ({
  id: `edit.groupColor.${name}`,
  title: (app) => `Colour ${titleOfGroup(app)} ${name}`,
  group: 'Edit',
  keywords: 'group frame color',
  enabled: (app) => {
    const needed = groupNeeded(app);
    if (needed !== true) return needed;
    return (app.marks.group?.color ?? null) !== hex || 'It has this colour already.';
  },
  run: ({ documents, marks }) => {
    const chosen = marks.group;
    if (chosen === null) return;
    documents.transact(`Colour ${chosen.title}`, changeGroup(documents.document, chosen.id, { color: hex }));
  },
});

export const groupCommands: readonly Command[] = [
  {
    id: 'edit.group',
    title: ({ documents }) =>
      documents.selection.size > 0 ? `Group ${plural(documents.selection.size, 'layer')}` : 'Group layers',
    group: 'Edit',
    shortcut: 'Shift+G',
    keywords: 'frame box section colour title',
    enabled: (app) => {
      const here = inDesign(app);
      if (here !== true) return here;
      return app.documents.selection.size > 0 || 'Select the layers that belong together.';
    },
    run: group,
  },
  {
    id: 'edit.joinGroup',
    title: (app) => `Add the layers to ${joinable(app)?.title ?? 'the group'}`,
    group: 'Edit',
    keywords: 'group frame join',
    enabled: (app) => {
      const here = inDesign(app);
      if (here !== true) return here;
      const found = joinable(app);
      return (
        (found !== null && outside(app, found).length > 0) ||
        'Select layers outside of a group together with one that is in it.'
      );
    },
    run: (app) => {
      const { documents } = app;
      const found = joinable(app);
      if (found === null) return;
      const ids = outside(app, found);
      documents.transact(
        `Add ${plural(ids.length, 'layer')} to ${found.title}`,
        joinGroup(documents.document, found.id, ids),
      );
    },
  },
  {
    id: 'edit.leaveGroup',
    title: (app) =>
      app.documents.selection.size > 0
        ? `Take ${selectionText(app)} out of the group`
        : 'Take out of the group',
    group: 'Edit',
    keywords: 'group frame leave remove',
    enabled: (app) => {
      const here = inDesign(app);
      if (here !== true) return here;
      const { documents } = app;
      return (
        [...documents.selection].some((id) => groupOf(documents.document, id)) ||
        'No selected layer is in a group.'
      );
    },
    run: (app) => {
      const { documents } = app;
      documents.transact(
        `Take ${selectionText(app)} out of the group`,
        leaveGroups(documents.document, [...documents.selection]),
      );
    },
  },
  {
    id: 'edit.renameGroup',
    title: (app) => `Rename ${titleOfGroup(app)}`,
    group: 'Edit',
    keywords: 'group frame title',
    enabled: groupNeeded,
    run: ({ marks }) => {
      const id = marks.group?.id;
      if (id !== undefined) setTimeout(() => marks.write({ kind: 'group', id }));
    },
  },
  {
    id: 'edit.selectGroup',
    title: (app) => `Select the layers of ${titleOfGroup(app)}`,
    group: 'Edit',
    keywords: 'group frame all in',
    enabled: groupNeeded,
    run: ({ documents, marks }) => documents.select(marks.group?.nodes ?? []),
  },
  {
    id: 'edit.ungroup',
    title: (app) => `Ungroup ${titleOfGroup(app)}`,
    group: 'Edit',
    keywords: 'group frame remove dissolve',
    enabled: groupNeeded,
    run: (app) => {
      if (app.marks.group !== null) ungroup(app, app.marks.group);
    },
  },
  ...groupColors.map(({ name, hex }) => color(name, hex)),
  color('grey', null),
];
