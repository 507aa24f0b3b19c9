/** Pictures onto a canvas, a pixel each; CSS scales them up without smoothing. */
import type { PictureSheet } from '../../../shared/data/sheet';

export interface PixelSource {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Values of picture `index`, 0 to 255, in the order of rows, columns, channels. */
  value(index: number, offset: number): number;
}

export function bytesSource({ height, width, channels, values }: PictureSheet['raw']): PixelSource {
  const size = height * width * channels;
  return { height, width, channels, value: (index, offset) => values[index * size + offset] ?? 0 };
}

/** What the network is fed may lie anywhere: the sheet's smallest value is drawn black and its largest white. */
export function valuesSource(fed: NonNullable<PictureSheet['fed']>): PixelSource {
  let low = Infinity;
  let high = -Infinity;
  for (const value of fed.values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const scale = high > low ? 255 / (high - low) : 0;
  const size = fed.height * fed.width * fed.channels;
  const { height, width, channels, values } = fed;
  return {
    height,
    width,
    channels,
    value: (index, offset) => ((values[index * size + offset] ?? 0) - low) * scale,
  };
}

export function drawPicture(
  context: CanvasRenderingContext2D,
  source: PixelSource,
  index: number,
  x: number,
  y: number,
): void {
  const { height, width, channels } = source;
  const image = context.createImageData(width, height);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      // Grey has one channel; of more than three the first three are shown.
      const from = channels < 3 ? pixel * channels : pixel * channels + channel;
      image.data[pixel * 4 + channel] = source.value(index, from);
    }
    image.data[pixel * 4 + 3] = 255;
  }
  context.putImageData(image, x, y);
}
