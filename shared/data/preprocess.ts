/** What is done to a picture before the first layer. It is fixed when a run starts and travels with the model. */
import type { DataSettings } from '../graph/document';
import type { KnownShape } from '../layers/shape';
import { DataError } from './data-error';
import type { Pictures, Preprocessing, Samples } from './dataset';
import { createResizer } from './resize';

/** Height, width and channels of a picture. */
export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Brightness of a colour by ITU-R BT.601, as Pillow's mode L and torchvision's Grayscale have it. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Why pictures with `from` channels can't be fed to a network that takes `to`; null where they can. */
function channelRefusal(from: number, to: number): string | null {
  if (from === to || from === 1 || (from === 3 && to === 1)) return null;
  return `The pictures have ${from} channels and the network's input takes ${to}. Set the input's channels to ${from}${from === 3 ? ' or 1' : ''}.`;
}

/** One byte a value to the network's number of channels: grey is copied, colour becomes brightness. */
function convertChannels(pixels: Uint8Array, from: number, to: number, into: Float32Array): void {
  if (from === to) {
    into.set(pixels);
  } else if (from === 1) {
    for (let i = 0; i < into.length; i += 1) into[i] = pixels[Math.floor(i / to)] ?? 0;
  } else {
    for (let i = 0; i < into.length; i += 1) {
      into[i] =
        LUMA[0] * (pixels[3 * i] ?? 0) +
        LUMA[1] * (pixels[3 * i + 1] ?? 0) +
        LUMA[2] * (pixels[3 * i + 2] ?? 0);
    }
  }
}

/**
 * Mean and standard deviation per channel of the pictures as bytes divided by 255, before they are padded or
 * resized; a channel without any variation gets deviation 1.
 */
function statistics(
  pictures: Pictures,
  channels: number,
): { readonly mean: number[]; readonly deviation: number[] } {
  const positions = pictures.height * pictures.width;
  const sum = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const plane = new Float32Array(positions * channels);
  const size = positions * pictures.channels;
  for (let row = 0; row < pictures.count; row += 1) {
    convertChannels(
      pictures.pixels.subarray(row * size, (row + 1) * size),
      pictures.channels,
      channels,
      plane,
    );
    for (let channel = 0; channel < channels; channel += 1) {
      for (let i = channel; i < plane.length; i += channels) {
        const value = plane[i] ?? 0;
        sum[channel] = (sum[channel] ?? 0) + value;
        squares[channel] = (squares[channel] ?? 0) + value * value;
      }
    }
  }
  const count = Math.max(1, pictures.count * positions);
  const mean = Array.from(sum, (total) => total / count);
  const deviation = Array.from(squares, (total, channel) => {
    const center = mean[channel] ?? 0;
    return Math.sqrt(Math.max(0, total / count - center * center)) || 255;
  });
  return { mean: mean.map((value) => value / 255), deviation: deviation.map((value) => value / 255) };
}

/** Fixes the preprocessing for a network's input [height, width, channels]. Throws `DataError`. */
export function preprocessingFor(
  inputShape: KnownShape,
  settings: Pick<DataSettings, 'fit' | 'scale'>,
  train: Pictures,
): Preprocessing {
  const [height, width, channels] = inputShape;
  if (inputShape.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    throw new DataError(
      `The network's input is ${inputShape.join('×')}, but pictures need height × width × channels. Give the input three sizes.`,
    );
  }
  const refusal = channelRefusal(train.channels, channels);
  if (refusal !== null) throw new DataError(refusal);
  const scale =
    settings.scale === 'standardize'
      ? statistics(train, channels)
      : {
          mean: Array.from({ length: channels }, () => 0),
          deviation: Array.from({ length: channels }, () => 1),
        };
  return { height, width, channels, fit: settings.fit, ...scale };
}

/**
 * Prepares the way from pictures of one shape to the network: channels, then fit, then scale.
 * `resize` stretches to the input's size. `pad` keeps the proportions: a picture that is larger is first shrunk
 * until it fits, then zeros are put around it, the odd row or column at the bottom and right.
 * Throws `DataError`.
 */
export function createPreprocessor(
  from: PictureShape,
  preprocessing: Preprocessing,
): (pixels: Uint8Array, into: Float32Array, offset: number) => void {
  const { height, width, channels, fit, mean, deviation } = preprocessing;
  const refusal = channelRefusal(from.channels, channels);
  if (refusal !== null) throw new DataError(refusal);
  const shrink = Math.min(1, height / from.height, width / from.width);
  const inner =
    fit === 'resize'
      ? { height, width }
      : {
          height: Math.max(1, Math.round(from.height * shrink)),
          width: Math.max(1, Math.round(from.width * shrink)),
        };
  const top = Math.floor((height - inner.height) / 2);
  const left = Math.floor((width - inner.width) / 2);
  // Grey is copied behind the resizing, which gives the same numbers; a large picture is not copied at all.
  const planes = from.channels === 1 ? 1 : channels;
  const plane = from.channels === planes ? null : new Float32Array(from.height * from.width * planes);
  const resize = createResizer(from, inner, planes);
  const factor = deviation.map((value) => 1 / (255 * value));
  const shift = mean.map((value, channel) => value / (deviation[channel] ?? 1));
  const border = Float32Array.from({ length: width * channels }, (_, i) => 0 - (shift[i % channels] ?? 0));

  return (pixels, into, offset) => {
    if (plane !== null) convertChannels(pixels, from.channels, planes, plane);
    const fitted = resize(plane ?? pixels);
    for (let row = 0; row < height; row += 1) {
      const start = offset + row * width * channels;
      const source = row - top;
      if (source < 0 || source >= inner.height || inner.width < width) into.set(border, start);
      if (source < 0 || source >= inner.height) continue;
      let read = source * inner.width * planes;
      let write = start + left * channels;
      for (let column = 0; column < inner.width; column += 1) {
        for (let channel = 0; channel < channels; channel += 1) {
          const value = fitted[planes === 1 ? read : read + channel] ?? 0;
          into[write] = value * (factor[channel] ?? 1) - (shift[channel] ?? 0);
          write += 1;
        }
        read += planes;
      }
    }
  };
}

/** Pictures as training and evaluation read them; `indices` chooses rows, all of them where left out. */
export function samplesOf(
  pictures: Pictures,
  preprocessing: Preprocessing,
  indices?: ArrayLike<number>,
): Samples {
  const { height, width, channels } = preprocessing;
  const preprocess = createPreprocessor(pictures, preprocessing);
  const from = pictures.height * pictures.width * pictures.channels;
  const to = height * width * channels;
  return {
    length: indices === undefined ? pictures.count : indices.length,
    inputShape: [height, width, channels],
    read: (rows) => {
      const inputs = new Float32Array(rows.length * to);
      const labels = new Float32Array(rows.length);
      rows.forEach((row, position) => {
        const index = indices === undefined ? row : indices[row];
        if (index === undefined || index < 0 || index >= pictures.count) {
          throw new RangeError(`There is no picture ${row} in a set of ${pictures.count}.`);
        }
        preprocess(pictures.pixels.subarray(index * from, (index + 1) * from), inputs, position * to);
        labels[position] = pictures.labels[index] ?? 0;
      });
      return Promise.resolve({ inputs, labels });
    },
  };
}
