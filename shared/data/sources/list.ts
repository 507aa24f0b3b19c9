// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.
import type { SourceFormat } from './define';
import { cifar } from './cifar';
import { idx } from './idx';
import { labelTable } from './label-table';
import { npz } from './npz';
import { pictureFolder } from './picture-folder';
import { pixelLines } from './pixel-lines';

/** Formats in which a folder holds a set of pictures. */
export const sourceFormats: readonly SourceFormat[] = [
  cifar,
  idx,
  labelTable,
  npz,
  pictureFolder,
  pixelLines,
];
