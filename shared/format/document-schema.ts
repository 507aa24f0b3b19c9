/**
 * The document's schema. Objects are loose: fields that this version does not know survive a round trip.
 * What a schema can't say (references, layers' parameters) is in check-document.ts.
 */
import * as z from 'zod/mini';
import { FORMAT, VERSION } from '../graph/document';
import { stepsSchema } from './step-schema';
import { dataFields } from '../schema/data-fields';
import { schemaOf } from '../schema/fields';
import { listUpTo, numberFrom, textUpTo, wholeFrom } from '../schema/limits';
import { trainingFields } from '../schema/training-fields';

export const MOST_NODES = 20_000;
const MOST_EDGES = 100_000;
/** More copies of one block than any published network has. */
const MOST_COPIES = 10_000;

/**
 * Ids become parts of paths such as `stage2/block[3]/conv1` and keys of objects, so neither the path's own
 * characters nor names that every object has (`constructor`) are legal.
 */
export const idSchema = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(200),
    z.regex(/^[^/[\]\s\p{Cc}]+$/u, 'must not contain spaces, “/”, “[”, “]” or control characters'),
    z.refine((value) => !(value in {}), 'must not be the name of a property that every object has'),
  )
  .register(z.globalRegistry, { id: 'Id', description: 'Unique in its graph.' });

const label = textUpTo(1_000);
const coordinate = numberFrom(-1e7, 1e7);

const expression = z.looseObject({ expr: textUpTo(1_000, 1) }).register(z.globalRegistry, {
  id: 'Expression',
  description: "Over a block's parameters and the copy's index i.",
});

const params = z.record(z.string(), z.unknown());

const node = z
  .looseObject({
    id: idSchema,
    type: textUpTo(100, 1),
    name: label,
    params: z._default(params, {}),
    when: z.optional(expression),
    definition: z.optional(idSchema),
    args: z.optional(params),
    repeat: z.optional(z.union([wholeFrom(0, MOST_COPIES), expression])),
  })
  .register(z.globalRegistry, {
    id: 'Node',
    if: { properties: { type: { const: 'Block' } } },
    then: { required: ['definition', 'args', 'repeat'] },
  });

const edge = z
  .looseObject({ source: idSchema, sourcePort: label, target: idSchema, targetPort: label })
  .register(z.globalRegistry, { id: 'Edge' });

const nodes = listUpTo(node, MOST_NODES);
const edges = listUpTo(edge, MOST_EDGES);

const layout = z
  .record(
    z.string(),
    z.looseObject({
      x: coordinate,
      y: coordinate,
      collapsed: z.optional(z.boolean()),
      apart: z.optional(z.boolean()),
    }),
  )
  .register(z.globalRegistry, {
    id: 'Layout',
    description: 'Where nodes stand, by id. Changes nothing that is computed.',
  });

const definitionPort = z.looseObject({ name: label, node: idSchema, port: label });

const definitionParam = z.looseObject({
  name: z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a word of letters, digits and “_”')),
  default: z.union([z.number(), z.boolean(), z.string()]),
  label: z.optional(label),
  help: z.optional(label),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
});

export const definitionSchema = z
  .looseObject({
    name: label,
    params: z._default(listUpTo(definitionParam, 1_000), []),
    nodes,
    edges,
    inputs: listUpTo(definitionPort, 1_000),
    outputs: listUpTo(definitionPort, 1_000),
    layout: z.optional(layout),
  })
  .register(z.globalRegistry, { id: 'Definition', description: 'What a Block stands for.' });

const dismissal = z
  .looseObject({ code: textUpTo(100, 1), node: z.optional(idSchema), scope: z.optional(idSchema) })
  .register(z.globalRegistry, {
    id: 'Dismissal',
    description: 'Advice that is not to be given: about one node, or anywhere.',
  });

/** A flat id, or the beginning of one. */
const flatId = textUpTo(10_000, 1);

const data = z
  .prefault(
    z.looseObject({
      dataset: z._default(z.nullable(textUpTo(1_000)), null),
      ...schemaOf(dataFields),
      overrides: z._default(z.record(z.string(), z.unknown()), {}),
      pipeline: stepsSchema,
    }),
    {},
  )
  .register(z.globalRegistry, { description: "How pictures are brought to the network's input." });

const training = z.prefault(
  z.looseObject({
    ...schemaOf(trainingFields),
    frozen: z._default(listUpTo(flatId, MOST_NODES), []),
  }),
  {},
);

const group = z.looseObject({
  id: idSchema,
  title: label,
  color: z.optional(textUpTo(100)),
  nodes: listUpTo(idSchema, MOST_NODES),
  collapsed: z.optional(z.boolean()),
});

const note = z.looseObject({
  id: idSchema,
  text: textUpTo(100_000),
  x: coordinate,
  y: coordinate,
  width: z.optional(numberFrom(0, 1e7)),
  height: z.optional(numberFrom(0, 1e7)),
});

export const documentSchema = z
  .looseObject({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    name: label,
    description: z._default(textUpTo(100_000), ''),
    nodes,
    edges,
    definitions: z._default(z.record(idSchema, definitionSchema), {}),
    groups: z._default(listUpTo(group, MOST_NODES), []),
    notes: z._default(listUpTo(note, MOST_NODES), []),
    layout: z._default(layout, {}),
    dismissed: z.optional(listUpTo(dismissal, MOST_NODES)),
    data,
    training,
    tasks: z._default(listUpTo(z.looseObject({}), 1_000), []),
    locked: z._default(listUpTo(flatId, MOST_NODES), []),
    figures: z._default(z.record(z.string(), z.looseObject({})), {}),
  })
  .register(z.globalRegistry, { title: 'ConvCanvas document', description: 'See docs/format.md.' });
