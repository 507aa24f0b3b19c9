/** What the schema can't say: references between the parts, and layers' own parameters. */
import { isBlock, type ConvDocument, type DefinitionId, type Graph } from '../graph/document';
import { holdsExpression } from '../graph/literals';
import { findDefinition } from '../graph/scope';
import { findLayer } from '../layers';
import { parseParams } from '../schema/fields';
import { MOST_NODES } from './document-schema';
import { FormatError } from './format-error';

/** Throws, with a sentence around the reason. */
export type Refuse = (why: string) => never;

/**
 * Throws `FormatError`; `what` begins its sentence. Cycles, missing inputs and shapes that don't fit are no errors here:
 * such a document opens, and the compiler reports them.
 */
export function checkDocument(document: ConvDocument, what = 'The document'): void {
  const refuse: Refuse = (why) => {
    throw new FormatError(`${what} can't be opened: ${why}`);
  };
  checkSize(document, refuse);
  checkGraph(document, document, '', refuse);
  for (const id of Object.keys(document.definitions)) checkDefinition(document, id, refuse);
}

export function checkSize(document: ConvDocument, refuse: Refuse): void {
  const definitions = Object.values(document.definitions);
  const count = definitions.reduce((sum, { nodes }) => sum + nodes.length, document.nodes.length);
  if (count > MOST_NODES) refuse(`it has ${count} nodes, and ${MOST_NODES} is the limit.`);
}

export function checkDefinition(document: ConvDocument, id: DefinitionId, refuse: Refuse): void {
  const definition = findDefinition(document, id);
  if (definition === undefined) return;
  const where = ` in the block “${definition.name || id}”`;
  checkGraph(document, definition, where, refuse);
  const ids = new Set(definition.nodes.map((node) => node.id));
  const ports = [...definition.inputs, ...definition.outputs];
  const lost = ports.find((port) => !ids.has(port.node));
  if (lost !== undefined) {
    refuse(`the port “${lost.name}”${where} stands for the node “${lost.node}”, which is not there.`);
  }
  // An input may feed several layers, each entry with the same name.
  for (const list of [definition.outputs, definition.params]) {
    const names = new Set<string>();
    for (const { name } of list) {
      if (names.has(name)) refuse(`two ports or parameters${where} are called “${name}”.`);
      names.add(name);
    }
  }
  const fed = new Set<string>();
  for (const { node, port } of definition.inputs) {
    const key = JSON.stringify([node, port]);
    if (fed.has(key)) refuse(`two inputs${where} feed port “${port}” of “${node}”. A port takes one.`);
    fed.add(key);
  }
}

function checkGraph(document: ConvDocument, graph: Graph, where: string, refuse: Refuse): void {
  const ids = new Set<string>();
  for (const node of graph.nodes) {
    if (ids.has(node.id)) refuse(`two nodes${where} have the id “${node.id}”. Ids must differ.`);
    ids.add(node.id);
    checkNode(document, node, where, refuse);
  }
  const taken = new Set<string>();
  for (const { source, sourcePort, target, targetPort } of graph.edges) {
    for (const [end, id] of [
      ['starts', source],
      ['ends', target],
    ] as const) {
      if (!ids.has(id)) {
        refuse(
          `an edge${where} from “${source}” to “${target}” ${end} at “${id}”, and there is no such node.`,
        );
      }
    }
    const port = JSON.stringify([target, targetPort]);
    if (taken.has(port)) {
      refuse(
        `two edges${where} enter port “${targetPort}” of “${target}” (one from “${source}”, port “${sourcePort}”). A port takes one edge.`,
      );
    }
    taken.add(port);
  }
}

export function checkNode(
  document: ConvDocument,
  node: Graph['nodes'][number],
  where: string,
  refuse: Refuse,
): void {
  const called = node.name === '' ? node.id : node.name;
  if (isBlock(node)) {
    // A file may lack what the type promises; the schema leaves these to us.
    const written: Readonly<Record<string, unknown>> = { ...node };
    if (
      written['definition'] === undefined ||
      written['args'] === undefined ||
      written['repeat'] === undefined
    ) {
      refuse(`the block “${called}”${where} must say its definition, args and repeat.`);
    }
    if (!Object.hasOwn(document.definitions, node.definition)) {
      refuse(
        `the block “${called}”${where} stands for the definition “${node.definition}”, and there is none of that name.`,
      );
    }
    return;
  }
  const layer = findLayer(node.type);
  if (layer === undefined) {
    refuse(
      `the node “${called}”${where} has the type “${node.type}”, which this version of ConvCanvas does not know. Check the spelling, or update ConvCanvas.`,
    );
  }
  const literals = Object.entries(node.params).filter(([, value]) => !holdsExpression(value));
  const [problem, ...more] = parseParams(layer.params, Object.fromEntries(literals)).problems;
  if (problem !== undefined) {
    const others = more.length === 0 ? '' : ` (${more.length} more of its parameters are wrong.)`;
    refuse(
      `the parameter ${problem.param} of “${called}” (${node.type})${where} is wrong. ${problem.message}${others}`,
    );
  }
}
