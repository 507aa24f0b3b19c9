/** The shapes at the ports of the graph in view, in the copy that is shown. Only inside observers. */
import type { Shape } from '../../../shared/layers/shape';
import type { DocumentStore } from '../../document/document-store';
import { copyPrefix, type Place } from '../../document/place';
import { inputPorts } from '../../../shared/graph/ports';
import { nodesById } from '../../../shared/graph/scope';
import type { ConvDocument, Definition, NodeId } from '../../../shared/graph/document';
import { edgesInto } from '../../../shared/graph/wiring';

/** A graph in one of its copies, and where it stands. */
interface Around {
  readonly graph: ConvDocument | Definition;
  readonly prefix: string;
  readonly level: Place['levels'][number] | null;
  readonly outer: Around | null;
}

/** More layers in a row than that let their input through in no network; it ends circles. */
const DEEPEST = 64;

export function shapeAfter(documents: DocumentStore, node: NodeId, port: string): Shape | null {
  return after(documents, aroundOf(documents), node, port, 0);
}

export function shapeBefore(documents: DocumentStore, node: NodeId, port: string): Shape | null {
  return before(documents, aroundOf(documents), node, port, 0);
}

/** What comes in by one of the block's own inputs. */
export function shapeOfInput(documents: DocumentStore, name: string): Shape | null {
  return entering(documents, aroundOf(documents), name, 0);
}

function aroundOf({ document, place }: DocumentStore): Around {
  let around: Around = { graph: document, prefix: '', level: null, outer: null };
  for (const level of place.levels)
    around = { graph: level.definition, prefix: level.prefix, level, outer: around };
  return around;
}

function after(
  documents: DocumentStore,
  around: Around,
  node: NodeId,
  port: string,
  depth: number,
): Shape | null {
  const flat = around.prefix + node;
  const known = documents.compiled.shapeAt(flat, port);
  if (known !== null || depth > DEEPEST) return known;
  // What a copy leaves out lets its first input through.
  const drawn = nodesById(around.graph).get(node);
  const left = drawn?.when !== undefined && !documents.compiled.byId.has(flat);
  if (!left) return null;
  const [first = 'in'] = inputPorts(documents.document, drawn, {
    scope: around.level?.node.definition ?? null,
  });
  return before(documents, around, node, first, depth + 1);
}

function before(
  documents: DocumentStore,
  around: Around,
  node: NodeId,
  port: string,
  depth: number,
): Shape | null {
  const edge = edgesInto(around.graph.edges, node).find(({ targetPort }) => targetPort === port);
  if (edge) return after(documents, around, edge.source, edge.sourcePort, depth);
  const input =
    'inputs' in around.graph
      ? around.graph.inputs.find((entry) => entry.node === node && entry.port === port)
      : undefined;
  return input ? entering(documents, around, input.name, depth) : null;
}

/** Into the first copy from outside, into the others from the one before, by position. */
function entering(
  documents: DocumentStore,
  { level, outer }: Around,
  name: string,
  depth: number,
): Shape | null {
  if (level === null || outer === null || depth > DEEPEST) return null;
  const { node, step, definition } = level;
  const names = [...new Set(definition.inputs.map((input) => input.name))];
  const output = definition.outputs[names.indexOf(name)];
  if (step.copy === 0 || !output) return before(documents, outer, node.id, name, depth + 1);
  const prefix = copyPrefix(outer.prefix, node, step.copy - 1);
  const previous: Around = {
    graph: definition,
    prefix,
    level: { ...level, step: { ...step, copy: step.copy - 1 }, prefix },
    outer,
  };
  return after(documents, previous, output.node, output.port, depth + 1);
}
