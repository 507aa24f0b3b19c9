import * as tf from '@tensorflow/tfjs-core';
import type { ExplicitPadding, Primitive, Value, WeightValue } from '../../../layers/support/primitives';
import { columnSum, type Context, kernel } from '../context';
import { at, withGradient } from '../with-gradient';

type Conv2d = Extract<Primitive, { op: 'conv2d' }>;
type ConvTranspose2d = Extract<Primitive, { op: 'convTranspose2d' }>;
type Pair = readonly [number, number];

interface Geometry {
  readonly strides: Pair;
  readonly padding: ExplicitPadding;
  readonly dilation: Pair;
}

/** Names of the three kernels of a convolution. */
interface Kernels {
  readonly forward: string;
  readonly byInput: string;
  readonly byFilter: string;
}

const plain: Kernels = {
  forward: tf.Conv2D,
  byInput: tf.Conv2DBackpropInput,
  byFilter: tf.Conv2DBackpropFilter,
};
const depthwise: Kernels = {
  forward: tf.DepthwiseConv2dNative,
  byInput: tf.DepthwiseConv2dNativeBackpropInput,
  byFilter: tf.DepthwiseConv2dNativeBackpropFilter,
};

function attributes({ strides, padding: [top, bottom, left, right] }: Geometry, dilations: Pair = [1, 1]) {
  const pad = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return { strides: [...strides], pad, dataFormat: 'NHWC', dilations: [...dilations] };
}

/**
 * The dilation that is written into the filter as zeros, and the one left to gradients' kernels: on WebGPU tfjs's
 * forward kernels take it together with strides, and ours do backward.
 */
const dilationFor = (backend: Context['backend'], dilation: Pair): { spread: Pair; kernel: Pair } =>
  backend === 'webgpu' ? { spread: [1, 1], kernel: dilation } : { spread: dilation, kernel: [1, 1] };

const isDilated = ([rows, columns]: Pair) => rows > 1 || columns > 1;

/** Size of the same kernel with dilation − 1 zeros between its taps: D·(F − 1) + 1. */
function spreadShape(shape: readonly number[], dilation: Pair): [number, number, number, number] {
  const [height = 1, width = 1, inputs = 1, outputs = 1] = shape;
  return [dilation[0] * (height - 1) + 1, dilation[1] * (width - 1) + 1, inputs, outputs];
}

/** Puts the zeros in: with it a dilated convolution is an ordinary one, which tfjs can differentiate. */
function spread(filter: tf.Tensor, dilation: Pair): tf.Tensor {
  if (!isDilated(dilation)) return filter;
  const [height = 1, width = 1, inputs = 1, outputs = 1] = filter.shape;
  const [tall, wide] = spreadShape(filter.shape, dilation);
  const rows = tf.pad(tf.reshape(filter, [height, 1, width * inputs * outputs]), [
    [0, 0],
    [0, dilation[0] - 1],
    [0, 0],
  ]);
  const tallRows = tf.slice(tf.reshape(rows, [height * dilation[0], width * inputs * outputs]), 0, tall);
  const columns = tf.pad(tf.reshape(tallRows, [tall, width, 1, inputs * outputs]), [
    [0, 0],
    [0, 0],
    [0, dilation[1] - 1],
    [0, 0],
  ]);
  const whole = tf.reshape(columns, [tall, width * dilation[1], inputs * outputs]);
  return tf.reshape(tf.slice(whole, [0, 0, 0], [tall, wide, inputs * outputs]), [
    tall,
    wide,
    inputs,
    outputs,
  ]);
}

/** The other way round: keeps every dilation-th tap. */
function gather(filter: tf.Tensor, shape: readonly number[], dilation: Pair): tf.Tensor {
  if (!isDilated(dilation)) return filter;
  const [height = 1, width = 1, inputs = 1, outputs = 1] = shape;
  const [tall, wide] = spreadShape(shape, dilation);
  const depth = inputs * outputs;
  const tallPadded = tf.pad(tf.reshape(filter, [tall, wide * depth]), [
    [0, dilation[0] - 1],
    [0, 0],
  ]);
  const rows = tf.slice(
    tf.reshape(tallPadded, [height, dilation[0], wide * depth]),
    [0, 0, 0],
    [height, 1, wide * depth],
  );
  const widePadded = tf.pad(tf.reshape(rows, [height, wide, depth]), [
    [0, 0],
    [0, dilation[1] - 1],
    [0, 0],
  ]);
  const columns = tf.slice(
    tf.reshape(widePadded, [height, width, dilation[1], depth]),
    [0, 0, 0, 0],
    [height, width, 1, depth],
  );
  return tf.reshape(columns, [height, width, inputs, outputs]);
}

