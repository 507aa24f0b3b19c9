// Generated from the files of this folder by build/generate-layers.mjs. Do not edit.
import { activation } from './activation';
import { add } from './add';
import { averagePooling2d } from './average-pooling2d';
import { batchNormalization } from './batch-normalization';
import { block } from './block';
import { concatenate } from './concatenate';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { dropout } from './dropout';
import { flatten } from './flatten';
import { globalAveragePooling2d } from './global-average-pooling2d';
import { input } from './input';
import { maxPooling2d } from './max-pooling2d';
import { output } from './output';
import { scaledAveragePooling2d } from './scaled-average-pooling2d';
import type { Layer } from './define';

export const layers: readonly Layer[] = [
  activation,
  add,
  averagePooling2d,
  batchNormalization,
  block,
  concatenate,
  conv2d,
  dense,
  dropout,
  flatten,
  globalAveragePooling2d,
  input,
  maxPooling2d,
  output,
  scaledAveragePooling2d,
];
const byType = new Map(layers.map((layer) => [layer.type, layer]));

/** The layer of that type, or undefined where there is none. */
export function findLayer(type: string): Layer | undefined {
  return byType.get(type);
}
