/** One layer in its place: what enters it, what it makes of that, and what is wrong. */
import type { ConvDocument } from '../graph/document';
import { variadicIndex } from '../graph/ports';
import type { Shape } from '../layers/shape';
import type { Finding, Ports } from '../layers/define';
import type { CompiledLayer, Diagnostic, FlatNode } from './compiled';
import {
  findingDiagnostic,
  lostOutputDiagnostic,
  missingInputDiagnostic,
  paramDiagnostic,
  superfluousDiagnostic,
} from './diagnostics';
import type { LayerFacts, Look, SetLayer } from './infer-layer';
import { type Matched, matchPorts } from './match-ports';
import type { Fed } from './order';
import { fieldOf, seenInput, seenThrough, unknown, type Seen } from './receptive-field';
import { sameLook } from './same-look';
import { sameShapes } from './same-shapes';

export interface Judged {
  readonly node: FlatNode;
  readonly set: SetLayer;
  readonly fed: readonly Fed[];
  readonly inCycle: boolean;
  readonly layer: CompiledLayer;
  readonly facts: LayerFacts;
  /** By output port, what is seen there; one entry where it has none. */
  readonly seen: readonly Seen[];
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
  /** Whether what feeds it is what fed the old one, and sees as it did. */
  readonly seesAlike: boolean;
  /** By place; of what feeds it, all but members of its cycle are there. */
  readonly judged: readonly (Judged | undefined)[];
}

const none: readonly never[] = [];
const unseen: readonly Seen[] = [unknown];

/** With the old one's layer where that says the same. */
export function judge(given: Case, old: Judged | undefined): Judged {
  const { node, set, fed, inCycle, seesAlike, judged } = given;
  const { layer: definition } = set;
  const matched = matchPorts(set.ports, fed);
  const inputShapes: (Shape | null)[] = [];
  const sources: Seen[] = [];
  for (const entry of matched.ports) {
    const source = entry === null ? undefined : judged[entry.source];
    inputShapes.push(entry === null ? null : outputAt(source, entry.edge.sourcePort));
    sources.push((entry && source && seenAt(source, entry.edge.sourcePort)) ?? unknown);
  }
  const inputs = !inCycle && matched.missing.length === 0 && areKnown(inputShapes) ? inputShapes : null;
  const ready = inputs !== null;
  const unchanged =
    old?.node === node && old.ready === ready && sameShapes(old.layer.inputShapes, inputShapes);
  const facts = unchanged ? old.facts : set.factsFor(inputs);
  // So what comes after it need not be looked at again while only channels or weights change.
  const seen =
    old && seesAlike && sameLook(old.facts.look, facts.look)
      ? old.seen
      : seenBy(node.id, facts.look, sources);
  const field = fieldOf(seen);
  const layer: CompiledLayer =
    unchanged && sameField(old.layer.receptiveField, field)
      ? old.layer
      : {
          id: node.id,
          name: node.name,
          type: node.type,
          params: node.params,
          settings: set.settings,
          ports: set.ports,
          origin: node.origin,
          block: node.block,
          definition,
          inputShapes: facts.inputs ?? inputShapes,
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
  const diagnostics = diagnosticsOf(given, facts, matched);
  return { node, set, fed, inCycle, layer, facts, seen, ready, diagnostics };
}

/** The shape at an output port; null where it is unknown. */
export function outputAt(judged: Judged | undefined, port: string): Shape | null {
  return judged?.layer.outputShapes[judged.set.ports.outputs.indexOf(port)] ?? null;
}

function diagnosticsOf(
  { document, node, set, inCycle, judged }: Case,
  { inference }: LayerFacts,
  { ports, superfluous, missing }: Matched,
): readonly Diagnostic[] {
  const { layer: definition } = set;
  // So it is nearly everywhere.
  const isFine =
    set.problems.length + superfluous.length + missing.length + inference.findings.length === 0 &&
    ports.every((entry) => entry === null || hasOutput(judged[entry.source], entry.edge.sourcePort));
  if (isFine) return none;
  const diagnostics: Diagnostic[] = [];
  for (const problem of set.problems) diagnostics.push(paramDiagnostic(document, node, definition, problem));
  for (const { edge } of superfluous) diagnostics.push(superfluousDiagnostic(document, node, edge));
  for (const entry of ports) {
    const source = entry === null ? undefined : judged[entry.source];
    if (entry && source && !hasOutput(source, entry.edge.sourcePort))
      diagnostics.push(
        lostOutputDiagnostic(document, node, entry.edge, source.node, source.set.ports.outputs),
      );
  }
  if (!inCycle) for (const port of missing) diagnostics.push(missingInputDiagnostic(node, definition, port));
  for (const finding of inference.findings)
    diagnostics.push(findingDiagnostic(document, node, asDrawn(finding, set.ports, ports)));
  return diagnostics;
}

/** What is not there yet has all. */
const hasOutput = (source: Judged | undefined, port: string): boolean =>
  source === undefined || source.set.ports.outputs.includes(port);

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

function areKnown(shapes: readonly (Shape | null)[]): shapes is readonly Shape[] {
  return !shapes.includes(null);
}

/** What is seen at an output port. */
export function seenAt(judged: Judged, port: string): Seen {
  const at = judged.set.ports.outputs.indexOf(port);
  return (at < 0 ? undefined : judged.seen[at]) ?? unknown;
}

function seenBy(id: string, look: Look | null, sources: readonly Seen[]): readonly Seen[] {
  if (look === null) return unseen;
  const { inputs, outputs, windows } = look;
  // It shows all that it gets.
  if (sources.length === 1 && outputs.length === 1 && windows[0]?.[0] === null) return sources;
  return outputs.map((output, to) =>
    sources.length === 0
      ? seenInput(id, output)
      : seenThrough({ sources, windows: windows[to] ?? none, inputs, output }),
  );
}

function sameField(a: CompiledLayer['receptiveField'], b: CompiledLayer['receptiveField']): boolean {
  if (a === b) return true;
  if (a === null || b === null || a === 'all' || b === 'all') return false;
  return (
    a.size[0] === b.size[0] &&
    a.size[1] === b.size[1] &&
    a.stride[0] === b.stride[0] &&
    a.stride[1] === b.stride[1]
  );
}
