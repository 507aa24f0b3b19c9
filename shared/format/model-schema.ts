/** `model.json` and `checkpoint/checkpoint.json` inside a model file. */
import { z } from 'zod';

export const MODEL_FORMAT = 'convcanvas-model';
export const MODEL_VERSION = 1;

const size = z.int().min(1).max(1_000_000);
const count = z.int().min(0);
const text = z.string().max(10_000);
const ratio = z.number().min(0).max(1);
/** A loss that went out of bounds is written as null, since JSON has no NaN. */
const loss = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

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
  valLoss: z.number().nullable(),
  valAccuracy: ratio.nullable(),
  seconds: z.number().min(0),
});

const run = z.looseObject({
  id: text,
  name: text,
  dataset: text,
  state: z.enum(['preparing', 'training', 'paused', 'stopped', 'finished', 'failed']),
  backend: z.enum(['webgpu', 'webgl', 'wasm', 'cpu']),
  backendReason: text,
  threads: count,
  epochs: z.array(epoch),
  test: evaluation.nullable(),
  startedAt: text,
  seconds: z.number().min(0),
});

const preprocessing = z
  .looseObject({
    height: size,
    width: size,
    channels: size,
    fit: z.enum(['pad', 'resize']),
    mean: z.array(z.number()),
    deviation: z.array(z.number().positive()),
  })
  .refine(
    ({ channels, mean, deviation }) => mean.length === channels && deviation.length === channels,
    'must have a mean and a deviation for each channel',
  );

export const modelSchema = z.looseObject({
  format: z.literal(MODEL_FORMAT),
  version: z.literal(MODEL_VERSION),
  preprocessing,
  classNames: z.array(z.string().max(1_000)).max(100_000),
  run,
});

export const checkpointSchema = z.looseObject({ epoch: count, batch: count, step: count });
