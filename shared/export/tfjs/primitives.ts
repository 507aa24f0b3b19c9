/**
 * Layers that TensorFlow.js lacks, or computes otherwise, as what they are made of: the primitives that they lower
 * themselves to, each written as layers that tfjs-layers computes right. What comes to it is what `classes.ts` turns
 * away; the test of all layers in plain tfjs says which of them our layers need. Sums and products with a matrix are there
 * for layers to come, as they are in nearly all that learn.
 */
import { primitiveShape } from '../../compiler/primitive-shape';
import type { CompiledLayer } from '../../compiler/compiled';
import type { KnownShape } from '../../layers/shape';
import type { Op, Value, WeightValue } from '../../layers/support/primitives';
import { alongAxis, averageRows, borderRows, resizeRows, type AxisWindow } from './axis-map';
import {
  cropped,
  draft,
  reshaped,
  scaled,
  swappedWithChannels,
  Unwritable,
  zerosAround,
  type Source,
} from './draft';
import { spreadOut, ungrouped, type Kernel } from './kernels';

type OpOf<Name extends Op['op']> = Extract<Op, { op: Name }>;
type Pair = readonly [number, number];

interface Given {
  /** What holds a value. */
  readonly sourceOf: (value: Value) => Source;
  readonly weightOf: (weight: WeightValue) => Kernel;
}

/** The values of the layer's output ports. Throws `Unwritable`. */
export function fromPrimitives(
  { definition, settings, id, weights }: Pick<CompiledLayer, 'definition' | 'settings' | 'id' | 'weights'>,
  inputs: readonly { readonly source: Source; readonly shape: KnownShape }[],
  weightOf: (weight: WeightValue) => Kernel,
): readonly Source[] {
  const sources = new Map<number, Source>();
  const values = inputs.map(({ source, shape }, at): Value => {
    sources.set(at, source);
    return { id: at, shape };
  });
  const sourceOf = (value: Value): Source => {
    const source = sources.get(value.id);
    if (source === undefined) throw new Error('A primitive takes a value that nothing made.');
    return source;
  };
  const outputs = definition.lower(settings, {
    inputs: values,
    weights: Object.fromEntries(weights.map(({ name, shape }) => [name, { key: `${id}/${name}`, shape }])),
    training: false,
    nodeId: id,
    emit: (op) => {
      const value: Value = { id: sources.size, shape: primitiveShape(op), from: op };
      sources.set(value.id, written(op, { sourceOf, weightOf }));
      return value;
    },
  });
  return outputs.map(sourceOf);
}

function written(op: Op, given: Given): Source {
  const { sourceOf } = given;
  switch (op.op) {
    case 'conv2d':
      return convolution(op, given);
    case 'convTranspose2d':
      return transposed(op, given);
    case 'matMul':
      return matMul(op, given);
    case 'maxPool':
      return maxPool(op, sourceOf(op.x));
    case 'averagePool':
      return averagePool(op, sourceOf(op.x));
    case 'reduce':
      return mean(op, sourceOf(op.x));
    case 'unary':
      return unary(op, sourceOf(op.x));
    case 'binary':
      return binary(op, sourceOf(op.a), sourceOf(op.b));
    case 'binaryWeight':
      return byChannel(op, given);
    case 'concat':
      return draft('Concatenate', { axis: op.axis + 1 }, op.values.map(sourceOf));
    case 'slice':
      return slice(op, sourceOf(op.x));
    case 'pad':
      return pad(op, sourceOf(op.x));
    case 'reshape':
      return String(op.shape) === String(op.x.shape) ? sourceOf(op.x) : reshaped(sourceOf(op.x), op.shape);
    case 'resize':
      return resize(op, sourceOf(op.x));
    default:
      return refused(op.op);
  }
}

/** A layer that no file declares as unknown to TensorFlow.js, and that the test of all layers would find. */
function refused(what: string): never {
  throw new Unwritable(`TensorFlow.js has no layers for the primitive ${what}.`);
}

const biasOf = (bias: WeightValue | undefined, { weightOf }: Given) =>
  bias === undefined ? [] : [{ name: 'bias', ...weightOf(bias) }];

