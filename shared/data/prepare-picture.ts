/** One picture from outside any set, as a trained network takes it and as the eye sees it. */
import { createAntialiaser } from './antialias';
import { DataError } from './data-error';
import type { Picture, PictureShape, PictureSize } from './picture';
import { createPipeline } from './pipeline';
import { fixedSteps, type Preprocessing } from './preprocessing';
import { forTheEye, type PictureSheet } from './sheet';

export interface PreparedPicture {
  /** Its own height, width and channels. */
  readonly size: PictureShape;
  /** Bytes, made smaller where the picture is large. */
  readonly raw: PictureSheet['raw'];
  /** height × width × channels of the preprocessing: what the first layer is given. */
  readonly fed: NonNullable<PictureSheet['fed']>;
}

/** A drawing in shades of grey. */
export interface DrawnPicture extends PictureSize {
  /** height × width bytes, row by row. */
  readonly values: Uint8Array;
  /** How large it shall be before it is prepared: as large as the pictures that the network has learned from. */
  readonly as: PictureSize;
}

/** Pixels that the longer side of the picture for the eye has at most. */
const LARGEST_SIDE = 224;

/** A picture on its own: nothing that is fixed depends on these. */
const alone = { epoch: 0, row: 0, rows: 1 };

/**
 * Does the fixed steps of a model to a picture, as sets, evaluation and the command line do: the same code, and so the same
 * bits. Throws `DataError` where a step can't take such a picture.
 */
export function preparePicture(picture: Picture, preprocessing: Preprocessing): PreparedPicture {
  const size = { height: picture.height, width: picture.width, channels: picture.channels };
  const { height, width, channels } = forTheEye(size, LARGEST_SIDE);
  const eye = createPipeline([{ type: 'FitInside', params: { height, width } }], 0);
  const steps = createPipeline(fixedSteps(preprocessing), 0);
  return {
    size,
    raw: { height, width, channels, values: Uint8Array.from(eye.run(picture, alone).values) },
    fed: {
      height: preprocessing.height,
      width: preprocessing.width,
      channels: preprocessing.channels,
      values: Float32Array.from(steps.run(picture, alone).values),
    },
  };
}

/**
 * A drawing as a grey picture of the size that is asked for. It is made smaller with antialiasing (Pillow's `BILINEAR`), since
 * the steps that fit a picture to a network skip pixels, and lines would vanish between those that they read. Throws
 * `DataError` where its pixels are not as many as its size says.
 */
export function drawnPicture({ as, values, height, width }: DrawnPicture): Picture {
  if (values.length !== height * width)
    throw new DataError(
      `The drawing has ${values.length} pixels and should have ${height}×${width}. Clear it and draw anew.`,
    );
  const smaller = createAntialiaser({ height, width }, as, 1, 'bilinear');
  return { height: as.height, width: as.width, channels: 1, values: smaller(values) };
}
