/** Frames around layers: made, named, coloured, moved and taken away. */
import { applyEdits } from '../../../shared/graph/apply';
import type { ConvDocument, Layout, NodeId, Placement, VisualGroup } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import {
  changeGroup,
  foldGroup,
  groupOf,
  joinGroup,
  leaveGroups,
  makeGroup,
  removeGroup,
} from '../../../shared/graph/groups';
import { CARD_GAP, cardsOf, chainCards, placements } from '../../../shared/drawing/cards';
import { cardsIn, frameAround, meet, rectOf } from '../../../shared/drawing/frames';
import { groupColors } from '../canvas/group-colors';
import { readingOf } from '../../../shared/drawing/reading';
import { plural } from '../../format/numbers';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';
import { selectionText } from './edit';
import { smallest } from '../../../shared/layers/support/extremes';

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

export function renameGroup(
  { documents }: AppStore,
  { id, title }: VisualGroup,
  wanted: string,
  gesture?: string,
): void {
  const next = wanted.trim();
  if (next === '' || next === title) return;
  documents.transact(`Rename ${title}`, changeGroup(documents.document, id, { title: next }), gesture);
}

export function paintGroup({ documents }: AppStore, { id, title }: VisualGroup, hex: string | null): void {
  documents.transact(`Colour ${title}`, changeGroup(documents.document, id, { color: hex }));
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
    cardsIn(moved, chainCards(documents.graph)).map(({ id, x, y }): [string, Placement] => [
      id,
      { ...documents.document.layout[id], x: x + byX, y: y + byY },
    ]),
  );
  documents.transact(`Move ${moved.title}`, [{ edit: 'place', layout }], `move group ${moved.id}`);
}

/** Folds a group to a box, or opens it where it was; what came to stand there meanwhile makes room. One step. */
export function fold({ documents, marks, ui }: AppStore, group: VisualGroup, folded: boolean): void {
  const { id, title } = group;
  const label = `${folded ? 'Collapse' : 'Expand'} ${title}`;
  if (!documents.transact(label, foldEdits(documents.document, group, folded))) return;
  marks.choose({ kind: 'group', id });
  // The title that had the focus is gone; the other one stands where it was.
  ui.drawing?.focusGroup(id, !folded);
}

function foldEdits(document: ConvDocument, group: VisualGroup, folded: boolean): readonly Edit[] {
  const layout = folded ? {} : roomFor(document, group);
  const room: readonly Edit[] = Object.keys(layout).length === 0 ? [] : [{ edit: 'place', layout }];
  return [...foldGroup(document, group.id, folded), ...room];
}

const isOpen = ({ collapsed }: VisualGroup): boolean => collapsed !== true;

function foldAll({ documents }: AppStore): void {
  const { groups } = documents.document;
  const folded = groups.some(isOpen);
  const edits: Edit[] = [];
  let after = documents.document;
  for (const group of groups.filter((each) => isOpen(each) === folded)) {
    const more = foldEdits(after, group, folded);
    after = applyEdits(after, more);
    edits.push(...more);
  }
  documents.transact(folded ? 'Collapse all groups' : 'Expand all groups', edits);
}

/** Where to the cards behind a folded group go, if they stand where its frame will be. */
function roomFor(graph: ConvDocument, group: VisualGroup): Layout {
  const frame = frameAround(cardsIn(group, chainCards(graph)));
  const box = cardsOf(graph).find((card) => card.group?.id === group.id);
  if (frame === null || box === undefined) return {};
  const [near, far, axis] =
    readingOf(graph) === 'down' ? (['top', 'bottom', 'y'] as const) : (['left', 'right', 'x'] as const);
  const end = rectOf(box)[far];
  const behind = cardsOf(graph).filter((card) => card !== box && rectOf(card)[near] >= end);
  const covered = behind.map(rectOf).filter((rect) => meet(rect, frame));
  if (covered.length === 0) return {};
  const by = Math.round(frame[far] + CARD_GAP - smallest(covered.map((rect) => rect[near])));
  return placements(
    graph,
    new Map(behind.map((card) => [card.id, { x: card.x, y: card.y, [axis]: card[axis] + by }])),
  );
}

/** From a folded group along the wires, to the layer before or behind it. */
export function stepOut({ documents, ui }: AppStore, { nodes }: VisualGroup, way: 'next' | 'previous'): void {
  const own = new Set(nodes);
  const { edges } = documents.graph;
  const to: NodeId | undefined =
    way === 'next'
      ? edges.find(({ source, target }) => own.has(source) && !own.has(target))?.target
      : edges.find(({ source, target }) => own.has(target) && !own.has(source))?.source;
  if (to === undefined) return;
  documents.select([to]);
  ui.canvas?.reveal([to]);
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
  run: (app) => {
    if (app.marks.group !== null) paintGroup(app, app.marks.group, hex);
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
    id: 'edit.foldGroup',
    title: (app) => `${app.marks.group?.collapsed === true ? 'Expand' : 'Collapse'} ${titleOfGroup(app)}`,
    group: 'Edit',
    shortcut: 'Shift+C',
    keywords: 'group frame fold unfold collapse expand open close',
    enabled: groupNeeded,
    run: (app) => {
      const { group: chosen } = app.marks;
      if (chosen !== null) fold(app, chosen, chosen.collapsed !== true);
    },
  },
  {
    id: 'edit.foldAllGroups',
    title: ({ documents }) =>
      documents.document.groups.some(isOpen) ? 'Collapse all groups' : 'Expand all groups',
    group: 'Edit',
    keywords: 'group frame fold unfold collapse expand everything',
    enabled: (app) => {
      const here = inDesign(app);
      if (here !== true) return here;
      return app.documents.document.groups.length > 0 || 'There are no groups in this network.';
    },
    run: foldAll,
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
