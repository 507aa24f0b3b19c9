/** `model.json` and `checkpoint/checkpoint.json` inside a model file. */
import * as z from 'zod/mini';
import { listUpTo, numberFrom, textUpTo, wholeFrom } from '../schema/limits';

export const MODEL_FORMAT = 'convcanvas-model';
export const MODEL_VERSION = 1;

const size = wholeFrom(1, 1_000_000);
const count = wholeFrom(0);
const text = textUpTo(10_000);
const ratio = numberFrom(0, 1);
/** A loss that went out of bounds is written as null, since JSON has no NaN. */
const loss = z.pipe(
  z.nullable(z.number()),
  z.transform((value) => value ?? NaN),
);

const evaluation = z.looseObject({
  accuracy: ratio,
  loss,
  count,
  confusion: z.array(z.array(count)),
});

const epoch = z.looseObject({
  epoch: count,
  loss,
  accuracy: ratio,
  valLoss: z.nullable(z.number()),
  valAccuracy: z.nullable(ratio),
  seconds: numberFrom(0),
});

const run = z.looseObject({
  id: text,
  name: text,
  dataset: text,
  state: z.enum(['preparing', 'training', 'paused', 'stopped', 'finished', 'failed']),
  backend: z.enum(['webgpu', 'webgl', 'wasm', 'cpu']),
  device: z.optional(text),
  backendReason: text,
  threads: count,
  epochs: z.array(epoch),
  test: z.nullable(evaluation),
  startedAt: text,
  seconds: numberFrom(0),
});

const preprocessing = z
  .looseObject({
    height: size,
    width: size,
    channels: size,
    fit: z.enum(['pad', 'resize']),
    mean: z.array(z.number()),
    deviation: z.array(z.number().check(z.positive())),
  })
  .check(
    z.refine(
      ({ channels, mean, deviation }) => mean.length === channels && deviation.length === channels,
      'must have a mean and a deviation for each channel',
    ),
  );

export const modelSchema = z.looseObject({
  format: z.literal(MODEL_FORMAT),
  version: z.literal(MODEL_VERSION),
  preprocessing,
  classNames: listUpTo(textUpTo(1_000), 100_000),
  run,
});

export const checkpointSchema = z.looseObject({ epoch: count, batch: count, step: count });
