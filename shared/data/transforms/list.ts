// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.
import type { Transform } from './define';
import { centerCrop } from './center-crop';
import { cover } from './cover';
import { fitInside } from './fit-inside';
import { grayscale } from './grayscale';
import { horizontalFlip } from './horizontal-flip';
import { normalize } from './normalize';
import { repeatChannels } from './repeat-channels';
import { resize } from './resize';
import { shorterSide } from './shorter-side';

/** Steps that pictures go through. */
export const transforms: readonly Transform[] = [
  centerCrop,
  cover,
  fitInside,
  grayscale,
  horizontalFlip,
  normalize,
  repeatChannels,
  resize,
  shorterSide,
];
