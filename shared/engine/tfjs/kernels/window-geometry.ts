/** Sizes of a convolution or pooling, from the attributes that tfjs gives its kernels. */
import { backend_util } from '@tensorflow/tfjs-core';

type Pair = [number, number];
type Four = [number, number, number, number];

function numbers(value: unknown, name: string, length: number): number[] {
  if (Array.isArray(value) && value.length === length && value.every((item) => typeof item === 'number'))
    return value;
  throw new Error(`The attribute "${name}" must be ${length} numbers, but is ${JSON.stringify(value)}.`);
}

function pair(value: unknown, name: string): Pair {
  const [first = 1, second = 1] = typeof value === 'number' ? [value, value] : numbers(value, name, 2);
  return [first, second];
}

export function four(value: unknown, name: string): Four {
  const [a = 1, b = 1, c = 1, d = 1] = numbers(value, name, 4);
  return [a, b, c, d];
}

function padding(value: unknown): 'valid' | 'same' | number | backend_util.ExplicitPadding {
  if (value === 'valid' || value === 'same' || typeof value === 'number') return value;
  if (Array.isArray(value) && value.length === 4) {
    return [pair(value[0], 'pad'), pair(value[1], 'pad'), pair(value[2], 'pad'), pair(value[3], 'pad')];
  }
  throw new Error(`The attribute "pad" is ${JSON.stringify(value)}, which no window takes.`);
}

export interface WindowGeometry {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly height: number;
  readonly width: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  readonly top: number;
  readonly left: number;
}

function geometry(info: backend_util.Conv2DInfo): WindowGeometry {
  return {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    inChannels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    height: info.filterHeight,
    width: info.filterWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
}

export function convolutionGeometry(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: Readonly<Record<string, unknown>>,
  depthwise: boolean,
): WindowGeometry {
  return geometry(
    backend_util.computeConv2DInfo(
      four([...inputShape], 'inputShape'),
      four([...filterShape], 'filterShape'),
      pair(attributes['strides'], 'strides'),
      pair(attributes['dilations'] ?? 1, 'dilations'),
      padding(attributes['pad']),
      undefined,
      depthwise,
    ),
  );
}

export function poolGeometry(
  inputShape: readonly number[],
  attributes: Readonly<Record<string, unknown>>,
): WindowGeometry {
  return geometry(
    backend_util.computePool2DInfo(
      four([...inputShape], 'inputShape'),
      pair(attributes['filterSize'], 'filterSize'),
      pair(attributes['strides'], 'strides'),
      1,
      padding(attributes['pad']),
    ),
  );
}
