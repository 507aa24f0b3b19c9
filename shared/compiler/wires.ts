/**
 * How the layers of an expansion are connected. Each graph is wired for itself: what comes from outside of it stays open,
 * under the name of the block's input, until the graph around it closes it. So a block's wires are worked out once, and
 * stay the same object for as long as neither its connections nor the paths of its layers change.
 */
import type { Definition, DefinitionId, NodeId } from '../graph/document';
import { isBlock } from '../graph/document';
import { edgeAt, edgesInto } from '../graph/wiring';
import type { FlatEdge } from './compiled';
import type { BlockEntry, Entry, Feed, OpenEdge, Part, PartGraph, Source, Wires } from './expanded';
import { inputsInto, placesOf } from './port-index';

const none: readonly never[] = [];
const noPlaces: ReadonlyMap<string, number> = new Map();

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
  const wiring = wiringOf(graph, entries);
  const links: (FlatEdge | OpenEdge)[] = [];
  for (const entry of entries) {
    const { id } = entry.node;
    if (entry.kind === 'layer') {
      for (const edge of edgesInto(graph.edges, id))
        if (edgeAt(graph.edges, id, edge.targetPort) === edge)
          connect(links, answerOf(wiring, edge.source, edge.sourcePort), entry.flat.id, edge.targetPort);
      // The ports that only an input of the graph feeds.
      for (const [port, input] of inputsInto(graph, id) ?? none)
        if (!edgeAt(graph.edges, id, port)) connect(links, { input }, entry.flat.id, port);
    } else if (entry.kind === 'block') {
      for (const link of entry.wires.links) {
        if (!('input' in link)) links.push(link);
        else connect(links, feedOf(wiring, id, link.input), link.target, link.targetPort);
      }
    }
  }
  const outputs = (graph.outputs ?? []).map(({ node, port }) => answerOf(wiring, node, port));
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
  const places = definition ? placesOf(definition.inputs) : noPlaces;
  const links: (FlatEdge | OpenEdge)[] = [];
  let before: readonly Feed[] = [];
  for (const { wires } of copies) {
    const answers = before;
    for (const link of wires.links) {
      if (!('input' in link)) links.push(link);
      else connect(links, entering(places, answers, link.input), link.target, link.targetPort);
    }
    before = wires.outputs.map((feed) =>
      feed && 'input' in feed ? entering(places, answers, feed.input) : feed,
    );
  }
  return { links, outputs: before };
}

/** What the copy before answers there; where it has no such output, and for the first copy, what enters the block. */
function entering(places: ReadonlyMap<string, number>, before: readonly Feed[], input: string): Feed {
  const answer = before[places.get(input) ?? -1];
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

/** A graph whose layers are being connected. */
interface Wiring {
  readonly graph: PartGraph;
  readonly byNode: ReadonlyMap<NodeId, Entry>;
  /** What feeds the nodes that only pass on, by node and port: a thousand may stand one behind the other. */
  readonly passed: Map<string, Feed>;
}

function wiringOf(graph: PartGraph, entries: readonly Entry[]): Wiring {
  const byNode = new Map<NodeId, Entry>();
  for (const entry of entries) byNode.set(entry.node.id, entry);
  return { graph, byNode, passed: new Map() };
}

/** What feeds an input port of a node. */
function feedOf(wiring: Wiring, node: NodeId, port: string): Feed {
  const edge = edgeAt(wiring.graph.edges, node, port);
  if (edge) return answerOf(wiring, edge.source, edge.sourcePort);
  const input = inputsInto(wiring.graph, node)?.get(port);
  return input === undefined ? null : { input };
}

/** What a node answers at an output port. Nodes that only pass on, one after the other in a circle, are fed by nothing. */
function answerOf(wiring: Wiring, node: NodeId, port: string): Feed {
  const { graph, byNode, passed } = wiring;
  const way: string[] = [];
  let feed: Feed = null;
  for (let [at, from] = [node, port]; ;) {
    const entry = byNode.get(at);
    if (!entry) break;
    if (entry.kind === 'layer') {
      feed = { id: entry.flat.id, port: from };
      break;
    }
    const answer = entry.kind === 'block' ? blockAnswer(entry, from) : { input: entry.port };
    if (!answer || !('input' in answer)) {
      feed = answer;
      break;
    }
    const step = `${at} ${answer.input}`;
    const known = passed.get(step);
    if (known !== undefined) {
      feed = known;
      break;
    }
    // For as long as the way goes on: whoever comes here again runs in a circle.
    passed.set(step, null);
    way.push(step);
    const edge = edgeAt(graph.edges, at, answer.input);
    if (!edge) {
      const input = inputsInto(graph, at)?.get(answer.input);
      feed = input === undefined ? null : { input };
      break;
    }
    [at, from] = [edge.source, edge.sourcePort];
  }
  for (const step of way) passed.set(step, feed);
  return feed;
}

/** In terms of the block's inputs. Repeated 0 times it passes its first one through, whatever is asked of it. */
function blockAnswer({ definition, copies, wires }: BlockEntry, port: string): Feed {
  if (copies.length === 0) return { input: firstInputOf(definition) };
  return wires.outputs[(definition && placesOf(definition.outputs).get(port)) ?? -1] ?? null;
}

/** Of every block, nested ones too, `path:port` (`stage[1]/block:out`): the flat layer and port that answers for it. */
export function blockOutputsOf(
  root: Part,
  definitionOf: (id: DefinitionId) => Definition | undefined,
): ReadonlyMap<string, Source> {
  const found = new Map<string, Source>();
  const visit = ({ graph, entries, prefix }: Part, inputs: ReadonlyMap<string, Source | null>): void => {
    const wiring = wiringOf(graph, entries);
    const closed = (feed: Feed, from = inputs): Source | null =>
      feed && 'input' in feed ? (from.get(feed.input) ?? null) : feed;
    for (const entry of entries) {
      if (!isBlock(entry.node)) continue;
      const { id, definition } = entry.node;
      for (const { name } of definitionOf(definition)?.outputs ?? []) {
        const source = closed(answerOf(wiring, id, name));
        if (source) found.set(`${prefix}${id}:${name}`, source);
      }
      if (entry.kind !== 'block') continue;
      const places = [...(entry.definition ? placesOf(entry.definition.inputs) : noPlaces)];
      const outside = new Map(places.map(([name]) => [name, closed(feedOf(wiring, id, name))]));
      let [inside, before]: [ReadonlyMap<string, Source | null>, Part | null] = [outside, null];
      for (const copy of entry.copies) {
        const [from, answers]: [ReadonlyMap<string, Source | null>, readonly Feed[]] = [
          inside,
          before?.wires.outputs ?? [],
        ];
        inside = new Map(
          places.map(([name, place]) => {
            const feed = answers[place];
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
