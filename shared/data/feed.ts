/** Pictures of a set as batches for a network: what training and evaluation read. */
import type { Batch } from '../engine/executor';
import type { PipelineStep } from '../graph/document';
import { DataError } from './data-error';
import { begin } from './kept-pictures';
import type { Moment, Pipeline } from './pipeline';
import type { Picture, PictureShape } from './picture';
import type { PartName, PictureSource, Rows } from './source';
import { splitRows, type SplitOptions } from './split';

/** Of the training pictures those to train on or those kept for validation; or all of a part. */
export type Choice =
  | { readonly part: PartName; readonly split: null }
  | { readonly part: 'training'; readonly split: SplitOptions; readonly side: 'train' | 'validation' };

/** Where pictures and labels go in a network: flat ids of its input and of its output layer. */
export interface Ends {
  readonly inputId: string;
  readonly outputId: string;
}

export interface FeedOptions extends Ends {
  readonly choice: Choice;
  readonly steps: readonly PipelineStep[];
  /** What each class of the set is to the network; left out: the same. */
  readonly classes?: readonly number[];
  /** Decides what random steps do. */
  readonly seed: number;
}

/** Batches of chosen pictures. */
export interface Feed {
  readonly length: number;
  /** Of a picture as the network takes it. */
  readonly shape: PictureShape;
  /** These of its pictures, in that order, as they are in that epoch (from 0). Rejects with a sentence. */
  read(rows: readonly number[], epoch: number): Promise<Batch>;
  close(): void;
}

/** Pictures that are in memory at a time in the sizes of their files. */
const AT_A_TIME = 8;

/** Rejects with `DataError` where the steps can't take the pictures. */
export async function openFeed(source: PictureSource, options: FeedOptions): Promise<Feed> {
  const { choice, inputId, outputId, classes } = options;
  const { rows: all, pipeline } = begin(source.part(choice.part), options.steps, options.seed);
  const chosen = chosenRows(all, choice);
  const length = chosen?.length ?? all.length;
  const shape = await shapeAfter(pipeline, all);
  const size = shape.height * shape.width * shape.channels;

  return {
    length,
    shape,
    async read(rows, epoch) {
      const wanted = rows.map((row) => {
        const own = chosen === null ? row : chosen[row];
        if (own === undefined || own < 0 || own >= all.length)
          throw new DataError(`There is no picture ${row} in a set of ${length}.`);
        return own;
      });
      const data = new Float32Array(rows.length * size);
      const labels = new Float32Array(rows.length);
      for (let from = 0; from < wanted.length; from += AT_A_TIME) {
        const pictures = await all.read(wanted.slice(from, from + AT_A_TIME));
        pictures.forEach((picture, place) => {
          const position = from + place;
          const row = wanted[position] ?? 0;
          const moment: Moment = { epoch, row, rows: all.length };
          data.set(fitting(pipeline.run(picture, moment), shape).values, position * size);
          const label = all.labels[row] ?? 0;
          labels[position] = classes?.[label] ?? label;
        });
      }
      return {
        size: rows.length,
        inputs: { [inputId]: { shape: [rows.length, shape.height, shape.width, shape.channels], data } },
        targets: { [outputId]: { kind: 'index', shape: [rows.length], data: labels } },
      };
    },
    close: () => undefined,
  };
}

function chosenRows({ labels }: Rows, choice: Choice): readonly number[] | null {
  return choice.split === null ? null : splitRows(labels, choice.split)[choice.side];
}

/** All pictures end in one shape, whatever theirs is: the first tells. */
async function shapeAfter(pipeline: Pipeline, rows: Rows): Promise<PictureShape> {
  const [first] = await rows.read(rows.length > 0 ? [0] : []);
  return pipeline.shapeAfter(first ?? { height: 1, width: 1, channels: 1 });
}

function fitting(picture: Picture, { height, width, channels }: PictureShape): Picture {
  if (picture.height === height && picture.width === width && picture.channels === channels) return picture;
  throw new DataError(
    `A picture is ${picture.height}×${picture.width}×${picture.channels} after all steps, and ${height}×${width}×${channels} was expected. End the steps with one that makes all pictures alike.`,
  );
}
