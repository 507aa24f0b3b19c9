/** How a drawing should look so that it is like the pictures that a network has learned from. */
import type { PictureSize } from '../../../../shared/data/picture';
import type { DataClient } from '../../../document/data/data-client';
import type { Run } from '../../../document/runs/run';

export interface DrawingPaper {
  /** White on black; else black on white. */
  readonly dark: boolean;
  /** Drawings are made so large before the network's own steps, as the set's pictures are. */
  readonly size: PictureSize;
}

/** Pictures that are looked at. */
const LOOKED_AT = 40;
/** Pixels: what is drawn is no finer. */
export const LARGEST_DRAWING = 224;
/** Halfway from black to white. */
const MIDDLE = 127.5;

/**
 * By the run's training pictures: their size, and how dark their edges are. Where the set can't be read it is the network's
 * size, and the mean by which the network's pictures are standardized tells whether they are mostly dark.
 */
export async function paperFor(run: Run, data: Pick<DataClient, 'sheet'>): Promise<DrawingPaper> {
  try {
    const { raw, sizes } = await data.sheet(run.dataset, {
      part: 'training',
      classIndex: null,
      count: LOOKED_AT,
    });
    const [first] = sizes;
    if (first === undefined) throw new Error('The set has no pictures.');
    return { dark: edgesOf(raw) < MIDDLE, size: square(Math.max(first.height, first.width)) };
  } catch {
    const { mean = [], height = 1, width = 1 } = run.kept?.facts.preprocessing ?? {};
    return { dark: (mean[0] ?? 0) < 0.5, size: square(Math.max(height, width)) };
  }
}

function square(side: number): PictureSize {
  const pixels = Math.min(LARGEST_DRAWING, side);
  return { height: pixels, width: pixels };
}

/** Mean of all values in the first and last rows of each picture, 0 to 255: background rather than what is shown. */
function edgesOf(sheet: { height: number; width: number; channels: number; values: Uint8Array }): number {
  const { height, width, channels, values } = sheet;
  const row = width * channels;
  let sum = 0;
  let count = 0;
  for (let start = 0; start < values.length; start += height * row) {
    for (const from of [start, start + (height - 1) * row]) {
      for (const value of values.subarray(from, from + row)) sum += value;
      count += row;
    }
  }
  return sum / Math.max(1, count);
}
