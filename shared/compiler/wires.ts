/**
 * How the layers of an expansion are connected. Each graph is wired for itself: what comes from outside of it stays open,
 * under the name of the block's input, until the graph around it closes it. So a block's wires are worked out once, and
 * stay the same object for as long as neither its connections nor the paths of its layers change.
 */
import type { Definition, DefinitionId, Edge, GraphNode, NodeId } from '../graph/document';
import { isBlock } from '../graph/document';
import { edgesInto } from '../graph/wiring';
import type { FlatEdge } from './compiled';
import type { BlockEntry, Entry, Feed, OpenEdge, Part, PartGraph, Source, Wires } from './expanded';

const none: readonly never[] = [];

export const firstInputOf = (definition: Definition | undefined): string =>
  definition?.inputs[0]?.name ?? 'in';

/** The old part's wires, where nothing that they depend on has changed. */
export function wire(graph: PartGraph, entries: readonly Entry[], old: Part | undefined): Wires {
  const same =
    old?.graph.edges === graph.edges &&
    old.graph.inputs === graph.inputs &&
    old.graph.outputs === graph.outputs &&
    old.entries.length === entries.length &&
    entries.every((entry, i) => isWiredAlike(entry, old.entries[i]));
  if (same) return old.wires;
  const byNode = new Map<NodeId, Entry>();
  for (const entry of entries) byNode.set(entry.node.id, entry);
  const links: (FlatEdge | OpenEdge)[] = [];
  for (const entry of entries) {
    if (entry.kind === 'layer') {
      const into = edgesInto(graph.edges, entry.node.id);
      for (const [i, { source, sourcePort, targetPort }] of into.entries())
        if (i === 0 || !into.slice(0, i).some((edge) => edge.targetPort === targetPort))
          connect(links, answerOf(graph, byNode, source, sourcePort), entry.flat.id, targetPort);
      for (const port of openPorts(graph, entry.node, into))
        connect(links, feedOf(graph, byNode, entry.node.id, port), entry.flat.id, port);
    } else if (entry.kind === 'block') {
      for (const link of entry.wires.links) {
        if (!('input' in link)) links.push(link);
        else connect(links, feedOf(graph, byNode, entry.node.id, link.input), link.target, link.targetPort);
      }
    }
  }
  const outputs = (graph.outputs ?? []).map(({ node, port }) => answerOf(graph, byNode, node, port));
  return { links, outputs };
}

/** Copies one after the other: the outputs of each feed the inputs of the next, by position. */
export function chain(
  definition: Definition | undefined,
  copies: readonly Part[],
  old: BlockEntry | undefined,
): Wires {
  const same =
    old?.copies.length === copies.length &&
    old.definition?.inputs === definition?.inputs &&
    old.definition?.outputs === definition?.outputs &&
    copies.every(({ wires }, i) => wires === old.copies[i]?.wires);
  if (same) return old.wires;
  const names = inputNames(definition);
  const links: (FlatEdge | OpenEdge)[] = [];
  let before: readonly Feed[] = [];
  for (const { wires } of copies) {
    const answers = before;
    for (const link of wires.links) {
      if (!('input' in link)) links.push(link);
      else connect(links, entering(names, answers, link.input), link.target, link.targetPort);
    }
    before = wires.outputs.map((feed) =>
      feed && 'input' in feed ? entering(names, answers, feed.input) : feed,
    );
  }
  return { links, outputs: before };
}

/** One port of a block may feed several nodes inside: it is then listed once for each. */
const inputNames = (definition: Definition | undefined): readonly string[] => [
  ...new Set(definition?.inputs.map(({ name }) => name)),
];

/** What the copy before answers there; where it has no such output, and for the first copy, what enters the block. */
function entering(names: readonly string[], before: readonly Feed[], input: string): Feed {
  const answer = before[names.indexOf(input)];
  return answer === undefined ? { input } : answer;
}

function connect(links: (FlatEdge | OpenEdge)[], feed: Feed, target: string, targetPort: string): void {
  if (feed === null) return;
  if ('input' in feed) links.push({ input: feed.input, target, targetPort });
  else links.push({ source: feed.id, sourcePort: feed.port, target, targetPort });
}

