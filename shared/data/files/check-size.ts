/** What a picture costs is known from its header: more than this is not decoded at all. */
import type { DataError } from '../data-error';
import type { PictureSize } from '../picture';
import { damaged, unreadable } from './unreadable';

/** Of height or width: browsers draw nothing on a larger sheet, and say nothing about it. */
const LONGEST_SIDE = 30_000;
/** A gigabyte as RGBA. */
const MOST_PIXELS = 2 ** 28;

/** Null where a picture of this size is read. */
export function sizeProblem(file: string, { height, width }: PictureSize): DataError | null {
  if (height < 1 || width < 1) return damaged(file);
  if (height <= LONGEST_SIDE && width <= LONGEST_SIDE && height * width <= MOST_PIXELS) return null;
  return unreadable(
    file,
    `it has ${width}×${height} pixels, and the limits are 30,000 to a side and 268 million in all`,
    'Make it smaller first.',
  );
}
