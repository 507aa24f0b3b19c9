/**
 * From a document to what there is to know of it: expanded, ordered, with shapes, weights, costs and every problem at once.
 * Memoized by type, parameters and input shapes: an edit recomputes what lies downstream of it, and layers for which
 * nothing changed keep their identity.
 */
import type { ConvDocument } from '../graph/document';
import type { Layer, Ports, Shape } from '../layers/define';
import { findLayer } from '../layers/index';
import { parseParams } from '../layers/support/fields';
import { advice } from './advice/index';
import type { Compiled, CompiledLayer, Diagnostic, FlatEdge, FlatNode, Totals } from './compiled';
import {
  cycleDiagnostics,
  expansionDiagnostic,
  findingDiagnostic,
  lostOutputDiagnostic,
  missingInputDiagnostic,
  paramDiagnostic,
  superfluousDiagnostic,
  unknownTypeDiagnostic,
} from './diagnostics';
import { sortOut } from './advice/dismissal';
import { deadEndDiagnostics, withDrawingFixes } from './ends';
import { expand } from './expand';
import { createInference, type InferLayer, type LayerFacts } from './infer-layer';
import { orderNodes } from './order';
import { receptiveField } from './receptive-field';
import { variadicIndex } from '../graph/ports';

export interface Compiler {
  compile(document: ConvDocument): Compiled;
}

