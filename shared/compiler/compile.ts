/**
 * From a document to what there is to know of it: expanded, ordered, with shapes, weights, costs and every problem at once.
 * An edit recomputes what lies downstream of it, and layers for which nothing changed keep their identity: each step takes
 * over what it finds as it was in the last document, and what a layer says is remembered by type, parameters and input
 * shapes.
 */
import type { ConvDocument } from '../graph/document';
import { findLayer } from '../layers/index';
import { advice } from './advice/index';
import type { Compiled, CompiledLayer, Diagnostic, FlatEdge, FlatNode, Totals } from './compiled';
import { cycleDiagnostics, expansionDiagnostic, unknownTypeDiagnostic } from './diagnostics';
import { sortOut } from './advice/dismissal';
import { networkOf } from './advice/network';
import { deadEndDiagnostics, withDrawingFixes } from './ends';
import { createExpansion } from './expand';
import { createInference } from './infer-layer';
import { judge, type Judged, outputAt, seenAt } from './judge';
import { type Fed, type Order, orderNodes } from './order';
import { unusedLayers } from './unused';

export interface Compiler {
  compile(document: ConvDocument): Compiled;
}

const none: readonly never[] = [];

/** Lists go by the places of the nodes. */
interface Memory {
  readonly nodes: readonly FlatNode[];
  readonly edges: readonly FlatEdge[];
  readonly order: Order;
  readonly judged: readonly (Judged | undefined)[];
}

/** A compiler that remembers what it compiled last. */
export function createCompiler(): Compiler {
  const expand = createExpansion();
  const infer = createInference();
  let memory: Memory | null = null;

  /** Those of unknown types stay undefined. */
  function judgeAll(
    document: ConvDocument,
    { nodes, order, last }: Pick<Memory, 'nodes' | 'order'> & { readonly last: Memory | null },
  ): readonly (Judged | undefined)[] {
    const judged = new Array<Judged | undefined>(nodes.length);
    /** Whether the layer is as it was, and whether it sees as it did. */
    const same = new Array<boolean>(nodes.length);
    const alike = new Array<boolean>(nodes.length);
    const oldAt = (place: number, { id }: FlatNode): Judged | undefined =>
      last?.judged[order === last.order ? place : (last.order.placeOf.get(id) ?? -1)];
    const judgeAt = (place: number, inCycle: boolean): void => {
      const node = nodes[place];
      const definition = node && findLayer(node.type);
      if (!definition) return;
      const fed = order.incoming[place] ?? none;
      const old = oldAt(place, node);
      const wiredAlike = old !== undefined && sameSources(old.fed, fed);
      const seesAlike = wiredAlike && fed.every(({ source }) => alike[source]);
      // The edits of fixes are made for the document as it is, so what has problems is judged anew.
      const kept =
        old?.node === node &&
        !inCycle &&
        !old.inCycle &&
        old.diagnostics.length === 0 &&
        wiredAlike &&
        fed.every(({ source }) => same[source]);
      const set = old?.node === node ? old.set : infer(definition, node.params);
      const now = kept ? old : judge({ document, node, set, fed, inCycle, seesAlike, judged }, old);
      judged[place] = now;
      alike[place] = now.seen === old?.seen;
      same[place] = alike[place] && now.layer === old?.layer;
    };
    for (const place of order.sorted) judgeAt(place, false);
    for (const place of order.rest) judgeAt(place, true);
    return judged;
  }

  return {
    compile(document) {
      const expanded = expand(document);
      const { nodes, edges } = expanded;
      const last = memory;
      const order =
        last && edges === last.edges && sameIds(nodes, last.nodes) ? last.order : orderNodes(nodes, edges);
      const judged = judgeAll(document, { nodes, order, last });
      memory = { nodes, edges, order, judged };
      const diagnostics: Diagnostic[] = expanded.problems.map((problem) =>
        expansionDiagnostic(document, problem),
      );
      const layers: CompiledLayer[] = [];
      const byId = new Map<string, CompiledLayer>();
      const ends = new Set<CompiledLayer>();
      for (const places of [order.sorted, order.rest]) {
        for (const place of places) {
          const node = nodes[place];
          const found = judged[place];
          if (found) {
            layers.push(found.layer);
            byId.set(found.node.id, found.layer);
            if (order.targets[place] === undefined) ends.add(found.layer);
            for (const problem of found.diagnostics) diagnostics.push(problem);
          } else if (node) diagnostics.push(unknownTypeDiagnostic(document, node));
        }
      }
      if (order.cycles.length > 0) {
        const cycles = order.cycles.map((cycle) => cycle.flatMap((place) => nodes[place]?.id ?? []));
        const flat = new Map(nodes.map((node) => [node.id, node]));
        for (const problem of cycleDiagnostics(document, cycles, flat, edges)) diagnostics.push(problem);
      }
      for (const problem of deadEndDiagnostics(document, layers, ends)) diagnostics.push(problem);
      // While something is wrong, that is what to look at.
      if (!diagnostics.some(({ severity }) => severity === 'error'))
        for (const problem of advice(
          networkOf(document, layers, order, (place) => judged[place]?.layer),
          byId,
        ))
          diagnostics.push(problem);
      const unused = unusedLayers(layers, order, ends);
      return {
        document,
        layers,
        byId,
        unused,
        shapeAt(path, port) {
          const source = expanded.blockOutputs.get(`${path}:${port}`) ?? { id: path, port };
          return outputAt(judged[order.placeOf.get(source.id) ?? -1], source.port);
        },
        sightsAt(id, port) {
          const found = judged[order.placeOf.get(id) ?? -1];
          return found ? seenAt(found, port).sights : null;
        },
        edges,
        totals: totalsOf(layers, unused),
        ...sortOut(
          document,
          byId,
          sortBySeverity(withDrawingFixes(document, layers, byId, edges, diagnostics)),
        ),
      };
    },
  };
}

/** Once, without remembering. */
export function compile(document: ConvDocument): Compiled {
  return createCompiler().compile(document);
}

function sameIds(a: readonly FlatNode[], b: readonly FlatNode[]): boolean {
  return a === b || (a.length === b.length && a.every(({ id }, i) => id === b[i]?.id));
}

function sameSources(a: readonly Fed[], b: readonly Fed[]): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every(({ edge }, i) => {
      const other = b[i]?.edge;
      return (
        edge === other ||
        (edge.source === other?.source &&
          edge.sourcePort === other.sourcePort &&
          edge.targetPort === other.targetPort)
      );
    })
  );
}

function totalsOf(layers: readonly CompiledLayer[], unused: ReadonlySet<string>): Totals {
  const totals = { trainable: 0, nonTrainable: 0, macs: 0, activations: 0 };
  for (const layer of layers) {
    if (unused.has(layer.id)) continue;
    totals.trainable += layer.trainable;
    totals.nonTrainable += layer.nonTrainable;
    totals.macs += layer.macs;
    totals.activations += layer.activations;
  }
  return totals;
}

const rank = { error: 0, warning: 1, advice: 2 } as const;

function sortBySeverity(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => rank[a.severity] - rank[b.severity]);
}
