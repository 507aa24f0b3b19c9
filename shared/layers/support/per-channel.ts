/** A number for each channel, multiplied with and another added: Keras has that as a depthwise convolution of one pixel. */
import type { KnownShape } from '../shape';
import type { EmittedLayer } from './emission';

/** `own` is the layer's `depthwise_kernel` of 1 × 1 × C × 1 and, where it has one, its `bias`. Vectors become a pixel for it. */
export function perChannel(
  shape: KnownShape,
  own: Pick<EmittedLayer, 'weights' | 'constants'>,
): readonly EmittedLayer[] {
  const weights = [...own.weights, ...(own.constants ?? [])];
  const scaling: EmittedLayer = {
    className: 'DepthwiseConv2D',
    args: {
      kernel_size: [1, 1],
      strides: [1, 1],
      padding: 'valid',
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      depth_multiplier: 1,
      activation: 'linear',
      use_bias: weights.some(({ as }) => as === 'bias'),
    },
    ...own,
  };
  if (shape.length === 3) return [scaling];
  const reshape = (target: KnownShape): EmittedLayer => ({
    className: 'Reshape',
    args: { target_shape: target },
    weights: [],
  });
  return [reshape([1, 1, ...shape]), scaling, reshape(shape)];
}
