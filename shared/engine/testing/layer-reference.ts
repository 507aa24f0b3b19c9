/**
 * Every layer as plain float64 loops over its parameters, written from its definition (Keras' documentation, PyTorch's
 * where Keras has no such parameter, the paper for LeNet's subsampling) and not from how it is lowered.
 */

/** Row-major, with the batch first; weights without. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export interface Reference {
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Numbers[];
  readonly weights: Readonly<Record<string, Numbers>>;
  readonly training: boolean;
}

type Pair = readonly [number, number];
type Picture = readonly [number, number, number, number];
type LayerReference = (reference: Reference) => Numbers;

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);
const numbers = (shape: readonly number[]): Numbers => ({ shape, data: new Float64Array(sizeOf(shape)) });

function first({ inputs }: Reference): Numbers {
  const [x] = inputs;
  if (!x) throw new Error('The layer was given nothing.');
  return x;
}

function pictureOf(x: Numbers): Picture {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  return [batch, height, width, channels];
}

function map(x: Numbers, f: (value: number, index: number) => number): Numbers {
  return { shape: x.shape, data: x.data.map(f) };
}

/** What the parameters say of one axis: padding before and after, and how many windows. */
function axis(reference: Reference, index: 0 | 1, input: number, filter: number, dilation: number) {
  const {
    padding,
    strides,
    ceilMode = false,
  } = reference.params as {
    padding: 'valid' | 'same' | readonly number[];
    strides: Pair;
    ceilMode?: boolean;
  };
  const stride = strides[index];
  const extent = dilation * (filter - 1) + 1;
  if (padding === 'same') {
    // TensorFlow: output ⌈W/S⌉, what is missing is added, the odd one behind.
    const output = Math.ceil(input / stride);
    const total = Math.max(0, (output - 1) * stride + extent - input);
    return { stride, before: Math.floor(total / 2), after: total - Math.floor(total / 2), output };
  }
  const [before = 0, after = 0] = padding === 'valid' ? [0, 0] : padding.slice(2 * index, 2 * index + 2);
  const starts: number[] = [];
  for (let start = -before; ; start += stride) {
    const fits = start + extent <= input + after;
    // PyTorch: rounding up allows a window that hangs over the end, if it starts inside the picture or the near padding.
    const hangs =
      ceilMode && start < input && starts.length > 0 && starts[starts.length - 1]! + extent < input + after;
    if (!fits && !hangs) break;
    starts.push(start);
    if (starts.length > 10_000) break;
  }
  return { stride, before, after, output: starts.length };
}

/** Which pixel of the picture stands at a place in or around it; null for none. */
function inside(at: number, size: number, mode = 'zeros'): number | null {
  if (at >= 0 && at < size) return at;
  if (mode === 'reflect') return at < 0 ? -at : 2 * (size - 1) - at;
  return mode === 'replicate' ? Math.min(size - 1, Math.max(0, at)) : null;
}

function convolve(reference: Reference): Numbers {
  const { params, weights } = reference;
  const x = first(reference);
  const { kernelSize, dilationRate, groups, filters, paddingMode } = params as {
    paddingMode?: string;
    kernelSize: Pair;
    dilationRate: Pair;
    groups: number;
    filters: number;
  };
  const [batch, height, width, channels] = pictureOf(x);
  const rows = axis(reference, 0, height, kernelSize[0], dilationRate[0]);
  const columns = axis(reference, 1, width, kernelSize[1], dilationRate[1]);
  const out = numbers([batch, rows.output, columns.output, filters]);
  const depth = channels / groups;
  const perGroup = filters / groups;
  const kernel = weights['kernel']!.data;
  const bias = weights['bias']?.data;
  let at = 0;
  for (let b = 0; b < batch; b += 1)
    for (let i = 0; i < rows.output; i += 1)
      for (let j = 0; j < columns.output; j += 1)
        for (let o = 0; o < filters; o += 1) {
          let sum = bias ? bias[o]! : 0;
          const group = Math.floor(o / perGroup);
          for (let p = 0; p < kernelSize[0]; p += 1)
            for (let q = 0; q < kernelSize[1]; q += 1) {
              const y = inside(i * rows.stride - rows.before + p * dilationRate[0], height, paddingMode);
              const z = inside(j * columns.stride - columns.before + q * dilationRate[1], width, paddingMode);
              if (y === null || z === null) continue;
              for (let c = 0; c < depth; c += 1) {
                const value = x.data[((b * height + y) * width + z) * channels + group * depth + c]!;
                sum += value * kernel[((p * kernelSize[1] + q) * depth + c) * filters + o]!;
              }
            }
          out.data[at++] = sum;
        }
  return out;
}

