/** `*.cnn.json`: the document as text. See docs/format.md. */
import type { ConvDocument, Definition, Graph, GraphNode } from '../graph/document';
import { FORMAT } from '../graph/document';
import { findLayer } from '../layers';
import { checkDocument } from './check-document';
import { documentSchema } from './document-schema';
import { jsonKind } from './file-kind';
import { FormatError } from './format-error';
import { isRecord } from './is-record';
import { parseHarmlessJson } from './harmless-json';
import { migrateDocument } from './migrations';
import { parseAs } from './parse-as';
import { printJson } from './print-json';

export { documentSchema };

const THE_DOCUMENT = 'The document';

/** Throws `FormatError`, whose message is a sentence that says what is wrong and where. */
export function parseDocument(text: string): ConvDocument {
  const raw = parseHarmlessJson(text, THE_DOCUMENT);
  if (!isRecord(raw) || raw['format'] !== FORMAT) {
    const kind = jsonKind(raw);
    throw new FormatError(
      `This is not a ConvCanvas document${kind === null ? `: it does not begin with "format": "${FORMAT}"` : `, but ${kind}`}. Open a *.cnn.json or *.cnn file.`,
    );
  }
  const document = parseAs(documentSchema, migrateDocument(raw), THE_DOCUMENT);
  checkDocument(document);
  return document;
}

type Record_ = Readonly<Record<string, unknown>>;

/** Known keys in their order, then the others by name: the same document gives the same text however it was made. */
function ordered(value: object, order: readonly string[]): Record_ {
  const known = order.filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !order.includes(key));
  others.sort();
  return Object.fromEntries(
    [...known, ...others].map((key): [string, unknown] => [key, Reflect.get(value, key)]),
  );
}

const NODE = ['id', 'type', 'name', 'definition', 'args', 'repeat', 'params', 'when'];
const STEP = ['type', 'params'];
const EDGE = ['source', 'sourcePort', 'target', 'targetPort'];

function orderedNode(node: GraphNode): Record_ {
  const params = ordered(node.params, Object.keys(findLayer(node.type)?.params ?? {}));
  return ordered({ ...node, params }, NODE);
}

function orderedGraph(graph: Graph): { nodes: Record_[]; edges: Record_[] } {
  return { nodes: graph.nodes.map(orderedNode), edges: graph.edges.map((edge) => ordered(edge, EDGE)) };
}

export function orderedDefinition(definition: Definition): Record_ {
  const shape = documentSchema.shape.definitions.def.innerType.def.valueType.shape;
  const layout = definition.layout === undefined ? {} : { layout: ordered(definition.layout, []) };
  return ordered({ ...definition, ...orderedGraph(definition), ...layout }, Object.keys(shape));
}

/** Stable and made to be read in a diff; ends with a line's end. `parseDocument` gives the same document back. */
export function serializeDocument(document: ConvDocument): string {
  const definitions = ordered(document.definitions, []);
  return `${printJson(
    ordered(
      {
        ...document,
        ...orderedGraph(document),
        definitions: Object.fromEntries(
          Object.keys(definitions).flatMap((id) => {
            const definition = document.definitions[id];
            return definition === undefined ? [] : [[id, orderedDefinition(definition)]];
          }),
        ),
        layout: ordered(document.layout, []),
        data: ordered(
          { ...document.data, pipeline: document.data.pipeline.map((step) => ordered(step, STEP)) },
          Object.keys(documentSchema.shape.data.def.innerType.shape),
        ),
        training: ordered(document.training, Object.keys(documentSchema.shape.training.def.innerType.shape)),
      },
      Object.keys(documentSchema.shape),
    ),
  )}\n`;
}
