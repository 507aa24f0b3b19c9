/** Frames and notes as React Flow's nodes, and how frames follow their cards. */
import type { FrameNode, NoteNode } from './drawn-node';
import type { VisualGroup } from '../../../shared/graph/document';
import { type Card, cardsOf, chainCards, type Drawn, groupCardId } from '../../../shared/drawing/cards';
import type { CardNode, DrawnNode } from './drawn-node';
import { cardsIn, frameAround, NOTE_HEIGHT, NOTE_WIDTH, type Rect } from '../../../shared/drawing/frames';

const noteId = (id: string): string => `note/${id}`;

/** By its title; the rest of the frame lets the pointer through to the sheet. */
export const FRAME_HANDLE = 'frame-handle';

export function frameNodes(graph: Drawn, before: ReadonlyMap<string, DrawnNode>): readonly FrameNode[] {
  if (!('groups' in graph)) return [];
  const cards = cardsOf(graph);
  return graph.groups.flatMap((group) => {
    if (group.collapsed === true) return [];
    const rect = frameAround(cardsIn(group, cards));
    const known = before.get(groupCardId(group.id));
    return rect === null ? [] : [frameNode(group, rect, known?.type === 'frame' ? known : undefined)];
  });
}

function frameNode(group: VisualGroup, rect: Rect, known: FrameNode | undefined): FrameNode {
  if (known?.data.group === group && isAt(known, rect)) return known;
  return { ...known, ...placed(rect), id: groupCardId(group.id), type: 'frame', data: { group }, ...behind };
}

const behind = {
  zIndex: -1,
  dragHandle: `.${FRAME_HANDLE}`,
  selectable: false,
  focusable: false,
  style: { pointerEvents: 'none' },
} as const;

const placed = ({ left, top, right, bottom }: Rect) => ({
  position: { x: left, y: top },
  width: right - left,
  height: bottom - top,
});

const isAt = ({ position, width, height }: FrameNode, { left, top, right, bottom }: Rect): boolean =>
  position.x === left && position.y === top && width === right - left && height === bottom - top;

export function noteNodes(graph: Drawn, before: ReadonlyMap<string, DrawnNode>): readonly NoteNode[] {
  if (!('notes' in graph)) return [];
  return graph.notes.map((note): NoteNode => {
    const found = before.get(noteId(note.id));
    const known = found?.type === 'note' ? found : undefined;
    const { x, y, width = NOTE_WIDTH, height } = note;
    if (known?.data.note === note && known.position.x === x && known.position.y === y) return known;
    return {
      ...(known?.measured && { measured: known.measured }),
      id: noteId(note.id),
      type: 'note',
      data: { note },
      position: { x, y },
      width,
      ...(height !== undefined && { height }),
      // Until it is measured: what has no size is hidden, and can't take the focus.
      initialHeight: NOTE_HEIGHT,
      zIndex: 1,
      selectable: false,
      focusable: false,
    };
  });
}

const cardOf = ({ position: { x, y }, height = 0, data: { nodes } }: CardNode) => ({ x, y, height, nodes });

/** While something is dragged: a frame takes its cards along, and the others keep around theirs. */
export function followFrames(before: readonly DrawnNode[], after: readonly DrawnNode[]): DrawnNode[] {
  const old = new Map(before.map((node) => [node.id, node]));
  const shifts = new Map<string, { readonly x: number; readonly y: number }>();
  for (const node of after) {
    const was = node.type === 'frame' && node.dragging === true ? old.get(node.id) : undefined;
    if (was === undefined || node.type !== 'frame') continue;
    const by = { x: node.position.x - was.position.x, y: node.position.y - was.position.y };
    if (by.x === 0 && by.y === 0) continue;
    for (const member of node.data.group.nodes) shifts.set(member, by);
  }
  const moved = after.map((node): DrawnNode => {
    const by = node.type === 'card' ? shifts.get(node.id) : undefined;
    if (by === undefined) return node;
    return { ...node, position: { x: node.position.x + by.x, y: node.position.y + by.y } };
  });
  const cards = moved.filter((node) => node.type === 'card').map(cardOf);
  return moved.map((node) => {
    if (node.type !== 'frame' || node.dragging === true) return node;
    const rect = frameAround(cardsIn(node.data.group, cards));
    return rect === null || isAt(node, rect) ? node : { ...node, ...placed(rect) };
  });
}

/** The cards that a moved frame brings along. */
export function cardsOfFrame(graph: Drawn, { data: { group } }: FrameNode): readonly Card[] {
  return cardsIn(group, chainCards(graph));
}
