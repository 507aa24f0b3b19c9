/** `model.json`, and `record.json` and `checkpoint/state.json` of a run, inside a model file. */
import * as z from 'zod/mini';
import { movedSchema } from './moved-schema';
import { stepsSchema } from './step-schema';
import { listUpTo, numberFrom, textUpTo, wholeFrom } from '../schema/limits';

export const MODEL_FORMAT = 'convcanvas-model';
export const MODEL_VERSION = 2;

/** A run's id is a folder's name in the archive. */
export const RUN_ID = /^[A-Za-z0-9_-]{1,100}$/;
export const MOST_RUNS = 1_000;
const MOST_EPOCHS = 1_000_000;
const MOST_CLASSES = 100_000;
const MOST_EXAMPLES = 100_000;

const size = wholeFrom(1, 1_000_000);
const count = wholeFrom(0);
const text = textUpTo(10_000);
const runId = z.string().check(z.regex(RUN_ID, 'must be up to 100 letters, digits, “_” or “-”'));

/** A score that went out of bounds is written as null, since JSON has no NaN. */
const score = z.pipe(
  z.nullable(z.number()),
  z.transform((value) => value ?? NaN),
);
const scores = z.record(textUpTo(100, 1), score);

const weightsName = z.enum(['last', 'best', 'ema']);

export const modelSchema = z.looseObject({
  format: z.literal(MODEL_FORMAT),
  version: z.literal(MODEL_VERSION),
  drawing: z.nullable(z.looseObject({ run: runId, weights: weightsName })),
  /** `moved`: where the layers that it was trained on are in the drawing, as pairs of flat ids; left out where none moved. */
  runs: listUpTo(z.looseObject({ id: runId, moved: z.optional(movedSchema) }), MOST_RUNS),
});

const epoch = z.looseObject({
  epoch: count,
  seconds: numberFrom(0),
  train: scores,
  validation: z.nullable(scores),
});

const testResult = z.looseObject({ scores, count, confusion: z.array(z.array(count)) });

const runRecord = z.looseObject({
  id: runId,
  name: text,
  state: z.enum(['preparing', 'training', 'paused', 'stopped', 'finished', 'failed']),
  data: z.looseObject({
    name: text,
    fingerprint: z.nullable(text),
    pictures: z.nullable(z.looseObject({ training: count, validation: count, test: count })),
  }),
  backend: z.enum(['webgpu', 'webgl', 'wasm', 'cpu']),
  device: z.optional(text),
  backendReason: text,
  kernels: z.nullable(text),
  threads: count,
  epochs: listUpTo(epoch, MOST_EPOCHS),
  test: z.nullable(testResult),
  diverged: z.optional(z.looseObject({ epoch: count, step: count, loss: score, kept: z.nullable(count) })),
  startedAt: text,
  seconds: numberFrom(0),
});

const preprocessing = z
  .looseObject({
    height: size,
    width: size,
    channels: size,
    steps: stepsSchema,
    // `crop` came later, without another version: no older file means anything else by it.
    fit: z.enum(['pad', 'resize', 'crop']),
    mean: z.array(z.number()),
    deviation: z.array(z.number().check(z.positive())),
  })
  .check(
    z.refine(
      ({ channels, mean, deviation }) => mean.length === channels && deviation.length === channels,
      'must have a mean and a deviation for each channel',
    ),
  );

const output = z.looseObject({
  task: z.enum(['classification', 'multilabel', 'regression', 'segmentation']),
  classNames: listUpTo(textUpTo(1_000), MOST_CLASSES),
});

const origin = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('run'), record: runRecord }),
  z.looseObject({ kind: z.literal('pretrained'), name: text, source: text, licence: text }),
  z.looseObject({
    kind: z.literal('imported'),
    format: text,
    file: text,
    unmatched: listUpTo(text, MOST_CLASSES),
  }),
]);

const facts = { origin, preprocessing, outputs: z.record(textUpTo(200, 1), output) };

/** All of a model but its document and its weights. */
export const factsSchema = z.looseObject(facts);

export const recordSchema = z.looseObject({
  ...facts,
  /** Which file holds which weights: equal ones share one. */
  weights: z.partialRecord(weightsName, weightsName),
});

export const checkpointSchema = z.looseObject({
  epoch: count,
  batch: count,
  step: count,
  partial: z.nullable(z.looseObject({ images: count, seconds: numberFrom(0), sums: scores })),
});

const example = z.looseObject({
  index: count,
  actual: count,
  predicted: count,
  probability: numberFrom(0, 1),
});

/** `examples`: mistakes, the surest first. */
export const evaluationSchema = z.looseObject({
  ...testResult.shape,
  examples: listUpTo(example, MOST_EXAMPLES),
});
