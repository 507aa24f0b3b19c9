/** The document's JSON Schema (draft 2020-12), for editors and other programs. Written to docs/document.schema.json. */
import * as z from 'zod/mini';
import type { Layer } from '../layers/define';
import { documentSchema } from './document-schema';

type JsonSchema = Record<string, unknown>;

const EXPRESSION = { $ref: '#/$defs/Expression' };

/** A layer's parameters: each a literal by the layer's own schema, or an expression. None is required. */
function paramsSchema(layer: Layer): JsonSchema {
  const properties = Object.entries(layer.params).map(([name, field]): [string, JsonSchema] => {
    const literal = z.toJSONSchema(field.schema, { io: 'input' });
    delete literal.$schema;
    return [name, { description: field.help, default: field.default, anyOf: [literal, EXPRESSION] }];
  });
  return { type: 'object', properties: Object.fromEntries(properties) };
}

export function documentJsonSchema(layers: readonly Layer[]): JsonSchema {
  const schema = z.toJSONSchema(documentSchema, { io: 'input' });
  const { Node: node, ...rest } = schema.$defs ?? {};
  if (node === undefined) throw new Error('The schema has no definition of a node.');
  const perLayer = layers.map((layer) => ({
    if: { properties: { type: { const: layer.type } } },
    then: { properties: { params: paramsSchema(layer) } },
  }));
  const types = new Set([...layers.map((layer) => layer.type), 'Block']);
  const named = {
    ...node,
    properties: { ...node.properties, type: { enum: [...types].sort() } },
    allOf: perLayer,
  };
  return { ...schema, $defs: { ...rest, Node: named } };
}