function isWiredAlike(entry: Entry, old: Entry | undefined): boolean {
  if (entry === old) return true;
  if (entry.kind === 'layer') return old?.kind === 'layer' && entry.flat.id === old.flat.id;
  if (entry.node.id !== old?.node.id) return false;
  if (entry.kind === 'block') return old.kind === 'block' && entry.wires === old.wires;
  return old.kind === 'passThrough' && entry.port === old.port;
}

/** The ports that only an input of the graph feeds. */
function openPorts({ inputs }: PartGraph, { id }: GraphNode, into: readonly Edge[]): readonly string[] {
  if (!inputs) return none;
  const ports: string[] = [];
  for (const { node, port } of inputs)
    if (node === id && !ports.includes(port) && !into.some(({ targetPort }) => targetPort === port))
      ports.push(port);
  return ports;
}

type ByNode = ReadonlyMap<NodeId, Entry>;

/** What feeds an input port of a node. Nodes that only pass on, one after the other in a circle, are fed by nothing. */
function feedOf(graph: PartGraph, entries: ByNode, node: NodeId, port: string, seen?: Set<string>): Feed {
  const edge = edgesInto(graph.edges, node).find(({ targetPort }) => targetPort === port);
  if (edge) return answerOf(graph, entries, edge.source, edge.sourcePort, seen);
  const input = graph.inputs?.find((entry) => entry.node === node && entry.port === port);
  return input ? { input: input.name } : null;
}

/** What a node answers at an output port. */
function answerOf(graph: PartGraph, entries: ByNode, node: NodeId, port: string, seen?: Set<string>): Feed {
  const entry = entries.get(node);
  if (!entry) return null;
  if (entry.kind === 'layer') return { id: entry.flat.id, port };
  const answer = entry.kind === 'block' ? blockAnswer(entry, port) : { input: entry.port };
  if (!answer || !('input' in answer)) return answer;
  const step = `${node} ${answer.input}`;
  if (seen?.has(step)) return null;
  return feedOf(graph, entries, node, answer.input, (seen ?? new Set()).add(step));
}

/** In terms of the block's inputs. Repeated 0 times it passes its first one through, whatever is asked of it. */
function blockAnswer({ definition, copies, wires }: BlockEntry, port: string): Feed {
  if (copies.length === 0) return { input: firstInputOf(definition) };
  const position = definition?.outputs.findIndex(({ name }) => name === port) ?? -1;
  return wires.outputs[position] ?? null;
}

/** Of every block, nested ones too, `path:port` (`stage[1]/block:out`): the flat layer and port that answers for it. */
export function blockOutputsOf(
  root: Part,
  definitionOf: (id: DefinitionId) => Definition | undefined,
): ReadonlyMap<string, Source> {
  const found = new Map<string, Source>();
  const visit = ({ graph, entries, prefix }: Part, inputs: ReadonlyMap<string, Source | null>): void => {
    const byNode = new Map(entries.map((entry) => [entry.node.id, entry]));
    const closed = (feed: Feed, from = inputs): Source | null =>
      feed && 'input' in feed ? (from.get(feed.input) ?? null) : feed;
    for (const entry of entries) {
      if (!isBlock(entry.node)) continue;
      const { id, definition } = entry.node;
      for (const { name } of definitionOf(definition)?.outputs ?? []) {
        const source = closed(answerOf(graph, byNode, id, name));
        if (source) found.set(`${prefix}${id}:${name}`, source);
      }
      if (entry.kind !== 'block') continue;
      const names = inputNames(entry.definition);
      const outside = new Map(names.map((name) => [name, closed(feedOf(graph, byNode, id, name))]));
      let [inside, before]: [ReadonlyMap<string, Source | null>, Part | null] = [outside, null];
      for (const copy of entry.copies) {
        const [from, answers]: [ReadonlyMap<string, Source | null>, readonly Feed[]] = [
          inside,
          before?.wires.outputs ?? [],
        ];
        inside = new Map(
          names.map((name) => {
            const feed = answers[names.indexOf(name)];
            return [name, feed === undefined ? (outside.get(name) ?? null) : closed(feed, from)];
          }),
        );
        before = copy;
        visit(copy, inside);
      }
    }
  };
  visit(root, new Map());
  return found;
}