/** `reduce` gets the window's values inside the picture, and how many pixels it covers of the padded one. */
function pool(reference: Reference, reduce: (values: readonly number[], covered: number) => number): Numbers {
  const x = first(reference);
  const { poolSize } = reference.params as { poolSize: Pair };
  const [batch, height, width, channels] = pictureOf(x);
  const rows = axis(reference, 0, height, poolSize[0], 1);
  const columns = axis(reference, 1, width, poolSize[1], 1);
  const out = numbers([batch, rows.output, columns.output, channels]);
  let at = 0;
  for (let b = 0; b < batch; b += 1)
    for (let i = 0; i < rows.output; i += 1)
      for (let j = 0; j < columns.output; j += 1)
        for (let c = 0; c < channels; c += 1) {
          const values: number[] = [];
          let covered = 0;
          for (let p = 0; p < poolSize[0]; p += 1)
            for (let q = 0; q < poolSize[1]; q += 1) {
              const y = i * rows.stride - rows.before + p;
              const z = j * columns.stride - columns.before + q;
              if (y < height + rows.after && z < width + columns.after) covered += 1;
              if (y < 0 || y >= height || z < 0 || z >= width) continue;
              values.push(x.data[((b * height + y) * width + z) * channels + c]!);
            }
          out.data[at++] = reduce(values, covered);
        }
  return out;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Series near 0, and 1 − e^(−x²)/… far off are not needed: ±6 is beyond what the tests draw. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 300; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function activate(reference: Reference): Numbers {
  const x = first(reference);
  const { activation, negativeSlope, alpha } = reference.params as {
    activation: string;
    negativeSlope: number;
    alpha: number;
  };
  if (activation === 'softmax') {
    const classes = x.shape.at(-1) ?? 1;
    const total = (row: number): number => {
      let sum = 0;
      for (let i = 0; i < classes; i += 1) sum += Math.exp(x.data[row * classes + i]!);
      return sum;
    };
    return map(x, (value, i) => Math.exp(value) / total(Math.floor(i / classes)));
  }
  const functions: Readonly<Record<string, (value: number) => number>> = {
    linear: (value) => value,
    relu: (value) => Math.max(0, value),
    leakyRelu: (value) => (value > 0 ? value : negativeSlope * value),
    elu: (value) => (value > 0 ? value : alpha * (Math.exp(value) - 1)),
    selu: (value) => 1.0507009873554805 * (value > 0 ? value : 1.6732632423543772 * (Math.exp(value) - 1)),
    gelu: (value) => (value / 2) * (1 + erf(value / Math.SQRT2)),
    swish: (value) => value / (1 + Math.exp(-value)),
    sigmoid: (value) => 1 / (1 + Math.exp(-value)),
    tanh: Math.tanh,
    relu6: (value) => Math.min(6, Math.max(0, value)),
    hardSigmoid: (value) => Math.min(6, Math.max(0, value + 3)) / 6,
    hardSwish: (value) => (value * Math.min(6, Math.max(0, value + 3))) / 6,
  };
  const f = functions[activation];
  if (!f) throw new Error(`There is no reference for ${activation}.`);
  return map(x, f);
}

function normalize(reference: Reference): Numbers {
  const x = first(reference);
  const { weights, training } = reference;
  const { epsilon } = reference.params as { epsilon: number };
  const channels = x.shape.at(-1) ?? 1;
  const column = (c: number): number[] => [...x.data].filter((_, i) => i % channels === c);
  const statistics = Array.from({ length: channels }, (_, c) => {
    if (!training) return [weights['movingMean']!.data[c]!, weights['movingVariance']!.data[c]!] as const;
    const values = column(c);
    const average = mean(values);
    return [average, mean(values.map((value) => (value - average) ** 2))] as const;
  });
  return map(x, (value, i) => {
    const c = i % channels;
    const [average, variance] = statistics[c]!;
    const scaled = ((value - average) / Math.sqrt(variance + epsilon)) * (weights['gamma']?.data[c] ?? 1);
    return scaled + (weights['beta']?.data[c] ?? 0);
  });
}

function add({ inputs }: Reference): Numbers {
  const [x, ...others] = inputs;
  if (!x) throw new Error('The layer was given nothing.');
  return map(x, (value, i) => others.reduce((sum, other) => sum + other.data[i]!, value));
}

function concatenate({ inputs }: Reference): Numbers {
  const widths = inputs.map(({ shape }) => shape.at(-1) ?? 0);
  const total = widths.reduce((a, b) => a + b, 0);
  const lead = inputs[0]!.shape.slice(0, -1);
  const out = numbers([...lead, total]);
  for (let row = 0; row < sizeOf(lead); row += 1) {
    let at = row * total;
    inputs.forEach(({ data }, k) => {
      for (let c = 0; c < widths[k]!; c += 1) out.data[at++] = data[row * widths[k]! + c]!;
    });
  }
  return out;
}

function dense(reference: Reference): Numbers {
  const x = first(reference);
  const { units } = reference.params as { units: number };
  const size = x.shape.at(-1) ?? 0;
  const kernel = reference.weights['kernel']!.data;
  const bias = reference.weights['bias']?.data;
  const out = numbers([x.shape[0] ?? 0, units]);
  return map(out, (_, i) => {
    const [row, unit] = [Math.floor(i / units), i % units];
    let sum = bias ? bias[unit]! : 0;
    for (let k = 0; k < size; k += 1) sum += x.data[row * size + k]! * kernel[k * units + unit]!;
    return sum;
  });
}

function globalAverage(reference: Reference): Numbers {
  const x = first(reference);
  const [batch, height, width, channels] = pictureOf(x);
  const out = numbers([batch, channels]);
  x.data.forEach((value, i) => {
    const b = Math.floor(i / (height * width * channels));
    out.data[b * channels + (i % channels)]! += value / (height * width);
  });
  return out;
}

function depthwise(reference: Reference): Numbers {
  const channels = first(reference).shape[3] ?? 1;
  const { depthMultiplier } = reference.params as { depthMultiplier: number };
  const params = { ...reference.params, groups: channels, filters: channels * depthMultiplier };
  return convolve({ ...reference, params });
}

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

/** Each pixel adds its value times the kernel to a window of the result. */
function convolveBack(reference: Reference): Numbers {
  const x = first(reference);
  const { kernelSize, dilationRate, strides, groups, filters, padding, outputPadding } = reference.params as {
    kernelSize: Pair;
    dilationRate: Pair;
    strides: Pair;
    groups: number;
    filters: number;
    padding: 'valid' | 'same' | readonly number[];
    outputPadding: Pair;
  };
  const [batch, height, width, channels] = pictureOf(x);
  const axes = ([height, width] as const).map((size, index) => {
    const extent = dilationRate[index]! * (kernelSize[index]! - 1) + 1;
    const stride = strides[index]!;
    if (padding === 'same')
      return { before: Math.floor(Math.max(0, extent - stride) / 2), output: size * stride };
    const [before = 0, after = 0] = padding === 'valid' ? [0, 0] : padding.slice(2 * index, 2 * index + 2);
    return { before, output: (size - 1) * stride - before - after + extent + outputPadding[index]! };
  });
  const [rows, columns] = [axes[0]!, axes[1]!];
  const out = numbers([batch, rows.output, columns.output, filters]);
  const { kernel, bias } = reference.weights;
  out.data.forEach((_, i) => (out.data[i] = bias?.data[i % filters] ?? 0));
  const perGroup = filters / groups;
  const depth = channels / groups;
  for (let b = 0; b < batch; b += 1)
    for (let i = 0; i < height; i += 1)
      for (let j = 0; j < width; j += 1)
        for (let p = 0; p < kernelSize[0]; p += 1)
          for (let q = 0; q < kernelSize[1]; q += 1) {
            const y = i * strides[0] - rows.before + p * dilationRate[0];
            const z = j * strides[1] - columns.before + q * dilationRate[1];
            if (y < 0 || y >= rows.output || z < 0 || z >= columns.output) continue;
            for (let c = 0; c < channels; c += 1)
              for (let o = 0; o < perGroup; o += 1) {
                const value = x.data[((b * height + i) * width + j) * channels + c]!;
                const tap = kernel!.data[((p * kernelSize[1] + q) * perGroup + o) * channels + c]!;
                const to = Math.floor(c / depth) * perGroup + o;
                out.data[((b * rows.output + y) * columns.output + z) * filters + to]! += value * tap;
              }
          }
  return out;
}

/** A picture computed pixel by pixel: [batch, row, column, channel]. */
function picture(shape: Picture, f: (b: number, y: number, z: number, c: number) => number): Numbers {
  const out = numbers(shape);
  const [, height, width, channels] = shape;
  return map(out, (_, i) => {
    const c = i % channels;
    const z = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width) % height;
    return f(Math.floor(i / channels / width / height), y, z, c);
  });
}