/** Strides go with dilation only where the kernel has the gaps in itself. */
function convolution(op: OpOf<'conv2d'>, given: Given): Source {
  const { kernel, bias, strides, dilation, groups, padding, x } = op;
  const depthwise = groups > 1 && groups === x.shape[2];
  const spread = depthwise || Math.max(...strides) > 1;
  const own = spread ? spreadOut(given.weightOf(kernel), dilation) : given.weightOf(kernel);
  const [height = 1, width = 1, , filters = 1] = own.shape;
  const shared = {
    kernel_size: [height, width],
    strides,
    padding: 'valid',
    data_format: 'channels_last',
    dilation_rate: spread ? [1, 1] : dilation,
    activation: 'linear',
    use_bias: bias !== undefined,
  };
  const feeds = [zerosAround(given.sourceOf(x), padding)];
  if (!depthwise) {
    const weights = [{ name: 'kernel', ...ungrouped(own, groups) }, ...biasOf(bias, given)];
    return draft('Conv2D', { filters, ...shared }, feeds, weights);
  }
  const shape = [height, width, groups, filters / groups];
  const weights = [{ name: 'depthwise_kernel', shape, data: own.data }, ...biasOf(bias, given)];
  return draft('DepthwiseConv2D', { ...shared, depth_multiplier: filters / groups }, feeds, weights);
}

/**
 * "valid" gives (W − 1)·S + max(F′, S), of which a part is kept. Where that ends too early, zeros behind the input make
 * more of it, S for each.
 */
function transposed(op: OpOf<'convTranspose2d'>, given: Given): Source {
  const { kernel, bias, strides, dilation, groups, padding, outputSize, x } = op;
  const own = ungrouped(spreadOut(given.weightOf(kernel), dilation), groups);
  const [height = 1, width = 1, filters = 1] = own.shape;
  const axes = ([0, 1] as const).map((axis) => {
    const stride = strides[axis];
    const before = padding[axis * 2] ?? 0;
    const whole = ((x.shape[axis] ?? 1) - 1) * stride + Math.max(own.shape[axis] ?? 1, stride);
    const zeros = Math.max(0, Math.ceil((before + outputSize[axis] - whole) / stride));
    return { zeros, before, after: whole + zeros * stride - before - outputSize[axis] };
  });
  const [rows = none, columns = none] = axes;
  const layer = draft(
    'Conv2DTranspose',
    {
      filters,
      kernel_size: [height, width],
      strides,
      padding: 'valid',
      data_format: 'channels_last',
      activation: 'linear',
      use_bias: bias !== undefined,
    },
    [zerosAround(given.sourceOf(x), [0, rows.zeros, 0, columns.zeros])],
    [{ name: 'kernel', ...own }, ...biasOf(bias, given)],
  );
  return cropped(layer, [rows.before, rows.after, columns.before, columns.after]);
}
const none = { zeros: 0, before: 0, after: 0 };

function matMul(op: OpOf<'matMul'>, given: Given): Source {
  const { kernel, bias, x } = op;
  const own = given.weightOf(kernel);
  const args = { units: own.shape[1] ?? 1, activation: 'linear', use_bias: bias !== undefined };
  return draft('Dense', args, [given.sourceOf(x)], [{ name: 'kernel', ...own }, ...biasOf(bias, given)]);
}

const poolingArgs = (size: Pair, strides: Pair) => ({
  pool_size: size,
  strides,
  padding: 'valid',
  data_format: 'channels_last',
});

const windowOf = (op: OpOf<'maxPool' | 'averagePool'>, axis: 0 | 1): AxisWindow => ({
  window: op.size[axis],
  stride: op.strides[axis],
  before: op.padding[axis * 2] ?? 0,
  after: op.padding[axis * 2 + 1] ?? 0,
  wanted: op.outputSize[axis],
});

/** By how much the last window stands over the picture. */
const overhang = (size: number, { window, stride, before, wanted }: AxisWindow): number =>
  Math.max(0, (wanted - 1) * stride + window - before - size);

/** Each window sees the border that it stands over, so that repeating the border changes no maximum. */
function maxPool(op: OpOf<'maxPool'>, x: Source): Source {
  const wide = ([0, 1] as const).reduce((source, axis) => {
    const size = op.x.shape[axis] ?? 1;
    const window = windowOf(op, axis);
    return alongAxis(
      source,
      axis,
      size,
      borderRows(size, window.before, overhang(size, window), 'replicate'),
    );
  }, x);
  return draft('MaxPooling2D', poolingArgs(op.size, op.strides), [wide]);
}

function averagePool(op: OpOf<'averagePool'>, x: Source): Source {
  const [height = 1, width = 1] = op.x.shape;
  const [rows, columns] = [windowOf(op, 0), windowOf(op, 1)];
  const inside = rows.before + columns.before + overhang(height, rows) + overhang(width, columns) === 0;
  if (inside) return draft('AveragePooling2D', poolingArgs(op.size, op.strides), [x]);
  const averaged = alongAxis(x, 0, height, averageRows(height, rows, op.countIncludePad));
  return alongAxis(averaged, 1, width, averageRows(width, columns, op.countIncludePad));
}

