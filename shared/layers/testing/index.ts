// Generated from the files of shared/layers by build/generate-lists.mjs. Do not edit.
import { reference as activation } from '../activation.reference';
import { reference as adaptiveAveragePooling2d } from '../adaptive-average-pooling2d.reference';
import { reference as add } from '../add.reference';
import { reference as averagePooling2d } from '../average-pooling2d.reference';
import { reference as average } from '../average.reference';
import { reference as batchNormalization } from '../batch-normalization.reference';
import { reference as block } from '../block.reference';
import { reference as channelShuffle } from '../channel-shuffle.reference';
import { reference as concatenate } from '../concatenate.reference';
import { reference as conv2dTranspose } from '../conv2d-transpose.reference';
import { reference as conv2d } from '../conv2d.reference';
import { reference as cropping2d } from '../cropping2d.reference';
import { reference as dense } from '../dense.reference';
import { reference as depthwiseConv2d } from '../depthwise-conv2d.reference';
import { reference as dropout } from '../dropout.reference';
import { reference as flatten } from '../flatten.reference';
import { reference as gaussianNoise } from '../gaussian-noise.reference';
import { reference as globalAveragePooling2d } from '../global-average-pooling2d.reference';
import { reference as globalMaxPooling2d } from '../global-max-pooling2d.reference';
import { reference as groupNormalization } from '../group-normalization.reference';
import { reference as input } from '../input.reference';
import { reference as layerNormalization } from '../layer-normalization.reference';
import { reference as localResponseNormalization } from '../local-response-normalization.reference';
import { reference as maxPooling2d } from '../max-pooling2d.reference';
import { reference as maximum } from '../maximum.reference';
import { reference as multiply } from '../multiply.reference';
import { reference as normalization } from '../normalization.reference';
import { reference as output } from '../output.reference';
import { reference as padding2d } from '../padding2d.reference';
import { reference as permute } from '../permute.reference';
import { reference as prelu } from '../prelu.reference';
import { reference as rescaling } from '../rescaling.reference';
import { reference as reshape } from '../reshape.reference';
import { reference as scaledAveragePooling2d } from '../scaled-average-pooling2d.reference';
import { reference as separableConv2d } from '../separable-conv2d.reference';
import { reference as slice } from '../slice.reference';
import { reference as spatialDropout2d } from '../spatial-dropout2d.reference';
import { reference as split } from '../split.reference';
import { reference as stochasticDepth } from '../stochastic-depth.reference';
import { reference as subtract } from '../subtract.reference';
import { reference as upSampling2d } from '../up-sampling2d.reference';
import { reference as zeroPadding2d } from '../zero-padding2d.reference';
import { activation as activationLayer } from '../activation';
import { adaptiveAveragePooling2d as adaptiveAveragePooling2dLayer } from '../adaptive-average-pooling2d';
import { add as addLayer } from '../add';
import { averagePooling2d as averagePooling2dLayer } from '../average-pooling2d';
import { average as averageLayer } from '../average';
import { batchNormalization as batchNormalizationLayer } from '../batch-normalization';
import { block as blockLayer } from '../block';
import { channelShuffle as channelShuffleLayer } from '../channel-shuffle';
import { concatenate as concatenateLayer } from '../concatenate';
import { conv2dTranspose as conv2dTransposeLayer } from '../conv2d-transpose';
import { conv2d as conv2dLayer } from '../conv2d';
import { cropping2d as cropping2dLayer } from '../cropping2d';
import { dense as denseLayer } from '../dense';
import { depthwiseConv2d as depthwiseConv2dLayer } from '../depthwise-conv2d';
import { dropout as dropoutLayer } from '../dropout';
import { flatten as flattenLayer } from '../flatten';
import { gaussianNoise as gaussianNoiseLayer } from '../gaussian-noise';
import { globalAveragePooling2d as globalAveragePooling2dLayer } from '../global-average-pooling2d';
import { globalMaxPooling2d as globalMaxPooling2dLayer } from '../global-max-pooling2d';
import { groupNormalization as groupNormalizationLayer } from '../group-normalization';
import { input as inputLayer } from '../input';
import { layerNormalization as layerNormalizationLayer } from '../layer-normalization';
import { localResponseNormalization as localResponseNormalizationLayer } from '../local-response-normalization';
import { maxPooling2d as maxPooling2dLayer } from '../max-pooling2d';
import { maximum as maximumLayer } from '../maximum';
import { multiply as multiplyLayer } from '../multiply';
import { normalization as normalizationLayer } from '../normalization';
import { output as outputLayer } from '../output';
import { padding2d as padding2dLayer } from '../padding2d';
import { permute as permuteLayer } from '../permute';
import { prelu as preluLayer } from '../prelu';
import { rescaling as rescalingLayer } from '../rescaling';
import { reshape as reshapeLayer } from '../reshape';
import { scaledAveragePooling2d as scaledAveragePooling2dLayer } from '../scaled-average-pooling2d';
import { separableConv2d as separableConv2dLayer } from '../separable-conv2d';
import { slice as sliceLayer } from '../slice';
import { spatialDropout2d as spatialDropout2dLayer } from '../spatial-dropout2d';
import { split as splitLayer } from '../split';
import { stochasticDepth as stochasticDepthLayer } from '../stochastic-depth';
import { subtract as subtractLayer } from '../subtract';
import { upSampling2d as upSampling2dLayer } from '../up-sampling2d';
import { zeroPadding2d as zeroPadding2dLayer } from '../zero-padding2d';
import type { LayerReference } from './reference';