const pixel = (x: Numbers) => {
  const [, height, width, channels] = pictureOf(x);
  return (b: number, y: number, z: number, c: number): number =>
    x.data[((b * height + y) * width + z) * channels + c] ?? NaN;
};

function padded(reference: Reference): Numbers {
  const x = first(reference);
  const { top, bottom, left, right, mode = 'constant', value = 0 } = reference.params as unknown as Sides;
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  return picture([batch, height + top + bottom, width + left + right, channels], (b, y, z, c) => {
    const [row, column] = [inside(y - top, height, mode), inside(z - left, width, mode)];
    return row === null || column === null ? value : at(b, row, column, c);
  });
}

interface Sides {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly mode?: string;
  readonly value?: number;
}

function cropped(reference: Reference): Numbers {
  const x = first(reference);
  const { top, bottom, left, right } = reference.params as unknown as Sides;
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  return picture([batch, height - top - bottom, width - left - right, channels], (b, y, z, c) =>
    at(b, y + top, z + left, c),
  );
}

/** Half-pixel centres, or corners on corners. */
function upsampled(reference: Reference): Numbers {
  const x = first(reference);
  const { size, interpolation, alignCorners } = reference.params as {
    size: Pair;
    interpolation: string;
    alignCorners: boolean;
  };
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  const [tall, wide] = [height * size[0], width * size[1]];
  if (interpolation === 'nearest')
    return picture([batch, tall, wide, channels], (b, y, z, c) =>
      at(b, Math.floor(y / size[0]), Math.floor(z / size[1]), c),
    );
  const place = (to: number, from: number, out: number): readonly [number, number, number] => {
    const exact = alignCorners
      ? out > 1
        ? (to * (from - 1)) / (out - 1)
        : 0
      : Math.max(0, ((to + 0.5) * from) / out - 0.5);
    const low = Math.min(from - 1, Math.floor(exact));
    return [low, Math.min(from - 1, low + 1), exact - low];
  };
  return picture([batch, tall, wide, channels], (b, y, z, c) => {
    const [above, below, v] = place(y, height, tall);
    const [left, right, h] = place(z, width, wide);
    const row = (line: number) => at(b, line, left, c) * (1 - h) + at(b, line, right, c) * h;
    return row(above) * (1 - v) + row(below) * v;
  });
}

