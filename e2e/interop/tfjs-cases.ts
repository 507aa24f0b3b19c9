/** Parameters and input shapes that tfjs computes otherwise than Keras or not at all, and that a draw hardly hits. */
import type { KnownShape } from '../../shared/layers/shape';

/** By the layer's type; what is not said is the default. */
export const farCases: Readonly<Record<string, readonly (readonly [object, ...KnownShape[]])[]>> = {
  Activation: [
    [{ activation: 'elu', alpha: 10 }, [5, 5, 2]],
    [{ activation: 'elu', alpha: 0 }, [6]],
    [{ activation: 'hardSwish' }, [6]],
    [{ activation: 'leakyRelu', negativeSlope: 0 }, [6]],
  ],
  AdaptiveAveragePooling2D: [
    [{ outputSize: [3, 3] }, [5, 5, 2]],
    [{ outputSize: [7, 5] }, [4, 9, 3]],
  ],
  AveragePooling2D: [
    [{ poolSize: [3, 3], strides: [3, 3], padding: [0, 0, 1, 1], ceilMode: true }, [5, 6, 3]],
    [{ poolSize: [4, 2], strides: [3, 3], padding: [2, 1, 1, 1], ceilMode: true }, [7, 8, 2]],
    [
      { poolSize: [3, 3], strides: [2, 2], padding: [1, 1, 1, 1], ceilMode: true, countIncludePad: true },
      [6, 6, 2],
    ],
  ],
  Conv2D: [
    [{ filters: 6, groups: 2, kernelSize: [3, 2], dilationRate: [2, 2], strides: [2, 3] }, [9, 9, 4]],
    [{ filters: 6, groups: 3, padding: 'same', strides: [2, 2] }, [6, 7, 6]],
    [{ filters: 8, groups: 4, dilationRate: [3, 2], padding: 'same' }, [7, 6, 4]],
    [{ filters: 3, padding: [2, 1, 0, 2], paddingMode: 'reflect' }, [6, 6, 2]],
    [{ filters: 4, groups: 2, padding: 'same', paddingMode: 'replicate' }, [6, 6, 2]],
  ],
  Conv2DTranspose: [
    [{ filters: 3, dilationRate: [2, 2], strides: [1, 1] }, [3, 3, 2]],
    [{ filters: 3, dilationRate: [2, 3], strides: [3, 2], padding: 'same' }, [4, 3, 2]],
    [{ filters: 4, groups: 2, kernelSize: [3, 3], strides: [2, 2], padding: [1, 1, 1, 1] }, [4, 4, 4]],
    [{ filters: 2, kernelSize: [1, 3], strides: [1, 2], padding: 'same' }, [2, 5, 1]],
    [
      { filters: 2, kernelSize: [4, 4], strides: [1, 1], dilationRate: [3, 3], outputPadding: [2, 2] },
      [4, 4, 1],
    ],
    [{ filters: 2, kernelSize: [2, 2], strides: [5, 4], outputPadding: [4, 3] }, [3, 4, 2]],
  ],
  DepthwiseConv2D: [
    [{ dilationRate: [2, 2], depthMultiplier: 2 }, [8, 8, 3]],
    [{ dilationRate: [3, 2], strides: [2, 2], padding: 'same' }, [8, 9, 2]],
    [{ strides: [1, 2] }, [6, 6, 2]],
  ],
  Flatten: [[{}, [5]]],
  MaxPooling2D: [
    [{ poolSize: [1, 3], strides: [1, 3], padding: [0, 0, 1, 1], ceilMode: true }, [5, 6, 2]],
    [{ poolSize: [4, 2], strides: [3, 3], padding: [2, 1, 1, 1], ceilMode: true }, [7, 8, 2]],
    [{ poolSize: [2, 2], strides: [2, 2], padding: [1, 0, 1, 1] }, [6, 6, 2]],
  ],
  Normalization: [[{ mean: [100, 0, -3], variance: [4, 0.25, 1e-20] }, [5, 4, 3]]],
  Padding2D: [
    [{ mode: 'constant', value: -1e6, top: 2, bottom: 0, left: 1, right: 3 }, [4, 4, 2]],
    [{ mode: 'reflect', top: 3, bottom: 2, left: 3, right: 3 }, [4, 4, 2]],
    [{ mode: 'replicate', top: 3, bottom: 0, left: 0, right: 5 }, [1, 2, 2]],
  ],
  SeparableConv2D: [[{ filters: 3, dilationRate: [2, 3], padding: 'same' }, [9, 8, 2]]],
  Slice: [
    [{ axis: 'rows', start: 2, length: 3 }, [6, 5, 4]],
    [{ axis: 'channels', start: 1, length: 2 }, [6, 5, 4]],
    [{ axis: 'channels', start: 3, length: 2 }, [6]],
  ],
  UpSampling2D: [
    // 49 · (1 / 49) is less than 1 in floating point, 41 · (1 / 41) in 32 bits.
    [{ size: [49, 41] }, [2, 3, 1]],
    [{ size: [64, 7] }, [3, 2, 1]],
    [{ size: [2, 2], interpolation: 'bilinear' }, [3, 3, 1]],
    [{ size: [5, 4], interpolation: 'bilinear' }, [3, 4, 2]],
    [{ size: [3, 1], interpolation: 'bilinear' }, [1, 4, 2]],
    [{ size: [4, 3], interpolation: 'bilinear', alignCorners: true }, [3, 1, 2]],
  ],
};
