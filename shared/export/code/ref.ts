import type { NodeId } from '../../graph/document';

/** A value inside a graph: an output of a node, or (node null) an input of the block. */
export interface Ref {
  readonly node: NodeId | null;
  readonly port: string;
}
export const keyOf = ({ node, port }: Ref): string => `${node ?? ''}:${port}`;

/** Where a reference leads on to: `here` where it stays, null where it leads nowhere. */
type Next = (ref: Ref) => Ref | null | 'here';

/**
 * What a reference leads to in the end; null where that is nothing, or a circle. Each is followed once: thousands of
 * readers may stand behind thousands of nodes that let their input through.
 */
export function follower(next: Next): (ref: Ref | null) => Ref | null {
  const ends = new Map<string, Ref | null>();
  return (ref) => {
    const passed: string[] = [];
    let at = ref;
    while (at !== null) {
      const key = keyOf(at);
      const known = ends.get(key);
      if (known !== undefined) {
        at = known;
        break;
      }
      // Whoever comes here again has gone in a circle.
      ends.set(key, null);
      passed.push(key);
      const to = next(at);
      if (to === 'here') break;
      at = to;
    }
    for (const key of passed) ends.set(key, at);
    return at;
  };
}
