import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding, Primitive } from '../../../layers/support/primitives';
import { type Context, kernel } from '../context';
import { withGradient } from '../with-gradient';

type Pair = readonly [number, number];
interface PoolWindow {
  readonly size: Pair;
  readonly strides: Pair;
  readonly padding: ExplicitPadding;
  readonly outputSize: Pair;
}

/** Padding with which tfjs's floor gives the wanted number of windows: the far side is stretched to the last one. */
function attributes({ size, strides, padding: [top, , left], outputSize }: PoolWindow, x: tf.Tensor) {
  const far = (axis: 0 | 1, before: number) =>
    Math.max(0, (outputSize[axis] - 1) * strides[axis] + size[axis] - (x.shape[axis + 1] ?? 0) - before);
  const pad = [
    [0, 0],
    [top, far(0, top)],
    [left, far(1, left)],
    [0, 0],
  ];
  return { filterSize: [...size], strides: [...strides], pad };
}

/** A 1×1 window only skips pixels. XNNPACK refuses it as a pooling, so it is a convolution with ones. */
function subsample(x: tf.Tensor, { strides, outputSize }: PoolWindow, wanted: boolean): tf.Tensor {
  const channels = x.shape.at(-1) ?? 1;
  if (strides[0] === 1 && strides[1] === 1) return tf.clone(x);
  const inputShape = x.shape;
  const attrs = {
    strides: [...strides],
    pad: [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    dataFormat: 'NHWC',
    dilations: [1, 1],
  };
  if ((inputShape[1] ?? 0) < outputSize[0] || (inputShape[2] ?? 0) < outputSize[1])
    throw new Error('A 1×1 pooling window has no padding.');
  return withGradient(
    wanted ? [x] : [],
    () => ({
      value: kernel(tf.DepthwiseConv2dNative, { x, filter: tf.ones([1, 1, channels, 1]) }, attrs),
      saved: [],
    }),
    (dy) => [
      kernel(
        tf.DepthwiseConv2dNativeBackpropInput,
        { dy, filter: tf.ones([1, 1, channels, 1]) },
        { ...attrs, inputShape },
      ),
    ],
  );
}

const isSinglePixel = ({ size }: PoolWindow) => size[0] === 1 && size[1] === 1;

export function maxPool(op: Extract<Primitive, { op: 'maxPool' }>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  if (isSinglePixel(op)) return subsample(x, op, context.wanted(op.x));
  return kernel(tf.MaxPool, { x }, attributes(op, x));
}

/**
 * What each average must be multiplied with: tfjs divides by the pixels inside the picture, PyTorch's
 * `count_include_pad` by those inside the padded one. Null where it is 1 everywhere.
 */
function averageFactors(op: Extract<Primitive, { op: 'averagePool' }>): Factors | null {
  const [top, bottom, left, right] = op.padding;
  const { size, strides, outputSize } = op;
  const [height = 0, width = 0] = op.x.shape;
  const [rows, columns] = outputSize;
  const covered = (at: number, extent: number, low: number, high: number) =>
    Math.min(at + extent, high) - Math.max(at, low);
  const full = size[0] * size[1];
  const forward = new Float32Array(rows * columns);
  const backward = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const y = row * strides[0] - top;
    for (let column = 0; column < columns; column += 1) {
      const x = column * strides[1] - left;
      const inside = covered(y, size[0], 0, height) * covered(x, size[1], 0, width);
      const divisor = op.countIncludePad
        ? covered(y, size[0], -top, height + bottom) * covered(x, size[1], -left, width + right)
        : inside;
      forward[row * columns + column] = inside / divisor;
      backward[row * columns + column] = full / divisor;
    }
  }
  return forward.every((f) => f === 1) && backward.every((f) => f === 1) ? null : { forward, backward };
}

interface Factors {
  readonly forward: Float32Array;
  readonly backward: Float32Array;
}

/** tfjs averages over the pixels inside the picture, but its gradient always divides by the whole window. */
export function averagePool(op: Extract<Primitive, { op: 'averagePool' }>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  if (isSinglePixel(op)) return subsample(x, op, context.wanted(op.x));
  const attrs = attributes(op, x);
  const factors = averageFactors(op);
  if (!factors) return kernel(tf.AvgPool, { x }, attrs);
  const shape: [number, number, number, number] = [1, op.outputSize[0], op.outputSize[1], 1];
  return withGradient(
    context.wanted(op.x) ? [x] : [],
    () => ({
      value: tf.mul(kernel(tf.AvgPool, { x }, attrs), tf.tensor4d(factors.forward, shape)),
      saved: [x],
    }),
    (dy, [input]) => [
      kernel(
        tf.AvgPoolGrad,
        { dy: tf.mul(dy, tf.tensor4d(factors.backward, shape)), input: input ?? x },
        attrs,
      ),
    ],
  );
}
