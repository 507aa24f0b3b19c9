import { expect, test } from 'vitest';
import { defaultsOf } from '../schema/fields';
import { conv2dTranspose } from './conv2d-transpose';

const infer = (params: Readonly<Record<string, unknown>>) =>
  conv2dTranspose.infer({ ...defaultsOf(conv2dTranspose.params), filters: 1, strides: [1, 1], ...params }, [
    [4, 4, 1],
  ]);

test('an output padding may be as large as the strides or the dilation allow, as in PyTorch and ONNX', () => {
  // (4 − 1)·1 + (3·(3 − 1) + 1) + 2: onnx/onnx#3187.
  const dilated = { kernelSize: [3, 3], dilationRate: [3, 3] };
  expect(infer({ ...dilated, outputPadding: [2, 2] }).shapes).toEqual([[12, 12, 1]]);
  expect(infer({ ...dilated, outputPadding: [3, 0] }).findings).toMatchObject([
    {
      code: 'output-padding-too-large',
      message: 'An output padding of 3×0 must be smaller than the strides, 1×1, or than the dilation, 3×3.',
    },
  ]);
  expect(infer({ outputPadding: [1, 0] }).findings).toMatchObject([
    { message: 'An output padding of 1×0 must be smaller than the strides, 1×1.' },
  ]);
});
