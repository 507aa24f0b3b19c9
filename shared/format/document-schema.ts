/**
 * The document's schema. Objects are loose: fields that this version does not know survive a round trip.
 * What a schema can't say (references, layers' parameters) is in check-document.ts.
 */
import { z } from 'zod';
import { defaultData, defaultTraining, FORMAT, VERSION } from '../graph/document';
import { optimizerNames } from '../graph/optimizers';

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
  .min(1)
  .max(200)
  .regex(/^[^/[\]\s\p{Cc}]+$/u, 'must not contain spaces, “/”, “[”, “]” or control characters')
  .refine((value) => !(value in {}), 'must not be the name of a property that every object has')
  .meta({ id: 'Id', description: 'Unique in its graph.' });

const label = z.string().max(1_000);
const coordinate = z.number().min(-1e7).max(1e7);

const expression = z
  .looseObject({ expr: z.string().min(1).max(1_000) })
  .meta({ id: 'Expression', description: "Over a block's parameters and the copy's index i." });

const params = z.record(z.string(), z.unknown());

const node = z
  .looseObject({
    id: idSchema,
    type: z.string().min(1).max(100),
    name: label,
    params: params.default({}),
    when: expression.optional(),
    definition: idSchema.optional(),
    args: params.optional(),
    repeat: z.union([z.int().min(0).max(MOST_COPIES), expression]).optional(),
  })
  .meta({
    id: 'Node',
    if: { properties: { type: { const: 'Block' } } },
    then: { required: ['definition', 'args', 'repeat'] },
  });

const edge = z
  .looseObject({ source: idSchema, sourcePort: label, target: idSchema, targetPort: label })
  .meta({ id: 'Edge' });

const nodes = z.array(node).max(MOST_NODES);
const edges = z.array(edge).max(MOST_EDGES);

const layout = z
  .record(
    z.string(),
    z.looseObject({
      x: coordinate,
      y: coordinate,
      collapsed: z.boolean().optional(),
      apart: z.boolean().optional(),
    }),
  )
  .meta({ id: 'Layout', description: 'Where nodes stand, by id. Changes nothing that is computed.' });

const definitionPort = z.looseObject({ name: label, node: idSchema, port: label });

export const definitionSchema = z
  .looseObject({
    name: label,
    params: z
      .array(
        z.looseObject({
          name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a word of letters, digits and “_”'),
          default: z.union([z.number(), z.boolean(), z.string()]),
          label: label.optional(),
          help: label.optional(),
          min: z.number().optional(),
          max: z.number().optional(),
        }),
      )
      .max(1_000)
      .default([]),
    nodes,
    edges,
    inputs: z.array(definitionPort).max(1_000),
    outputs: z.array(definitionPort).max(1_000),
    layout: layout.optional(),
  })
  .meta({ id: 'Definition', description: 'What a Block stands for.' });

const dismissal = z
  .looseObject({ code: z.string().min(1).max(100), node: idSchema.optional(), scope: idSchema.optional() })
  .meta({ id: 'Dismissal', description: 'Advice that is not to be given: about one node, or anywhere.' });

const data = z
  .looseObject({
    dataset: z.string().max(1_000).nullable().default(defaultData.dataset),
    fit: z.enum(['pad', 'resize']).default(defaultData.fit),
    scale: z.enum(['unit', 'standardize']).default(defaultData.scale),
    validation: z.number().min(0).max(0.9).default(defaultData.validation),
    limit: z.int().min(1).nullable().default(defaultData.limit),
  })
  .prefault({})
  .meta({ description: "How pictures are brought to the network's input." });

const training = z
  .looseObject({
    optimizer: z.enum(optimizerNames).default(defaultTraining.optimizer),
    learningRate: z.number().min(0).max(1_000).default(defaultTraining.learningRate),
    momentum: z.number().min(0).max(1).default(defaultTraining.momentum),
    weightDecay: z.number().min(0).max(1).optional(),
    schedule: z.enum(['linear', 'constant', 'cosine']).default(defaultTraining.schedule),
    batchSize: z.int().min(1).max(1_000_000).default(defaultTraining.batchSize),
    epochs: z.int().min(1).max(1_000_000).default(defaultTraining.epochs),
    seed: z.int().min(0).default(defaultTraining.seed),
  })
  .prefault({});

export const documentSchema = z
  .looseObject({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    name: label,
    description: z.string().max(100_000).default(''),
    nodes,
    edges,
    definitions: z.record(idSchema, definitionSchema).default({}),
    groups: z
      .array(
        z.looseObject({
          id: idSchema,
          title: label,
          color: z.string().max(100).optional(),
          nodes: z.array(idSchema).max(MOST_NODES),
          collapsed: z.boolean().optional(),
        }),
      )
      .max(MOST_NODES)
      .default([]),
    notes: z
      .array(
        z.looseObject({
          id: idSchema,
          text: z.string().max(100_000),
          x: coordinate,
          y: coordinate,
          width: z.number().min(0).max(1e7).optional(),
          height: z.number().min(0).max(1e7).optional(),
        }),
      )
      .max(MOST_NODES)
      .default([]),
    layout: layout.default({}),
    dismissed: z.array(dismissal).max(MOST_NODES).optional(),
    data,
    training,
  })
  .meta({ title: 'ConvCanvas document', description: 'See docs/format.md.' });
