// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.
import type { Transform } from './define';
import { fitInside } from './fit-inside';
import { grayscale } from './grayscale';
import { horizontalFlip } from './horizontal-flip';
import { normalize } from './normalize';
import { repeatChannels } from './repeat-channels';
import { resize } from './resize';

/** Steps that pictures go through. */
export const transforms: readonly Transform[] = [
  fitInside,
  grayscale,
  horizontalFlip,
  normalize,
  repeatChannels,
  resize,
];