interface Wanted {
  readonly x: boolean;
  readonly filter: boolean;
  readonly bias: boolean;
}

/** One convolution without groups; with `depthwise` kernels the filter is [Fh, Fw, C, multiplier]. */
function convolve(
  kernels: Kernels,
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor | null,
  geometry: Geometry,
  wanted: Wanted,
  backend: Context['backend'],
): tf.Tensor {
  const { dilation, strides } = geometry;
  const backward = dilationFor(backend, dilation);
  // tfjs's convolutions elsewhere take strides or dilation, not both.
  const spreadForward = isDilated(backward.spread) && (strides[0] > 1 || strides[1] > 1);
  const filterShape = filter.shape;
  const inputShape = x.shape;
  const sources = [
    ...(wanted.x ? [x] : []),
    ...(wanted.filter ? [filter] : []),
    ...(bias && wanted.bias ? [bias] : []),
  ];
  return withGradient(
    sources,
    () => {
      const used = spreadForward ? spread(filter, dilation) : filter;
      const forward = attributes(geometry, spreadForward ? [1, 1] : dilation);
      const saved = [x, filter];
      if (bias && kernels === plain) {
        const value = kernel(tf.FusedConv2D, { x, filter: used, bias }, { ...forward, activation: 'linear' });
        return { value, saved };
      }
      const sums = kernel(kernels.forward, { x, filter: used }, forward);
      return { value: bias ? tf.add(sums, bias) : sums, saved };
    },
    (dy, saved) => {
      const attrs = attributes(geometry, backward.kernel);
      const gradients: tf.Tensor[] = [];
      if (wanted.x) {
        const used = spread(at(saved, 1), backward.spread);
        gradients.push(kernel(kernels.byInput, { dy, filter: used }, { ...attrs, inputShape }));
      }
      if (wanted.filter) {
        const shape = spreadShape(filterShape, backward.spread);
        const taps = kernel(kernels.byFilter, { x: at(saved, 0), dy }, { ...attrs, filterShape: shape });
        gradients.push(gather(taps, filterShape, backward.spread));
      }
      if (bias && wanted.bias) gradients.push(columnSum(dy, backend));
      return gradients;
    },
  );
}

function wantedOf(context: Context, x: Value, filter: WeightValue, bias: WeightValue | undefined): Wanted {
  return {
    x: context.wanted(x),
    filter: context.wanted(filter),
    bias: bias !== undefined && context.wanted(bias),
  };
}

export function conv2d(op: Conv2d, context: Context): tf.Tensor {
  const x = context.value(op.x);
  const filter = context.weight(op.kernel);
  const bias = op.bias ? context.weight(op.bias) : null;
  const wanted = wantedOf(context, op.x, op.kernel, op.bias);
  const { groups } = op;
  const { backend } = context;
  if (groups === 1) return convolve(plain, x, filter, bias, op, wanted, backend);
  const [height = 1, width = 1, inputs = 1, outputs = 1] = filter.shape;
  if (inputs === 1) {
    // One input channel per group: output channel c·multiplier + m reads channel c, as a depthwise filter does.
    const perChannel = tf.reshape(filter, [height, width, groups, outputs / groups]);
    return convolve(depthwise, x, perChannel, bias, op, wanted, backend);
  }
  const xs = tf.split(x, groups, 3);
  const filters = tf.split(filter, groups, 3);
  const biases = bias ? tf.split(bias, groups) : [];
  const parts = xs.map((part, group) =>
    convolve(plain, part, at(filters, group), biases[group] ?? null, op, wanted, backend),
  );
  return tf.concat(parts, 3);
}

