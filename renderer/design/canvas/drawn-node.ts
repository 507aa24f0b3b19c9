/** What React Flow is given: a node for each card, folded group, port of a block, frame and note, and wires. */
import type { Edge as FlowEdge, Node as FlowNode } from '@xyflow/react';
import type { NodeId, Note, VisualGroup } from '../../../shared/graph/document';
import type { Wired } from '../../../shared/drawing/wired';
import type { Pill } from '../../../shared/drawing/port-pills';

export type FrameNode = FlowNode<{ readonly group: VisualGroup }, 'frame'>;
export type NoteNode = FlowNode<{ readonly note: Note }, 'note'>;
export type CardNode = FlowNode<{ readonly nodes: readonly NodeId[] }, 'card'>;
export type PillNode = FlowNode<{ readonly pill: Pill }, 'pill'>;
/** A group that is folded. `enters` and `leaves` name the ports at which wires cross its border. */
export type FoldedNode = FlowNode<
  {
    readonly group: VisualGroup;
    readonly nodes: readonly NodeId[];
    readonly enters: readonly string[];
    readonly leaves: readonly string[];
  },
  'folded'
>;
export type DrawnNode = CardNode | FoldedNode | PillNode | FrameNode | NoteNode;

export type WireEdge = FlowEdge<{ readonly wired: Wired; readonly detour: number | null }, 'wire'>;
