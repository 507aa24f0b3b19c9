/** One layer in its place: what enters it, what it makes of that, and what is wrong. */
import type { ConvDocument } from '../graph/document';
import { variadicIndex } from '../graph/ports';
import type { Finding, Ports, Shape } from '../layers/define';
import type { CompiledLayer, Diagnostic, FlatNode } from './compiled';
import {
  findingDiagnostic,
  lostOutputDiagnostic,
  missingInputDiagnostic,
  paramDiagnostic,
  superfluousDiagnostic,
} from './diagnostics';
import type { LayerFacts, SetLayer } from './infer-layer';
import { type Matched, matchPorts } from './match-ports';
import type { Fed } from './order';
import { receptiveField } from './receptive-field';

export interface Judged {
  readonly node: FlatNode;
  readonly set: SetLayer;
  readonly fed: readonly Fed[];
  readonly inCycle: boolean;
  readonly layer: CompiledLayer;
  readonly facts: LayerFacts;
  /** Whether all its inputs were known. */
  readonly ready: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Case {
  readonly document: ConvDocument;
  readonly node: FlatNode;
  readonly set: SetLayer;
  readonly fed: readonly Fed[];
  readonly inCycle: boolean;
  /** By place; of what feeds it, all but members of its cycle are there. */
  readonly judged: readonly (Judged | undefined)[];
}

/** With the old one's layer where that says the same. */
export function judge(given: Case, old: Judged | undefined): Judged {
  const { node, set, fed, inCycle, judged } = given;
  const { layer: definition } = set;
  const matched = matchPorts(set.ports, fed);
  const sources = matched.ports.map((entry) => (entry === null ? undefined : judged[entry.source]));
  const inputShapes = matched.ports.map((entry, i) =>
    entry === null ? null : outputAt(sources[i], entry.edge.sourcePort),
  );
  const ready =
    !inCycle && matched.missing.length === 0 && inputShapes.every((shape): shape is Shape => shape !== null);
  const unchanged =
    old?.node === node && old.ready === ready && sameShapes(old.layer.inputShapes, inputShapes);
  const facts = unchanged ? old.facts : set.factsFor(ready ? inputShapes : null);
  const field = receptiveField(
    facts.window,
    facts.inference.shapes.length === 0 && definition.role !== 'output'
      ? [null]
      : sources.map((source) => source?.layer.receptiveField ?? null),
    definition.role === 'input',
  );
  const layer: CompiledLayer =
    unchanged && sameField(old.layer.receptiveField, field)
      ? old.layer
      : {
          id: node.id,
          name: node.name,
          type: node.type,
          params: node.params,
          origin: node.origin,
          block: node.block,
          definition,
          inputShapes,
          outputShapes: facts.outputShapes,
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
  const diagnostics = diagnosticsOf(given, facts, matched, sources);
  return { node, set, fed, inCycle, layer, facts, ready, diagnostics };
}

/** The shape at an output port; null where it is unknown. */
export function outputAt(judged: Judged | undefined, port: string): Shape | null {
  return judged?.layer.outputShapes[judged.set.ports.outputs.indexOf(port)] ?? null;
}

function diagnosticsOf(
  { document, node, set, inCycle }: Case,
  { inference }: LayerFacts,
  { ports, superfluous, missing }: Matched,
  sources: readonly (Judged | undefined)[],
): readonly Diagnostic[] {
  const { layer: definition } = set;
  const diagnostics = set.problems.map((problem) => paramDiagnostic(document, node, definition, problem));
  for (const { edge } of superfluous) diagnostics.push(superfluousDiagnostic(document, node, edge));
  for (const [i, entry] of ports.entries()) {
    const source = sources[i];
    if (!entry || !source) continue;
    const { outputs } = source.set.ports;
    if (!outputs.includes(entry.edge.sourcePort))
      diagnostics.push(lostOutputDiagnostic(document, node, entry.edge, source.node, outputs));
  }
  if (!inCycle) for (const port of missing) diagnostics.push(missingInputDiagnostic(node, definition, port));
  for (const finding of inference.findings)
    diagnostics.push(findingDiagnostic(document, node, asDrawn(finding, set.ports, ports)));
  return diagnostics;
}

/** A layer names variadic ports by position; the drawing may have gaps. */
function asDrawn(finding: Finding, { inputs }: Ports, ports: Matched['ports']): Finding {
  const portOf = (name: string): string => {
    const index = 'variadic' in inputs ? variadicIndex(inputs.variadic, name) : null;
    return index === null ? name : (ports[index]?.edge.targetPort ?? name);
  };
  return {
    ...finding,
    ...(finding.port !== undefined && { port: portOf(finding.port) }),
    ...(finding.suggestions && {
      suggestions: finding.suggestions.map((suggestion) =>
        suggestion.kind === 'insert' ? { ...suggestion, port: portOf(suggestion.port) } : suggestion,
      ),
    }),
  };
}

function sameShapes(a: readonly (Shape | null)[], b: readonly (Shape | null)[]): boolean {
  return a.length === b.length && a.every((shape, i) => sameShape(shape, b[i] ?? null));
}

function sameShape(a: Shape | null, b: Shape | null): boolean {
  if (a === b) return true;
  return a !== null && b?.length === a.length && a.every((dim, axis) => dim === b[axis]);
}

function sameField(a: CompiledLayer['receptiveField'], b: CompiledLayer['receptiveField']): boolean {
  if (a === b) return true;
  if (a === null || b === null || a === 'all' || b === 'all') return false;
  return [0, 1].every((axis) => a.size[axis] === b.size[axis] && a.stride[axis] === b.stride[axis]);
}