/** Over one axis of a picture, which stays as one row or column. */
function mean({ x, function: name, axes, keepDims }: OpOf<'reduce'>, source: Source): Source {
  const [height = 1, width = 1] = x.shape;
  const [axis, ...others] = axes;
  if (name !== 'mean' || !keepDims || others.length > 0 || (axis !== 0 && axis !== 1)) return refused(name);
  const size: Pair = axis === 0 ? [height, 1] : [1, width];
  return draft('AveragePooling2D', poolingArgs(size, size), [source]);
}

function unary(op: OpOf<'unary'>, x: Source): Source {
  const { scale = 1, offset = 0, min, max, alpha = 1 } = op;
  switch (op.function) {
    case 'affine':
      return scaled(x, scale, offset);
    case 'clip':
      return min === 0 && max !== undefined ? draft('ReLU', { max_value: max }, [x]) : refused('clip');
    case 'elu': {
      // ELU has an alpha of 1 there: what is below zero goes through it apart.
      const below = scaled(draft('ReLU', {}, [scaled(x, -1)]), -1);
      return draft('Add', {}, [draft('ReLU', {}, [x]), scaled(draft('ELU', { alpha: 1 }, [below]), alpha)]);
    }
    default:
      return refused(op.function);
  }
}

function binary(op: OpOf<'binary'>, a: Source, b: Source): Source {
  if (op.function === 'multiply') return draft('Multiply', {}, [a, b]);
  if (op.function === 'add') return draft('Add', {}, [a, b]);
  return op.function === 'subtract' ? draft('Add', {}, [a, scaled(b, -1)]) : refused(op.function);
}

/** A weight for each channel of a picture. */
function byChannel(op: OpOf<'binaryWeight'>, { sourceOf, weightOf }: Given): Source {
  const [, , channels] = op.x.shape;
  const own = weightOf(op.weight);
  const adds = op.function === 'add';
  if (channels === undefined || own.data.length !== channels || (!adds && op.function !== 'multiply'))
    return refused(op.function);
  const kernel = adds ? new Float32Array(channels).fill(1) : own.data;
  const args = {
    kernel_size: [1, 1],
    strides: [1, 1],
    padding: 'valid',
    data_format: 'channels_last',
    depth_multiplier: 1,
    activation: 'linear',
    use_bias: adds,
  };
  const weights = [
    { name: 'depthwise_kernel', shape: [1, 1, channels, 1], data: kernel },
    ...(adds ? [{ name: 'bias', shape: [channels], data: own.data }] : []),
  ];
  return draft('DepthwiseConv2D', args, [sourceOf(op.x)], weights);
}

/** Cut out of a picture; a vector is one for it, and channels are rows for it. */
function slice({ x, begin, size }: OpOf<'slice'>, source: Source): Source {
  if (x.shape.length === 1) {
    const [length = 1] = x.shape;
    const [start = 0] = begin;
    const [wanted = 1] = size;
    const column = reshaped(source, [length, 1, 1]);
    return reshaped(cropped(column, [start, length - start - wanted, 0, 0]), size);
  }
  const sides = (axis: number): Pair => {
    const start = begin[axis] ?? 0;
    return [start, (x.shape[axis] ?? 0) - start - (size[axis] ?? 0)];
  };
  const inPlane = cropped(source, [...sides(0), ...sides(1)]);
  if (size[2] === x.shape[2]) return inPlane;
  return swappedWithChannels(cropped(swappedWithChannels(inPlane, 0), [...sides(2), 0, 0]), 0);
}

/** What is added to rows of zeros is the number that stands there. */
function pad({ x, padding, mode, value }: OpOf<'pad'>, source: Source): Source {
  if (mode === 'constant' && value === 0) return zerosAround(source, padding);
  return ([0, 1] as const).reduce((inner, axis) => {
    const size = x.shape[axis] ?? 1;
    const rows = borderRows(size, padding[axis * 2] ?? 0, padding[axis * 2 + 1] ?? 0, mode);
    return alongAxis(
      inner,
      axis,
      size,
      rows,
      mode === 'constant' ? rows.map((row) => (row.length === 0 ? value : 0)) : undefined,
    );
  }, source);
}

function resize({ x, size, method, alignCorners }: OpOf<'resize'>, source: Source): Source {
  return ([0, 1] as const).reduce((inner, axis) => {
    const from = x.shape[axis] ?? 1;
    return alongAxis(inner, axis, from, resizeRows(from, size[axis], method, alignCorners));
  }, source);
}
