/** What usually follows what, counted in the networks that ship with the app. */
import { type Graph, isBlock, type NodeId } from '../../../shared/graph/document';
import { findDefinition, nodesById } from '../../../shared/graph/scope';
import { templates, type Template } from '../../../templates';

/** How many networks do it, by type. */
type Counts = ReadonlyMap<string, number>;

interface Usage {
  readonly of: Counts;
  readonly after: ReadonlyMap<string, Counts>;
  readonly before: ReadonlyMap<string, Counts>;
}

let known: Usage | null = null;

/** Counted once, when it is first asked for. */
function usage(): Usage {
  known ??= count();
  return known;
}

/** How many of the networks have this layer behind one of that type. */
export const followsOften = (type: string, source: string): number =>
  usage().after.get(source)?.get(type) ?? 0;

/** How many have it before one of that type. */
export const leadsOften = (type: string, target: string): number =>
  usage().before.get(target)?.get(type) ?? 0;

/** How many have it at all. */
export const usedOften = (type: string): number => usage().of.get(type) ?? 0;

function count(): Usage {
  const of = new Map<string, number>();
  const after = new Map<string, Map<string, number>>();
  const before = new Map<string, Map<string, number>>();
  for (const template of templates) {
    const seen = new Set<string>();
    const once = (key: string, counts: Map<string, number>, type: string): void => {
      if (seen.has(key)) return;
      seen.add(key);
      counts.set(type, (counts.get(type) ?? 0) + 1);
    };
    for (const graph of graphsOf(template)) {
      for (const { type } of graph.nodes) once(type, of, type);
      for (const { source, target } of graph.edges) {
        const from = typeAt(template, graph, source, 'outputs');
        const to = typeAt(template, graph, target, 'inputs');
        if (from === null || to === null) continue;
        once(`${from}>${to}`, listed(after, from), to);
        once(`${to}<${from}`, listed(before, to), from);
      }
    }
  }
  return { of, after, before };
}

const graphsOf = ({ document }: Template): readonly Graph[] => [
  document,
  ...Object.values(document.definitions),
];

function listed(map: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const found = map.get(key) ?? new Map<string, number>();
  map.set(key, found);
  return found;
}

/** Of a block, the type of the layer at its border. */
function typeAt(template: Template, graph: Graph, id: NodeId, border: 'inputs' | 'outputs'): string | null {
  const node = nodesById(graph).get(id);
  if (!node || !isBlock(node)) return node?.type ?? null;
  const definition = findDefinition(template.document, node.definition);
  const [port] = definition?.[border] ?? [];
  return definition && port ? typeAt(template, definition, port.node, border) : null;
}