/** Transposed convolution without groups: forward is the other's gradient by its input, and the other way round. */
function convolveBack(
  x: tf.Tensor,
  filter: tf.Tensor,
  geometry: Geometry,
  outputSize: Pair,
  wanted: Wanted,
  backend: Context['backend'],
): tf.Tensor {
  const dilation = dilationFor(backend, geometry.dilation);
  const attrs = attributes(geometry, dilation.kernel);
  const filterShape = filter.shape;
  const inputShape = [x.shape[0], outputSize[0], outputSize[1], filter.shape[2] ?? 1];
  const sources = [...(wanted.x ? [x] : []), ...(wanted.filter ? [filter] : [])];
  return withGradient(
    sources,
    () => ({
      value: kernel(
        tf.Conv2DBackpropInput,
        { dy: x, filter: spread(filter, dilation.spread) },
        { ...attrs, inputShape },
      ),
      saved: [x, filter],
    }),
    (dy, saved) => {
      const gradients: tf.Tensor[] = [];
      if (wanted.x)
        gradients.push(kernel(tf.Conv2D, { x: dy, filter: spread(at(saved, 1), dilation.spread) }, attrs));
      if (wanted.filter) {
        const shape = spreadShape(filterShape, dilation.spread);
        const taps = kernel(
          tf.Conv2DBackpropFilter,
          { x: dy, dy: at(saved, 0) },
          { ...attrs, filterShape: shape },
        );
        gradients.push(gather(taps, filterShape, dilation.spread));
      }
      return gradients;
    },
  );
}

export function convTranspose2d(op: ConvTranspose2d, context: Context): tf.Tensor {
  const wanted = wantedOf(context, op.x, op.kernel, undefined);
  const x = context.value(op.x);
  const filter = context.weight(op.kernel);
  const xs = op.groups === 1 ? [x] : tf.split(x, op.groups, 3);
  const filters = op.groups === 1 ? [filter] : tf.split(filter, op.groups, 3);
  const size = reachOf(op);
  const parts = xs.map((part, group) =>
    convolveBack(part, at(filters, group), op, size, wanted, context.backend),
  );
  const sums = enlarged(parts.length === 1 ? at(parts, 0) : tf.concat(parts, 3), op.outputSize);
  return op.bias
    ? addVector(sums, context.weight(op.bias), true, context.wanted(op.bias), context.backend)
    : sums;
}

/**
 * The largest picture of at most the output's size from which the convolution that this is the gradient of makes a picture
 * of the input's size: an output padding as large as the strides (which only dilation allows) lies beyond.
 */
function reachOf({ x, kernel: { shape }, strides, dilation, padding, outputSize }: ConvTranspose2d): Pair {
  const [top, bottom, left, right] = padding;
  const along = (axis: 0 | 1): number => {
    const effective = dilation[axis] * ((shape[axis] ?? 1) - 1) + 1;
    const cut = axis === 0 ? top + bottom : left + right;
    const least = ((x.shape[axis] ?? 1) - 1) * strides[axis] + effective - cut;
    return Math.min(outputSize[axis], least + strides[axis] - 1);
  };
  return [along(0), along(1)];
}

/** With zeros at the bottom and right up to that size. */
function enlarged(x: tf.Tensor, [height, width]: Pair): tf.Tensor {
  const [batch = 1, ownHeight = 1, ownWidth = 1, channels = 1] = x.shape;
  if (ownHeight === height && ownWidth === width) return x;
  const zeros: [number, number][] = [
    [0, 0],
    [0, height - ownHeight],
    [0, width - ownWidth],
    [0, 0],
  ];
  return withGradient(
    [x],
    () => ({ value: tf.pad(x, zeros), saved: [] }),
    (dy) => [tf.slice(dy, [0, 0, 0, 0], [batch, ownHeight, ownWidth, channels])],
  );
}

/** x + vector along the last axis, without the transpose that tfjs's gradient needs. */
export function addVector(
  x: tf.Tensor,
  vector: tf.Tensor,
  wantedX: boolean,
  wantedVector: boolean,
  backend: Context['backend'],
): tf.Tensor {
  return withGradient(
    [...(wantedX ? [x] : []), ...(wantedVector ? [vector] : [])],
    () => ({ value: tf.add(x, vector), saved: [] }),
    (dy) => [...(wantedX ? [tf.clone(dy)] : []), ...(wantedVector ? [columnSum(dy, backend)] : [])],
  );
}