function adaptiveAverage(reference: Reference): Numbers {
  const x = first(reference);
  const { outputSize } = reference.params as { outputSize: Pair };
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  const bin = (i: number, size: number, bins: number) =>
    [Math.floor((i * size) / bins), Math.ceil(((i + 1) * size) / bins)] as const;
  return picture([batch, ...outputSize, channels], (b, y, z, c) => {
    const [top, bottom] = bin(y, height, outputSize[0]);
    const [left, right] = bin(z, width, outputSize[1]);
    let sum = 0;
    for (let i = top; i < bottom; i += 1) for (let j = left; j < right; j += 1) sum += at(b, i, j, c);
    return sum / ((bottom - top) * (right - left));
  });
}

function localResponse(reference: Reference): Numbers {
  const x = first(reference);
  const { size, alpha, beta, bias } = reference.params as Record<'size' | 'alpha' | 'beta' | 'bias', number>;
  const channels = x.shape.at(-1) ?? 1;
  return map(x, (value, i) => {
    const c = i % channels;
    let sum = 0;
    for (let k = c - Math.floor(size / 2); k < c - Math.floor(size / 2) + size; k += 1)
      if (k >= 0 && k < channels) sum += x.data[i - c + k]! ** 2;
    return value / (bias + alpha * sum) ** beta;
  });
}

