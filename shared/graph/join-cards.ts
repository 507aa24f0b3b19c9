/** Two chains that become one card, and one that comes apart: with what has to be wired for it. */
import { chainsOf, joinsCards } from './chains';
import type { ConvDocument, DefinitionId, Edge, GraphNode, NodeId, Placement } from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { groupOf, joinGroup, leaveGroups } from './groups';
import { inputPorts, outputPorts } from './ports';
import { graphIn, layoutIn, nodesById, within } from './scope';
import { edgesInto, edgesOutOf, reaches } from './wiring';

type Scope = DefinitionId | null | undefined;

/** The end of one card, the beginning of the other, and which of the two comes to the other, into its group. */
export interface Joint {
  readonly above: NodeId;
  readonly below: NodeId;
  readonly coming: 'above' | 'below';
}

/** Why the two can't share a card, in a sentence; null where they can. */
export function joinRefusal(document: ConvDocument, joint: Joint, scope?: Scope): string | null {
  const plan = wiringFor(document, joint, scope);
  return typeof plan === 'string' ? plan : null;
}

/** Connects them where they are not, and what was wired to one of them with the end of the other. Throws EditError. */
export function joinCards(document: ConvDocument, joint: Joint, scope?: Scope): readonly Edit[] {
  const wiring = wiringFor(document, joint, scope);
  if (typeof wiring === 'string') throw new EditError(wiring);
  const own = within(scope);
  const at = layoutIn(document, scope)[joint.below];
  const together: readonly Edit[] =
    at?.apart === true ? [{ edit: 'place', ...own, layout: { [joint.below]: withoutApart(at) } }] : [];
  return [...wiring, ...(scope == null ? regroup(document, joint) : []), ...together];
}

/** A card of its own from this layer on, which stays wired to the one before. Throws EditError. */
export function takeApart(document: ConvDocument, id: NodeId, at: Placement, scope?: Scope): readonly Edit[] {
  const graph = graphIn(document, scope);
  const chain = chainOf(document, id, scope);
  if (chain[0] === id) {
    throw new EditError(`${nodesById(graph).get(id)?.name ?? id} is the first in its card already.`);
  }
  const own = within(scope);
  return [{ edit: 'place', ...own, layout: { [id]: { ...graph.layout?.[id], ...at, apart: true } } }];
}

function withoutApart(place: Placement): Placement {
  const { apart, ...at } = place;
  return apart === undefined ? place : at;
}

function chainOf(document: ConvDocument, id: NodeId, scope: Scope): readonly NodeId[] {
  return chainsOf(graphIn(document, scope)).find((chain) => chain.includes(id)) ?? [id];
}

function regroup(document: ConvDocument, { above, below, coming }: Joint): readonly Edit[] {
  const [comes, stays] = coming === 'above' ? [above, below] : [below, above];
  const [from, to] = [groupOf(document, comes), groupOf(document, stays)];
  if (from === to) return [];
  const ids = chainOf(document, comes, null);
  return to === undefined ? leaveGroups(document, ids) : joinGroup(document, to.id, ids);
}

/** The edits that leave only one wire between the two, or why there can't be one. */
function wiringFor(document: ConvDocument, { above, below }: Joint, scope: Scope): readonly Edit[] | string {
  const graph = graphIn(document, scope);
  const [a, b] = [nodesById(graph).get(above), nodesById(graph).get(below)];
  if (!a || !b) return 'One of these layers is not there any more.';
  const definitions = 'definitions' in graph ? graph.definitions : {};
  for (const node of [a, b])
    if (!joinsCards(node, definitions)) return `${node.name} always has a card of its own.`;
  const [outs, into] = [edgesOutOf(graph.edges, above), edgesInto(graph.edges, below)];
  const leaves = (id: NodeId): boolean => 'outputs' in graph && graph.outputs.some(({ node }) => node === id);
  const enters = (id: NodeId): boolean => 'inputs' in graph && graph.inputs.some(({ node }) => node === id);
  if (leaves(above)) return `What ${a.name} gives leaves the block, so its card ends there.`;
  if (outs.some(({ target }) => target === below)) {
    if (outs.length > 1) return `${a.name} feeds other layers too, so its card ends there.`;
    return into.length > 1 ? `${b.name} takes other inputs too, so its card begins there.` : [];
  }
  if (enters(below)) return `${b.name} takes an input of the block, so its card begins there.`;
  if (reaches(graph.edges, below, above))
    return `${a.name} depends on ${b.name}, so it can’t come before it.`;
  const [output] = outputPorts(document, a, { scope: scope ?? null });
  const [input] = inputPorts(document, b, { scope: scope ?? null });
  if (output === undefined) return `${a.name} gives nothing on.`;
  if (input === undefined) return `${b.name} takes no input.`;

  const own = within(scope);
  const cut = (edge: Edge): Edit => ({ edit: 'disconnect', ...own, edge });
  const connect = (edge: Edge): Edit => ({ edit: 'connect', ...own, edge });
  const between = connect({ source: above, sourcePort: output, target: below, targetPort: input });
  if (outs.length === 0 && into.length === 0) return [between];
  if (outs.length > 0 && into.length > 0)
    return `${a.name} and ${b.name} are both wired elsewhere: disconnect one of them first.`;
  if (outs.length > 0) {
    // What comes under a card that feeds others feeds them from now on.
    const tail = endOf(document, chainOf(document, below, scope).at(-1) ?? below, scope);
    const [gives] = tail ? outputPorts(document, tail, { scope: scope ?? null }) : [];
    if (!tail || gives === undefined || edgesOutOf(graph.edges, tail.id).length > 0 || leaves(tail.id))
      return `${a.name} feeds other layers: disconnect those first.`;
    const handed = outs.map((edge) => connect({ ...edge, source: tail.id, sourcePort: gives }));
    return [...outs.map(cut), between, ...handed];
  }
  // What comes above a card that is fed is fed by the same from now on.
  const head = endOf(document, chainOf(document, above, scope)[0] ?? above, scope);
  const [takes] = head ? inputPorts(document, head, { scope: scope ?? null }) : [];
  if (!head || takes === undefined || edgesInto(graph.edges, head.id).length > 0 || enters(head.id))
    return `${b.name} is fed by another layer: disconnect that first.`;
  if (into.length > 1) return `${b.name} takes other inputs too, so its card begins there.`;
  return [
    ...into.map(cut),
    ...into.map((edge) => connect({ ...edge, target: head.id, targetPort: takes })),
    between,
  ];
}

const endOf = (document: ConvDocument, id: NodeId, scope: Scope): GraphNode | undefined =>
  nodesById(graphIn(document, scope)).get(id);
