/** Windows that go over pictures, as plain loops: pooling, convolutions, padding. */
import type { ExplicitPadding, Op } from '../../layers/support/primitives';
import { build, get, indices, type Numbers, offset } from './arrays';

export function pooled(
  op: Extract<Op, { op: 'maxPool' | 'averagePool' }>,
  x: Numbers,
  reduce: (values: number[], windowPixels: number) => number,
): Numbers {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [top, bottom, left, right] = op.padding;
  return build([batch, ...op.outputSize, channels], ([b, row, column, c]) => {
    const values: number[] = [];
    let padded = 0;
    for (let i = 0; i < op.size[0]; i += 1) {
      for (let j = 0; j < op.size[1]; j += 1) {
        const y = row! * op.strides[0] - top + i;
        const z = column! * op.strides[1] - left + j;
        if (y < height + bottom && z < width + right) padded += 1;
        if (y >= 0 && y < height && z >= 0 && z < width) values.push(get(x, b!, y, z, c!));
      }
    }
    return reduce(values, padded);
  });
}

export function convolution(
  op: Extract<Op, { op: 'conv2d' }>,
  x: Numbers,
  kernel: Numbers,
  bias?: Numbers,
): Numbers {
  const [batch, height, width, inputs] = x.shape as [number, number, number, number];
  const [tall, wide, perGroup, outputs] = kernel.shape as [number, number, number, number];
  const [top, bottom, left, right] = op.padding;
  const extent = (size: number, taps: number, axis: 0 | 1, pad: number) =>
    Math.floor((size - op.dilation[axis] * (taps - 1) - 1 + pad) / op.strides[axis]) + 1;
  const shape = [batch, extent(height, tall, 0, top + bottom), extent(width, wide, 1, left + right), outputs];
  const outputsPerGroup = outputs / op.groups;
  if (inputs !== perGroup * op.groups) throw new Error('groups do not fit');
  return build(shape, ([b, row, column, o]) => {
    let sum = bias ? bias.data[o!]! : 0;
    const group = Math.floor(o! / outputsPerGroup);
    for (let i = 0; i < tall; i += 1) {
      for (let j = 0; j < wide; j += 1) {
        const y = row! * op.strides[0] - top + i * op.dilation[0];
        const z = column! * op.strides[1] - left + j * op.dilation[1];
        if (y < 0 || y >= height || z < 0 || z >= width) continue;
        for (let c = 0; c < perGroup; c += 1)
          sum += get(x, b!, y, z, group * perGroup + c) * get(kernel, i, j, c, o!);
      }
    }
    return sum;
  });
}

/** Scatters each input pixel into the output: the definition of the transpose. */
export function convolutionTransposed(
  op: Extract<Op, { op: 'convTranspose2d' }>,
  x: Numbers,
  kernel: Numbers,
  bias?: Numbers,
): Numbers {
  const [batch, height, width, inputs] = x.shape as [number, number, number, number];
  const [tall, wide, perGroup] = kernel.shape as [number, number, number, number];
  const outputs = perGroup * op.groups;
  const inputsPerGroup = inputs / op.groups;
  const [top, , left] = op.padding;
  const out = build([batch, ...op.outputSize, outputs], (index) => (bias ? bias.data[index[3]!]! : 0));
  for (const [b, row, column, c] of indices([batch, height, width, inputs]) as Iterable<
    [number, number, number, number]
  >) {
    const group = Math.floor(c / inputsPerGroup);
    for (let i = 0; i < tall; i += 1) {
      for (let j = 0; j < wide; j += 1) {
        const y = row * op.strides[0] - top + i * op.dilation[0];
        const z = column * op.strides[1] - left + j * op.dilation[1];
        if (y < 0 || y >= op.outputSize[0] || z < 0 || z >= op.outputSize[1]) continue;
        for (let o = 0; o < perGroup; o += 1) {
          const at = offset(out.shape, [b, y, z, group * perGroup + o]);
          out.data[at]! += get(x, b, row, column, c) * get(kernel, i, j, o, c);
        }
      }
    }
  }
  return out;
}

function mirrored(at: number, size: number, mode: 'constant' | 'reflect' | 'replicate'): number | null {
  if (at >= 0 && at < size) return at;
  if (mode === 'constant') return null;
  if (mode === 'replicate') return at < 0 ? 0 : size - 1;
  return at < 0 ? -at : 2 * (size - 1) - at;
}

export function padded(
  x: Numbers,
  [top, bottom, left, right]: ExplicitPadding,
  op: Extract<Op, { op: 'pad' }>,
): Numbers {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return build([batch, height + top + bottom, width + left + right, channels], ([b, row, column, c]) => {
    const y = mirrored(row! - top, height, op.mode);
    const z = mirrored(column! - left, width, op.mode);
    return y === null || z === null ? op.value : get(x, b!, y, z, c!);
  });
}
