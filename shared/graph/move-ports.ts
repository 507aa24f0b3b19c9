/** A block's ports stand for layers inside it: where those are moved, put between or taken out, the ports go along. */
import { applyEdits } from './apply';
import type { ConvDocument, Definition, DefinitionId, DefinitionPort, Edge, NodeId } from './document';
import type { Edit } from './edit';
import { findDefinition } from './scope';
import { edgesInto, edgesOutOf } from './wiring';

type PortsOf = Pick<Definition, 'inputs' | 'outputs'>;

/** `edits`, and what makes the block's ports those that `change` gives. Of the document's own graph nothing else. */
export function withPorts(
  document: ConvDocument,
  edits: readonly Edit[],
  scope: DefinitionId | null | undefined,
  change: (ports: PortsOf) => PortsOf,
): readonly Edit[] {
  const before = scope == null ? undefined : findDefinition(document, scope);
  if (scope == null || !before) return edits;
  const { inputs, outputs } = change(before);
  if (sameEntries(inputs, before.inputs) && sameEntries(outputs, before.outputs)) return edits;
  const after = findDefinition(applyEdits(document, edits), scope);
  if (!after) return edits;
  return [...edits, { edit: 'setDefinition', id: scope, definition: { ...after, inputs, outputs } }];
}

const sameEntries = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((entry, i) => entry === b[i]);

/** What left the block at `from` leaves it at `to`. */
export function movedOutputs(
  ports: PortsOf,
  from: Pick<DefinitionPort, 'node' | 'port'>,
  to: typeof from,
): PortsOf {
  const outputs = ports.outputs.map((entry) =>
    entry.node === from.node && entry.port === from.port ? { ...entry, ...to } : entry,
  );
  return { ...ports, outputs };
}

/** What came in at `from` comes in at `to`. */
export function movedInputs(
  ports: PortsOf,
  from: Pick<DefinitionPort, 'node' | 'port'>,
  to: typeof from,
): PortsOf {
  const inputs = ports.inputs.map((entry) =>
    entry.node === from.node && entry.port === from.port ? { ...entry, ...to } : entry,
  );
  return { ...ports, inputs };
}

/**
 * The ports after nodes are taken out: what came in by one of them comes in where it led, and what left by one leaves
 * where it came from, as long as one way led through.
 */
export function healedPorts(ports: PortsOf, edges: readonly Edge[], gone: ReadonlySet<NodeId>): PortsOf {
  const into = (id: NodeId): number =>
    edgesInto(edges, id).length + ports.inputs.filter(({ node }) => node === id).length;
  const ends = (id: NodeId): readonly Pick<DefinitionPort, 'node' | 'port'>[] => {
    const found: Pick<DefinitionPort, 'node' | 'port'>[] = [];
    const seen = new Set<NodeId>();
    const open = [id];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at) || into(at) !== 1) continue;
      seen.add(at);
      for (const { target, targetPort } of edgesOutOf(edges, at)) {
        if (gone.has(target)) open.push(target);
        else found.push({ node: target, port: targetPort });
      }
    }
    return found;
  };
  const origin = (id: NodeId): Pick<DefinitionPort, 'node' | 'port'> | null => {
    const seen = new Set<NodeId>();
    for (let at = id; ;) {
      const [only] = edgesInto(edges, at);
      if (!only || into(at) !== 1 || seen.has(at)) return null;
      if (!gone.has(only.source)) return { node: only.source, port: only.sourcePort };
      seen.add(at);
      at = only.source;
    }
  };
  return {
    inputs: ports.inputs.flatMap((entry) =>
      gone.has(entry.node) ? ends(entry.node).map((end) => ({ ...entry, ...end })) : [entry],
    ),
    outputs: ports.outputs.flatMap((entry) => {
      if (!gone.has(entry.node)) return [entry];
      const end = origin(entry.node);
      return end ? [{ ...entry, ...end }] : [];
    }),
  };
}
