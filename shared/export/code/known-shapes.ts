/** The shapes of values in the copies of the document's graphs. */
import type { Compiled } from '../../compiler/compiled';
import type { Instance } from '../../compiler/instance';
import { variadicIndex } from '../../graph/ports';
import { isKnown, type KnownShape, type Shape } from '../../layers/shape';
import { inputsOf } from './feeds';
import { follower, type Ref } from './ref';

export type ShapeOf = (instance: Instance, ref: Ref) => KnownShape | null;

/** Null where the shape is not known. What comes into a copy is found once: copies in copies ask for the same again. */
export function knownShapes(compiled: Compiled): ShapeOf {
  const known = new Map<Instance, Map<string, Shape | null>>();
  const inputOf = (instance: Instance, name: string): Shape | null => {
    const ofInstance = known.get(instance) ?? new Map<string, Shape | null>();
    known.set(instance, ofInstance);
    const before = ofInstance.get(name);
    if (before !== undefined) return before;
    const shape = shapeOfFed(compiled, instance, name) ?? shapeFromOutside(instance, name);
    ofInstance.set(name, shape);
    return shape;
  };

  /** The output of the copy before it, or what feeds the block. */
  const shapeFromOutside = ({ parent, graph }: Instance, name: string): Shape | null => {
    const names = [...new Set((graph.inputs ?? []).map((input) => input.name))];
    const index = names.indexOf(name);
    if (!parent || index < 0) return null;
    if (parent.copy > 0) {
      const entry = parent.instance.entries.get(parent.block.id);
      const before = entry?.kind === 'block' ? entry.copies[parent.copy - 1] : undefined;
      const output = before?.graph.outputs?.[index];
      if (before && output) return compiled.shapeAt(before.prefix + output.node, output.port);
    }
    const feed = inputsOf(compiled, parent.instance.graph, parent.block.id)[index];
    if (!feed) return null;
    return feed.node === null
      ? inputOf(parent.instance, feed.port)
      : compiled.shapeAt(parent.instance.prefix + feed.node, feed.port);
  };

  const shapeAt = (instance: Instance, { node, port }: Ref): Shape | null =>
    node === null ? inputOf(instance, port) : compiled.shapeAt(instance.prefix + node, port);

  /** Past nodes that let their first input through, and blocks without copies. */
  const followers = new Map<Instance, ReturnType<typeof follower>>();
  const followed = (instance: Instance, ref: Ref): Ref | null => {
    const follow =
      followers.get(instance) ??
      follower((at) => {
        if (at.node === null || shapeAt(instance, at)) return 'here';
        const entry = instance.entries.get(at.node);
        if (entry === undefined || entry.kind === 'layer') return 'here';
        return inputsOf(compiled, instance.graph, at.node)[0] ?? null;
      });
    followers.set(instance, follow);
    return follow(ref);
  };

  return (instance, ref) => {
    const end = followed(instance, ref);
    const shape = end && shapeAt(instance, end);
    return shape && isKnown(shape) ? shape : null;
  };
}

/** That of any layer of the copy which the input feeds; null where it feeds none. */
function shapeOfFed(compiled: Compiled, { graph, prefix }: Instance, name: string): Shape | null {
  for (const input of graph.inputs ?? []) {
    if (input.name !== name) continue;
    const layer = compiled.byId.get(prefix + input.node);
    if (!layer) continue;
    const { inputs } = layer.ports;
    const own =
      'variadic' in inputs ? variadicIndex(inputs.variadic, input.port) : inputs.indexOf(input.port);
    const shape = own === null ? undefined : layer.inputShapes[own];
    if (shape) return shape;
  }
  return null;
}