/** `groupOf` says which values are normalized together, `weightAt` which scale and shift each has. */
function standardized(
  reference: Reference,
  groupOf: (index: number) => number,
  weightAt: (index: number) => number,
): Numbers {
  const x = first(reference);
  const { gamma, beta } = reference.weights;
  const { epsilon } = reference.params as { epsilon: number };
  const groups = new Map<number, number[]>();
  x.data.forEach((value, i) => {
    const group = groups.get(groupOf(i)) ?? [];
    group.push(value);
    groups.set(groupOf(i), group);
  });
  const statistics = new Map(
    [...groups].map(([group, values]) => {
      const average = mean(values);
      return [group, [average, mean(values.map((value) => (value - average) ** 2))] as const] as const;
    }),
  );
  return map(x, (value, i) => {
    const [average, variance] = statistics.get(groupOf(i))!;
    const normal = (value - average) / Math.sqrt(variance + epsilon);
    return normal * (gamma?.data[weightAt(i)] ?? 1) + (beta?.data[weightAt(i)] ?? 0);
  });
}

function layerNorm(reference: Reference): Numbers {
  const { shape } = first(reference);
  const channels = shape.at(-1) ?? 1;
  const whole = sizeOf(shape.slice(1));
  const all = reference.params['axes'] === 'all';
  const size = all ? whole : channels;
  return standardized(
    reference,
    (i) => Math.floor(i / size),
    (i) => i % size,
  );
}

function groupNorm(reference: Reference): Numbers {
  const { shape } = first(reference);
  const channels = shape.at(-1) ?? 1;
  const whole = sizeOf(shape.slice(1));
  const { groups } = reference.params as { groups: number };
  return standardized(
    reference,
    (i) => Math.floor(i / whole) * groups + Math.floor(((i % channels) * groups) / channels),
    (i) => i % channels,
  );
}

const axisOf = (axis: unknown, rank: number): number =>
  rank === 2 || axis === 'channels' ? rank - 1 : axis === 'rows' ? 1 : 2;

/** `length` entries of one axis from `start` on. */
function sliced(reference: Reference, start: number, length: number): Numbers {
  const x = first(reference);
  const at = axisOf(reference.params['axis'], x.shape.length);
  const inner = sizeOf(x.shape.slice(at + 1));
  const size = x.shape[at] ?? 1;
  const out = numbers(x.shape.map((dim, i) => (i === at ? length : dim)));
  return map(out, (_, i) => {
    const outer = Math.floor(i / (inner * length));
    const place = Math.floor(i / inner) % length;
    return x.data[(outer * size + start + place) * inner + (i % inner)]!;
  });
}

function permuted(reference: Reference): Numbers {
  const x = first(reference);
  const [batch, height, width, channels] = pictureOf(x);
  const order = Array.from(String(reference.params['dims']), (digit) => Number(digit) - 1);
  const sizes = [height, width, channels];
  const at = pixel(x);
  const [a, b, c] = order.map((axis) => sizes[axis] ?? 1);
  return picture([batch, a ?? 1, b ?? 1, c ?? 1], (n, y, z, k) => {
    const old = [0, 0, 0];
    [y, z, k].forEach((value, i) => (old[order[i] ?? 0] = value));
    return at(n, old[0]!, old[1]!, old[2]!);
  });
}