/** By the layer's type. A layer without one fails the contract test. */
export const layerReferences: Readonly<Record<string, LayerReference>> = {
  [activationLayer.type]: activation,
  [adaptiveAveragePooling2dLayer.type]: adaptiveAveragePooling2d,
  [addLayer.type]: add,
  [averagePooling2dLayer.type]: averagePooling2d,
  [averageLayer.type]: average,
  [batchNormalizationLayer.type]: batchNormalization,
  [blockLayer.type]: block,
  [channelShuffleLayer.type]: channelShuffle,
  [concatenateLayer.type]: concatenate,
  [conv2dTransposeLayer.type]: conv2dTranspose,
  [conv2dLayer.type]: conv2d,
  [cropping2dLayer.type]: cropping2d,
  [denseLayer.type]: dense,
  [depthwiseConv2dLayer.type]: depthwiseConv2d,
  [dropoutLayer.type]: dropout,
  [flattenLayer.type]: flatten,
  [gaussianNoiseLayer.type]: gaussianNoise,
  [globalAveragePooling2dLayer.type]: globalAveragePooling2d,
  [globalMaxPooling2dLayer.type]: globalMaxPooling2d,
  [groupNormalizationLayer.type]: groupNormalization,
  [inputLayer.type]: input,
  [layerNormalizationLayer.type]: layerNormalization,
  [localResponseNormalizationLayer.type]: localResponseNormalization,
  [maxPooling2dLayer.type]: maxPooling2d,
  [maximumLayer.type]: maximum,
  [multiplyLayer.type]: multiply,
  [normalizationLayer.type]: normalization,
  [outputLayer.type]: output,
  [padding2dLayer.type]: padding2d,
  [permuteLayer.type]: permute,
  [preluLayer.type]: prelu,
  [rescalingLayer.type]: rescaling,
  [reshapeLayer.type]: reshape,
  [scaledAveragePooling2dLayer.type]: scaledAveragePooling2d,
  [separableConv2dLayer.type]: separableConv2d,
  [sliceLayer.type]: slice,
  [spatialDropout2dLayer.type]: spatialDropout2d,
  [splitLayer.type]: split,
  [stochasticDepthLayer.type]: stochasticDepth,
  [subtractLayer.type]: subtract,
  [upSampling2dLayer.type]: upSampling2d,
  [zeroPadding2dLayer.type]: zeroPadding2d,
};
