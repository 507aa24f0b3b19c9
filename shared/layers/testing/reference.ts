/**
 * What the references of layers have in common: each is the layer as plain float64 loops over its parameters, written from
 * its definition (Keras' documentation, PyTorch's where Keras has no such parameter, the paper for LeNet's subsampling) and
 * not from how it is lowered.
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

export type Pair = readonly [number, number];
export type Picture = readonly [number, number, number, number];
export type LayerReference = (reference: Reference) => Numbers;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);
export const numbers = (shape: readonly number[]): Numbers => ({
  shape,
  data: new Float64Array(sizeOf(shape)),
});

export function first({ inputs }: Reference): Numbers {
  const [x] = inputs;
  if (!x) throw new Error('The layer was given nothing.');
  return x;
}

export function pictureOf(x: Numbers): Picture {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  return [batch, height, width, channels];
}

export function map(x: Numbers, f: (value: number, index: number) => number): Numbers {
  return { shape: x.shape, data: x.data.map(f) };
}

/** What the parameters say of one axis: padding before and after, and how many windows. */
export function axis(reference: Reference, index: 0 | 1, input: number, filter: number, dilation: number) {
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
export function inside(at: number, size: number, mode = 'zeros'): number | null {
  if (at >= 0 && at < size) return at;
  if (mode === 'reflect') return at < 0 ? -at : 2 * (size - 1) - at;
  return mode === 'replicate' ? Math.min(size - 1, Math.max(0, at)) : null;
}

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** A picture computed pixel by pixel: [batch, row, column, channel]. */
export function picture(shape: Picture, f: (b: number, y: number, z: number, c: number) => number): Numbers {
  const out = numbers(shape);
  const [, height, width, channels] = shape;
  return map(out, (_, i) => {
    const c = i % channels;
    const z = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width) % height;
    return f(Math.floor(i / channels / width / height), y, z, c);
  });
}

export const pixel = (x: Numbers) => {
  const [, height, width, channels] = pictureOf(x);
  return (b: number, y: number, z: number, c: number): number =>
    x.data[((b * height + y) * width + z) * channels + c] ?? NaN;
};

/** The layer gives what it gets. Those that act while they are trained do so at evaluation. */
export const identity: LayerReference = (reference) => first(reference);
