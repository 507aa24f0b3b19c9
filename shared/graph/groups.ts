/** Groups: titled frames around layers of the document's own graph. A layer is in one at most. */
import type { ConvDocument, NodeId, VisualGroup } from './document';
import type { Edit } from './edit';
import { freeName } from './free-name';

export function findGroup(document: ConvDocument, id: string): VisualGroup | undefined {
  return document.groups.find((group) => group.id === id);
}

export function groupOf(document: ConvDocument, node: NodeId): VisualGroup | undefined {
  return document.groups.find(({ nodes }) => nodes.includes(node));
}

/** The groups without these layers; a frame around nothing goes. */
function without(groups: readonly VisualGroup[], ids: ReadonlySet<NodeId>): readonly VisualGroup[] {
  return groups.flatMap((group) => {
    const nodes = group.nodes.filter((id) => !ids.has(id));
    if (nodes.length === group.nodes.length) return [group];
    return nodes.length === 0 ? [] : [{ ...group, nodes }];
  });
}

/** Folded to one box, or open again: its layers stay where they are. */
export function foldGroup(document: ConvDocument, id: string, folded: boolean): readonly Edit[] {
  const groups = document.groups.map((group): VisualGroup => {
    const { collapsed = false, ...open } = group;
    if (group.id !== id || collapsed === folded) return group;
    return folded ? { ...open, collapsed: true } : open;
  });
  return [{ edit: 'setGroups', groups }];
}

/** Layers that are in other groups leave them. */
export function makeGroup(
  document: ConvDocument,
  ids: readonly NodeId[],
): { readonly id: string; readonly edits: readonly Edit[] } {
  const taken = (key: 'id' | 'title') => (name: string) => document.groups.some((each) => each[key] === name);
  const id = freeName('group', taken('id'));
  const title = freeName('Group', taken('title'), ' ');
  const groups = [...without(document.groups, new Set(ids)), { id, title, nodes: [...ids] }];
  return { id, edits: [{ edit: 'setGroups', groups }] };
}

export function joinGroup(document: ConvDocument, id: string, ids: readonly NodeId[]): readonly Edit[] {
  const joining = new Set(ids);
  const groups = document.groups.flatMap((group): readonly VisualGroup[] =>
    group.id === id
      ? [{ ...group, nodes: [...group.nodes.filter((node) => !joining.has(node)), ...ids] }]
      : without([group], joining),
  );
  return [{ edit: 'setGroups', groups }];
}

export function leaveGroups(document: ConvDocument, ids: readonly NodeId[]): readonly Edit[] {
  return [{ edit: 'setGroups', groups: without(document.groups, new Set(ids)) }];
}

export function removeGroup(document: ConvDocument, id: string): readonly Edit[] {
  return [{ edit: 'setGroups', groups: document.groups.filter((group) => group.id !== id) }];
}

/** Without a colour it is drawn in grey. */
export function changeGroup(
  document: ConvDocument,
  id: string,
  change: { readonly title?: string; readonly color?: string | null },
): readonly Edit[] {
  const groups = document.groups.map((group): VisualGroup => {
    if (group.id !== id) return group;
    const { color, ...rest } = group;
    const next = change.color === undefined ? color : change.color;
    return {
      ...rest,
      ...(change.title !== undefined && { title: change.title }),
      ...(next !== undefined && next !== null && { color: next }),
    };
  });
  return [{ edit: 'setGroups', groups }];
}