interface Judged {
  readonly layer: CompiledLayer;
  readonly facts: LayerFacts;
  /** Whether all its inputs were known. */
  readonly ready: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** A compiler that remembers what it compiled last. */
export function createCompiler(): Compiler {
  const infer = createInference();
  let flat: ReadonlyMap<string, FlatNode> = new Map();
  let judged: ReadonlyMap<string, Judged> = new Map();
  let wiring: ReadonlyMap<string, FlatEdge> = new Map();
  return {
    compile(document) {
      const expanded = expand(document, flat);
      flat = new Map(expanded.nodes.map((node) => [node.id, node]));
      const edges = expanded.edges.map((edge) => {
        const old = wiring.get(`${edge.target} ${edge.targetPort}`);
        return old?.source === edge.source && old.sourcePort === edge.sourcePort ? old : edge;
      });
      wiring = new Map(edges.map((edge) => [`${edge.target} ${edge.targetPort}`, edge]));
      const next = new Map<string, Judged>();
      const diagnostics: Diagnostic[] = expanded.problems.map((problem) =>
        expansionDiagnostic(document, problem),
      );
      const incoming = groupBy(edges, ({ target }) => target);
      const { sorted, rest, cycles } = orderNodes(expanded.nodes, edges);
      const inCycle = new Set(rest.map(({ id }) => id));
      const layers: CompiledLayer[] = [];
      for (const node of [...sorted, ...rest]) {
        const definition = findLayer(node.type);
        if (!definition) {
          diagnostics.push(unknownTypeDiagnostic(document, node));
          continue;
        }
        const fed = incoming.get(node.id) ?? [];
        const result = judge(
          document,
          infer,
          definition,
          node,
          fed,
          next,
          inCycle.has(node.id),
          judged.get(node.id),
        );
        next.set(node.id, result);
        layers.push(result.layer);
        diagnostics.push(...result.diagnostics);
      }
      diagnostics.push(...cycleDiagnostics(document, cycles, flat, edges));
      diagnostics.push(...deadEndDiagnostics(document, layers, edges));
      judged = next;
      const byId = new Map(layers.map((layer) => [layer.id, layer]));
      // While something is wrong, that is what to look at.
      if (!diagnostics.some(({ severity }) => severity === 'error'))
        diagnostics.push(...advice(document, layers, byId, edges));
      return {
        document,
        layers,
        byId,
        shapeAt(path, port) {
          const source = expanded.blockOutputs.get(`${path}:${port}`) ?? { id: path, port };
          return outputAt(byId.get(source.id), source.port);
        },
        edges,
        totals: totalsOf(layers),
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

function judge(
  document: ConvDocument,
  infer: InferLayer,
  definition: Layer,
  node: FlatNode,
  fed: readonly FlatEdge[],
  before: ReadonlyMap<string, Judged>,
  inCycle: boolean,
  old: Judged | undefined,
): Judged {
  const { ports, superfluous, missing } = matchPorts(definition, node, fed);
  const sources = ports.map((edge) => (edge === null ? undefined : before.get(edge.source)?.layer));
  const inputShapes = ports.map((edge, i) => (edge === null ? null : outputAt(sources[i], edge.sourcePort)));
  const ready =
    !inCycle && missing.length === 0 && inputShapes.every((shape): shape is Shape => shape !== null);
  const unchanged =
    old !== undefined &&
    old.ready === ready &&
    isNode(old.layer, node) &&
    sameShapes(old.layer.inputShapes, inputShapes);
  const facts = unchanged ? old.facts : infer(definition, node.params, ready ? inputShapes : null);
  const field = receptiveField(
    facts.window,
    facts.inference.shapes.length === 0 && definition.role !== 'output'
      ? [null]
      : sources.map((source) => source?.receptiveField ?? null),
    definition.role === 'input',
  );
  const layer: CompiledLayer =
    unchanged && sameField(old.layer.receptiveField, field)
      ? old.layer
      : {
          ...node,
          definition,
          inputShapes,
          outputShapes: facts.inference.findings.some(({ severity }) => severity === 'error')
            ? []
            : facts.inference.shapes,
          steps: facts.inference.steps,
          parameterStep: facts.parameterStep,
          macsStep: facts.macsStep,
          slide: facts.slide,
          weights: facts.weights,
          trainable: facts.trainable,
          nonTrainable: facts.nonTrainable,
          macs: facts.macs,
          activations: facts.activations,
          receptiveField: field,
        };
  const portOf = (name: string | undefined): string | undefined => {
    // A layer names variadic ports by position; the drawing may have gaps.
    const index = name === undefined ? null : positionOf(definition, node, name);
    return index === null ? name : (ports[index]?.targetPort ?? name);
  };
  const diagnostics = [
    ...facts.problems.map((problem) => paramDiagnostic(document, node, definition, problem)),
    ...superfluous.map((edge) => superfluousDiagnostic(document, node, edge)),
    ...ports.flatMap((edge, i) => {
      const source = sources[i];
      if (!edge || !source) return [];
      const { outputs } = portsOf(source.definition, source);
      const lost = !outputs.includes(edge.sourcePort);
      return lost ? [lostOutputDiagnostic(document, node, edge, source, outputs)] : [];
    }),
    ...(inCycle ? [] : missing.map((port) => missingInputDiagnostic(node, definition, port))),
    ...facts.inference.findings.map((finding) =>
      findingDiagnostic(document, node, {
        ...finding,
        ...(finding.port !== undefined && { port: portOf(finding.port) ?? finding.port }),
        ...(finding.suggestions && {
          suggestions: finding.suggestions.map((suggestion) =>
            suggestion.kind === 'insert'
              ? { ...suggestion, port: portOf(suggestion.port) ?? suggestion.port }
              : suggestion,
          ),
        }),
      }),
    ),
  ];
  return { layer, facts, ready, diagnostics };
}

const knownPorts = new WeakMap<FlatNode['params'], Ports>();

/** Flat nodes keep their `params` object as long as nothing of them changes, so this is asked once for each. */
function portsOf(definition: Layer, { params }: Pick<FlatNode, 'params'>): Ports {
  let ports = knownPorts.get(params);
  if (!ports) {
    ports = definition.ports(parseParams(definition.params, params).params);
    knownPorts.set(params, ports);
  }
  return ports;
}

function positionOf(definition: Layer, node: FlatNode, port: string): number | null {
  const { inputs } = portsOf(definition, node);
  return 'variadic' in inputs ? variadicIndex(inputs.variadic, port) : null;
}

/** The edges by input port, in order; null for a port without one. Gaps between variadic ports are closed. */
function matchPorts(definition: Layer, node: FlatNode, fed: readonly FlatEdge[]) {
  const { inputs } = portsOf(definition, node);
  if (!('variadic' in inputs)) {
    const ports = inputs.map((name) => fed.find(({ targetPort }) => targetPort === name) ?? null);
    return {
      ports,
      superfluous: fed.filter(({ targetPort }) => !inputs.includes(targetPort)),
      missing: inputs.filter((_, i) => ports[i] === null),
    };
  }
  const { variadic, min } = inputs;
  const indexed = fed.flatMap((edge) => {
    const index = variadicIndex(variadic, edge.targetPort);
    return index === null ? [] : [{ edge, index }];
  });
  const members = indexed.sort((a, b) => a.index - b.index).map(({ edge }) => edge);
  const taken = new Set(indexed.map(({ index }) => index));
  const missing: string[] = [];
  for (let i = 0; members.length + missing.length < min; i += 1) {
    if (!taken.has(i)) missing.push(`${variadic}:${i}`);
  }
  return {
    ports: [...members, ...missing.map(() => null)],
    superfluous: fed.filter((edge) => !members.includes(edge)),
    missing,
  };
}

function outputAt(layer: CompiledLayer | undefined, port: string): Shape | null {
  if (!layer) return null;
  const { outputs } = portsOf(layer.definition, layer);
  return layer.outputShapes[outputs.indexOf(port)] ?? null;
}

function isNode(layer: CompiledLayer, node: FlatNode): boolean {
  return layer.params === node.params && layer.name === node.name && layer.origin === node.origin;
}

function sameShapes(a: readonly (Shape | null)[], b: readonly (Shape | null)[]): boolean {
  return a.length === b.length && a.every((shape, i) => shape === b[i] || String(shape) === String(b[i]));
}

function sameField(a: CompiledLayer['receptiveField'], b: CompiledLayer['receptiveField']): boolean {
  if (a === null || b === null || a === 'all' || b === 'all') return a === b;
  return [0, 1].every((axis) => a.size[axis] === b.size[axis] && a.stride[axis] === b.stride[axis]);
}

function groupBy<T>(list: readonly T[], keyOf: (entry: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}

function totalsOf(layers: readonly CompiledLayer[]): Totals {
  const sum = (key: 'trainable' | 'nonTrainable' | 'macs' | 'activations'): number =>
    layers.reduce((total, layer) => total + layer[key], 0);
  return {
    trainable: sum('trainable'),
    nonTrainable: sum('nonTrainable'),
    macs: sum('macs'),
    activations: sum('activations'),
  };
}

const rank = { error: 0, warning: 1, advice: 2 } as const;

function sortBySeverity(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => rank[a.severity] - rank[b.severity]);
}
