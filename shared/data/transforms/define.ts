/**
 * What a transform is: one step on a picture's way to the network, one file of this folder each. Form, file, command
 * line, documentation and the way itself derive from it.
 */
import type { Fields, ParamsOf } from '../../schema/fields';
import type { Picture, PictureShape } from '../picture';

/** A number between 0 and 1 for each `element`, the same for the same picture, epoch, step and seed. */
export type Draw = (element: number) => number;

/** A transform for pictures of one shape. What is costly and the same for all of them is done by now. */
export interface Prepared {
  /** Of the pictures that come out. */
  readonly to: PictureShape;
  /** The picture that comes out may be the one that went in, and is valid until the next call. */
  readonly apply: (picture: Picture, draw: Draw) => Picture;
}

export interface TransformDefinition<F extends Fields> {
  /** `HorizontalFlip`: its name in files, as the field's libraries have it. */
  readonly type: string;
  /** In lists: `Flip sideways`. */
  readonly title: string;
  /** A sentence for a student. */
  readonly help: string;
  /** Left out of the list to choose from: the data's own settings (fit, scaling, the network's input) bring it. */
  readonly automatic?: boolean;
  /** Random ones stay in training; the others belong to the model, and leave with it. */
  readonly random: boolean;
  readonly params: F;
  /** Throws `DataError` where it can't take such pictures. */
  readonly prepare: (params: ParamsOf<F>, from: PictureShape) => Prepared;
  /** What it does with these parameters, for exports: "Shrink it to 32 x 32." */
  readonly says: (params: ParamsOf<F>) => string;
}

/** A transform whose parameters are read from a document. */
export interface Transform extends Omit<TransformDefinition<Fields>, 'prepare' | 'says'> {
  readonly prepare: (params: Readonly<Record<string, unknown>>, from: PictureShape) => Prepared;
  readonly says: (params: Readonly<Record<string, unknown>>) => string;
}

export function defineTransform<F extends Fields>(definition: TransformDefinition<F>): Transform {
  return {
    ...definition,
    // Whoever calls has read them by `params`.
    prepare: (params, from) => definition.prepare(params as ParamsOf<F>, from),
    says: (params) => definition.says(params as ParamsOf<F>),
  };
}
