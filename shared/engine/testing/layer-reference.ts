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

function convolve(reference: Reference): Numbers {
  const { params, weights } = reference;
  const x = first(reference);
  const { kernelSize, dilationRate, groups, filters } = params as {
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
              const y = i * rows.stride - rows.before + p * dilationRate[0];
              const z = j * columns.stride - columns.before + q * dilationRate[1];
              if (y < 0 || y >= height || z < 0 || z >= width) continue;
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
};
