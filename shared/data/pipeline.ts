/** The way of a picture from its set to the network: steps, in order. */
import type { PipelineStep } from '../graph/document';
import { stream, uniform } from '../engine/random';
import { parseParams } from '../schema/fields';
import { DataError } from './data-error';
import type { Picture, PictureShape } from './picture';
import type { Draw, Prepared, Transform } from './transforms/define';
import { transforms } from './transforms/list';

const byType = new Map(transforms.map((transform) => [transform.type, transform]));

export const findTransform = (type: string): Transform | undefined => byType.get(type);

/** Why a step can't be taken, in a sentence; null where it can. */
export function stepProblem({ type, params }: PipelineStep): string | null {
  const transform = findTransform(type);
  if (transform === undefined) {
    const known = transforms.map((each) => each.type).join(', ');
    return `There is no step “${type}” for pictures. Choose one of ${known}.`;
  }
  const problem = parseParams(transform.params, params).problems[0];
  return problem ? `${transform.title}: ${problem.message}` : null;
}

interface Step {
  readonly transform: Transform;
  readonly params: Readonly<Record<string, unknown>>;
}

function readStep(step: PipelineStep): Step {
  const problem = stepProblem(step);
  const transform = findTransform(step.type);
  if (problem !== null || transform === undefined) throw new DataError(problem ?? '');
  return { transform, params: parseParams(transform.params, step.params).params };
}

/** What a step does, in a sentence. Throws `DataError`. */
export function saysOf(step: PipelineStep): string {
  const { transform, params } = readStep(step);
  return transform.says(params);
}

export const isRandom = ({ type }: PipelineStep): boolean => findTransform(type)?.random ?? false;

/** Which picture in which epoch: with the seed and a step's place it decides what a random step does. */
export interface Moment {
  readonly epoch: number;
  /** Its row among `rows`. */
  readonly row: number;
  readonly rows: number;
}

/** Shapes of pictures for which steps are kept prepared. */
const KEPT = 64;

export interface Pipeline {
  /** Throws `DataError` where a step can't take such pictures. */
  shapeAfter(from: PictureShape): PictureShape;
  /** What comes out is valid until the next call. Throws `DataError`. */
  run(picture: Picture, moment: Moment): Picture;
}

/**
 * Throws `DataError` where a step is not known or has a parameter that it can't have. `done`: so many of the first steps are
 * behind the pictures that come; the others draw what they would draw with them.
 */
export function createPipeline(steps: readonly PipelineStep[], seed: number, done = 0): Pipeline {
  const read = steps.slice(done).map(readStep);
  const known = new Map<string, readonly Prepared[]>();

  const prepared = ({ height, width, channels }: PictureShape): readonly Prepared[] => {
    const key = `${height}×${width}×${channels}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    let shape: PictureShape = { height, width, channels };
    const chain = read.map(({ transform, params }) => {
      const step = transform.prepare(params, shape);
      shape = step.to;
      return step;
    });
    // The oldest goes: a set whose pictures all differ must not fill the memory.
    for (const oldest of known.keys()) {
      if (known.size < KEPT) break;
      known.delete(oldest);
    }
    known.set(key, chain);
    return chain;
  };

  const drawAt = (place: number, { epoch, row, rows }: Moment): Draw => {
    const key = stream(seed, `pipeline/${done + place}`, epoch * rows + row);
    return (element) => uniform(key, element);
  };

  return {
    shapeAfter: (from) => prepared(from).at(-1)?.to ?? from,
    run(picture, moment) {
      let result = picture;
      for (const [place, step] of prepared(picture).entries()) {
        result = step.apply(result, read[place]?.transform.random ? drawAt(place, moment) : noDraw);
      }
      return result;
    },
  };
}

const noDraw: Draw = () => {
  throw new Error('A transform that draws must say that it is random.');
};
