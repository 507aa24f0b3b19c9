/** What is done to every picture before the first layer. It is fixed when a run starts and travels with the model. */
import type { DataSettings, PipelineStep } from '../graph/document';
import type { KnownShape } from '../layers/shape';
import { DataError } from './data-error';
import { begin } from './kept-pictures';
import { createPipeline, isRandom, saysOf } from './pipeline';
import type { PictureShape } from './picture';
import type { Rows } from './source';

/**
 * The fixed steps of the document's pipeline, then the fit to height × width × channels, then
 * (value / 255 − mean) / deviation per channel. Travels with the model and into every export.
 */
export interface Preprocessing extends PictureShape {
  readonly steps: readonly PipelineStep[];
  readonly fit: DataSettings['fit'];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** What a document says of preprocessing. */
export type FeedSettings = Pick<DataSettings, 'fit' | 'scale' | 'pipeline'>;

/** All steps of a model in order: for evaluation, prediction and export. */
export function fixedSteps(preprocessing: Preprocessing): readonly PipelineStep[] {
  return [...preprocessing.steps, ...lastSteps(preprocessing)];
}

/** What is done to a picture, a sentence for each step: for exports. */
export const describeSteps = (preprocessing: Preprocessing): readonly string[] =>
  fixedSteps(preprocessing).map((step) => saysOf(step));

/** As they are in training: the random ones at their places among the others. */
export function trainingSteps(
  pipeline: readonly PipelineStep[],
  preprocessing: Preprocessing,
): readonly PipelineStep[] {
  return [...pipeline, ...lastSteps(preprocessing)];
}

/** Transforms that bring a picture to the network's height and width, which each takes as its parameters. */
const stepsOfFit: Readonly<Record<DataSettings['fit'], readonly string[]>> = {
  pad: ['FitInside'],
  resize: ['Resize'],
  crop: ['Cover', 'CenterCrop'],
};

/** Grey is copied behind the resizing, which gives the same numbers sooner; colour is made grey before it. */
function lastSteps({
  height,
  width,
  channels,
  fit,
  mean,
  deviation,
}: Preprocessing): readonly PipelineStep[] {
  const sizing = stepsOfFit[fit].map((type) => ({ type, params: { height, width } }));
  const scale = { type: 'Normalize', params: { mean, deviation } };
  return channels === 1
    ? [{ type: 'Grayscale', params: {} }, ...sizing, scale]
    : [...sizing, { type: 'RepeatChannels', params: { channels } }, scale];
}

/**
 * Fixes it for a network's input [height, width, channels]; standardizing reads all of `rows`, the training pictures.
 * Throws `DataError`.
 */
export async function preprocessingFor(
  inputShape: KnownShape,
  { fit, scale, pipeline }: FeedSettings,
  rows: Rows,
): Promise<Preprocessing> {
  const [height, width, channels] = inputShape;
  if (inputShape.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    throw new DataError(
      `The network's input is ${inputShape.join('×')}, but pictures need height × width × channels. Give the input three sizes.`,
    );
  }
  const raw: Preprocessing = {
    height,
    width,
    channels,
    steps: pipeline.filter((step) => !isRandom(step)),
    fit,
    mean: new Array<number>(channels).fill(0),
    deviation: new Array<number>(channels).fill(1),
  };
  if (rows.length > 0) {
    const [first] = await rows.read([0]);
    // Says at once where these pictures can't be brought there.
    if (first) createPipeline(fixedSteps(raw), 0).shapeAfter(first);
  }
  return scale === 'standardize' ? { ...raw, ...(await statistics(rows, raw)) } : raw;
}

/** Pictures read at a time for statistics. */
const AT_A_TIME = 16;

/**
 * Mean and standard deviation per channel of the pictures as bytes divided by 255, before they are brought to the
 * network's size; a channel without any variation gets deviation 1.
 */
async function statistics(
  all: Rows,
  { steps, channels }: Preprocessing,
): Promise<{ readonly mean: readonly number[]; readonly deviation: readonly number[] }> {
  const toChannels =
    channels === 1 ? { type: 'Grayscale', params: {} } : { type: 'RepeatChannels', params: { channels } };
  const { rows, pipeline } = begin(all, [...steps, toChannels], 0);
  const sum = new Float64Array(channels);
  const squares = new Float64Array(channels);
  let positions = 0;
  for (let from = 0; from < rows.length; from += AT_A_TIME) {
    const asked = Array.from({ length: Math.min(AT_A_TIME, rows.length - from) }, (_, i) => from + i);
    for (const picture of await rows.read(asked)) {
      const { values, height, width } = pipeline.run(picture, { epoch: 0, row: 0, rows: 1 });
      positions += height * width;
      for (let channel = 0; channel < channels; channel += 1) {
        for (let i = channel; i < values.length; i += channels) {
          const value = values[i] ?? 0;
          sum[channel] = (sum[channel] ?? 0) + value;
          squares[channel] = (squares[channel] ?? 0) + value * value;
        }
      }
    }
  }
  const count = Math.max(1, positions);
  const mean = Array.from(sum, (total) => total / count);
  const deviation = Array.from(squares, (total, channel) => {
    const center = mean[channel] ?? 0;
    return Math.sqrt(Math.max(0, total / count - center * center)) || 255;
  });
  return { mean: mean.map((value) => value / 255), deviation: deviation.map((value) => value / 255) };
}
