import type { NodeId } from '../../graph/document';

/** A value inside a graph: an output of a node, or (node null) an input of the block. */
export interface Ref {
  readonly node: NodeId | null;
  readonly port: string;
}
export const keyOf = ({ node, port }: Ref): string => `${node ?? ''}:${port}`;
