// Generated from the files of this folder by build/generate-lists.mjs. Do not edit.
import { activation } from './activation';
import { adaptiveAveragePooling2d } from './adaptive-average-pooling2d';
import { add } from './add';
import { averagePooling2d } from './average-pooling2d';
import { average } from './average';
import { batchNormalization } from './batch-normalization';
import { block } from './block';
import { channelShuffle } from './channel-shuffle';
import { concatenate } from './concatenate';
import { conv2dTranspose } from './conv2d-transpose';
import { conv2d } from './conv2d';
import { cropping2d } from './cropping2d';
import { custom } from './custom';
import { dense } from './dense';
import { depthwiseConv2d } from './depthwise-conv2d';
import { dropout } from './dropout';
import { flatten } from './flatten';
import { gaussianNoise } from './gaussian-noise';
import { globalAveragePooling2d } from './global-average-pooling2d';
import { globalMaxPooling2d } from './global-max-pooling2d';
import { groupNormalization } from './group-normalization';
import { input } from './input';
import { layerNormalization } from './layer-normalization';
import { localResponseNormalization } from './local-response-normalization';
import { maxPooling2d } from './max-pooling2d';
import { maximum } from './maximum';
import { multiply } from './multiply';
import { normalization } from './normalization';
import { output } from './output';
import { padding2d } from './padding2d';
import { permute } from './permute';
import { prelu } from './prelu';
import { rescaling } from './rescaling';
import { reshape } from './reshape';
import { scaledAveragePooling2d } from './scaled-average-pooling2d';
import { separableConv2d } from './separable-conv2d';
import { slice } from './slice';
import { spatialDropout2d } from './spatial-dropout2d';
import { split } from './split';
import { stochasticDepth } from './stochastic-depth';
import { subtract } from './subtract';
import { upSampling2d } from './up-sampling2d';
import { zeroPadding2d } from './zero-padding2d';
import type { Layer } from './define';

export const layers: readonly Layer[] = [
  activation,
  adaptiveAveragePooling2d,
  add,
  averagePooling2d,
  average,
  batchNormalization,
  block,
  channelShuffle,
  concatenate,
  conv2dTranspose,
  conv2d,
  cropping2d,
  custom,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  gaussianNoise,
  globalAveragePooling2d,
  globalMaxPooling2d,
  groupNormalization,
  input,
  layerNormalization,
  localResponseNormalization,
  maxPooling2d,
  maximum,
  multiply,
  normalization,
  output,
  padding2d,
  permute,
  prelu,
  rescaling,
  reshape,
  scaledAveragePooling2d,
  separableConv2d,
  slice,
  spatialDropout2d,
  split,
  stochasticDepth,
  subtract,
  upSampling2d,
  zeroPadding2d,
];
const byType = new Map(layers.map((layer) => [layer.type, layer]));

/** The layer of that type, or undefined where there is none. */
export function findLayer(type: string): Layer | undefined {
  return byType.get(type);
}
