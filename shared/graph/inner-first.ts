import { isBlock, type Definition, type DefinitionId } from './document';

interface Walk {
  /** Undefined: what is not to be looked into. `user` is the definition that it stands in, null for a root. */
  readonly definitionOf: (id: DefinitionId, user: Definition | null) => Definition | undefined;
  /** Is told of each definition that would contain itself, and which definition it was met in. */
  readonly onCircle: (id: DefinitionId, user: Definition | null) => void;
}

/**
 * The roots and all that they are made of, each once and after what stands inside it. It does not recurse, since a file
 * may nest as many definitions as it has nodes, which is more than the stack holds.
 */
export function innerFirst(
  roots: Iterable<DefinitionId>,
  { definitionOf, onCircle }: Walk,
): readonly DefinitionId[] {
  const order: DefinitionId[] = [];
  const state = new Map<DefinitionId, 'open' | 'done'>();
  const path: { id: DefinitionId; definition: Definition; blocks: readonly DefinitionId[]; at: number }[] =
    [];
  const enter = (id: DefinitionId, user: Definition | null): void => {
    if (state.get(id) === 'open') onCircle(id, user);
    if (state.has(id)) return;
    const definition = definitionOf(id, user);
    if (!definition) return;
    state.set(id, 'open');
    const blocks = definition.nodes.filter(isBlock).map((node) => node.definition);
    path.push({ id, definition, blocks, at: 0 });
  };
  for (const root of roots) {
    enter(root, null);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const inner = step.blocks[step.at];
      step.at += 1;
      if (inner !== undefined) {
        enter(inner, step.definition);
        continue;
      }
      path.pop();
      state.set(step.id, 'done');
      order.push(step.id);
    }
  }
  return order;
}