/** Value by value over branches, with sizes of 1 repeated. */
function joined({ inputs }: Reference, f: (values: readonly number[]) => number): Numbers {
  const rank = inputs[0]!.shape.length;
  const shape = Array.from({ length: rank }, (_, i) => Math.max(...inputs.map((x) => x.shape[i] ?? 1)));
  return map(numbers(shape), (_, i) => {
    let rest = i;
    const place = shape.map(() => 0);
    for (let axis = rank - 1; axis >= 0; axis -= 1) {
      place[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return f(
      inputs.map(
        (x) => x.data[x.shape.reduce((at, dim, axis) => at * dim + (dim === 1 ? 0 : place[axis]!), 0)]!,
      ),
    );
  });
}

function parametricRelu(reference: Reference): Numbers {
  const x = first(reference);
  const alpha = reference.weights['alpha']!.data;
  return map(x, (value, i) => (value > 0 ? value : value * alpha[i % alpha.length]!));
}

function normalizedBy(reference: Reference): Numbers {
  const x = first(reference);
  const { mean: means, variance } = reference.params as Record<'mean' | 'variance', readonly number[]>;
  const channels = x.shape.at(-1) ?? 1;
  return map(x, (value, i) => {
    const c = i % channels;
    return (value - (means[c] ?? means[0]!)) / Math.max(Math.sqrt(variance[c] ?? variance[0]!), 1e-7);
  });
}

const identity: LayerReference = (reference) => first(reference);

/** By the layer's type. A layer without an entry fails the contract test. */
export const layerReferences: Readonly<Record<string, LayerReference>> = {
  Input: identity,
  Output: identity,
  Block: identity,
  Conv2D: convolve,
  Activation: activate,
  MaxPooling2D: (reference) => pool(reference, (values) => Math.max(...values)),
  AveragePooling2D: (reference) =>
    pool(reference, (values, covered) =>
      reference.params['countIncludePad'] === true && reference.params['padding'] !== 'valid'
        ? (mean(values) * values.length) / covered
        : mean(values),
    ),
  ScaledAveragePooling2D: (reference) => {
    const average = pool(reference, mean);
    const channels = average.shape.at(-1) ?? 1;
    const { scale, bias } = reference.weights;
    return map(average, (value, i) => value * scale!.data[i % channels]! + bias!.data[i % channels]!);
  },
  GlobalAveragePooling2D: globalAverage,
  Flatten: (reference) => {
    const x = first(reference);
    const [batch = 1] = x.shape;
    return { shape: [batch, x.data.length / batch], data: x.data };
  },
  Dense: dense,
  /** At evaluation; what it does while training is tested apart. */
  Dropout: identity,
  BatchNormalization: normalize,
  Add: add,
  Concatenate: concatenate,
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
  Conv2DTranspose: convolveBack,
  LocalResponseNormalization: localResponse,
  LayerNormalization: layerNorm,
  GroupNormalization: groupNorm,
  GlobalMaxPooling2D: (reference) => {
    const x = first(reference);
    const [batch, height, width, channels] = pictureOf(x);
    const at = pixel(x);
    const places = Array.from({ length: height * width }, (_, i) => i);
    return map(numbers([batch, channels]), (_, i) =>
      Math.max(
        ...places.map((p) => at(Math.floor(i / channels), Math.floor(p / width), p % width, i % channels)),
      ),
    );
  },
  AdaptiveAveragePooling2D: adaptiveAverage,
  UpSampling2D: upsampled,
  ZeroPadding2D: padded,
  Padding2D: (reference) =>
    padded({
      ...reference,
      params: {
        ...reference.params,
        value: reference.params['mode'] === 'constant' ? reference.params['value'] : 0,
      },
    }),
  Cropping2D: cropped,
  SpatialDropout2D: identity,
  StochasticDepth: identity,
  GaussianNoise: identity,
  Rescaling: (reference) => {
    const { scale, offset } = reference.params as Record<'scale' | 'offset', number>;
    return map(first(reference), (value) => value * scale + offset);
  },
  Normalization: normalizedBy,
  Reshape: (reference) => {
    const { shape } = reference.params as { shape: readonly number[] };
    const { data } = first(reference);
    return { shape: [data.length / sizeOf(shape), ...shape], data };
  },
  Permute: permuted,
  Slice: (reference) =>
    sliced(reference, Number(reference.params['start']), Number(reference.params['length'])),
  /** Its first output; the others are tested apart. */
  Split: (reference) => {
    const { shape } = first(reference);
    const size = shape[axisOf(reference.params['axis'], shape.length)] ?? 1;
    return sliced(reference, 0, size / Number(reference.params['parts']));
  },
  Multiply: (reference) => joined(reference, (values) => values.reduce((a, b) => a * b, 1)),
  Average: (reference) => joined(reference, mean),
  Maximum: (reference) => joined(reference, (values) => Math.max(...values)),
  Subtract: (reference) => joined(reference, ([a = 0, b = 0]) => a - b),
  PReLU: parametricRelu,
  ChannelShuffle: (reference) => {
    const x = first(reference);
    const shape = pictureOf(x);
    const { groups } = reference.params as { groups: number };
    const each = shape[3] / groups;
    const at = pixel(x);
    return picture(shape, (b, y, z, c) => at(b, y, z, (c % groups) * each + Math.floor(c / groups)));
  },
};
