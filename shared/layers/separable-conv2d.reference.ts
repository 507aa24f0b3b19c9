import type { Numbers, Reference, LayerReference } from './testing/reference';
import { convolve, depthwise } from './testing/windows';

function separable(reference: Reference): Numbers {
  const { weights, params } = reference;
  const middle = depthwise({ ...reference, weights: { kernel: weights['depthwiseKernel']! } });
  const own = { kernelSize: [1, 1], dilationRate: [1, 1], strides: [1, 1], padding: 'valid', groups: 1 };
  return convolve({
    ...reference,
    params: { ...own, filters: params['filters'] },
    inputs: [middle],
    weights: { kernel: weights['pointwiseKernel']!, ...(weights['bias'] && { bias: weights['bias'] }) },
  });
}

export const reference: LayerReference = separable;
