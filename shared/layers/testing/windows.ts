/** Convolutions and pools: what a window sees. */
import {
  type Numbers,
  type Reference,
  type Pair,
  numbers,
  first,
  pictureOf,
  axis,
  inside,
} from './reference';

export function convolve(reference: Reference): Numbers {
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
export function pool(
  reference: Reference,
  reduce: (values: readonly number[], covered: number) => number,
): Numbers {
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

export function depthwise(reference: Reference): Numbers {
  const channels = first(reference).shape[3] ?? 1;
  const { depthMultiplier } = reference.params as { depthMultiplier: number };
  const params = { ...reference.params, groups: channels, filters: channels * depthMultiplier };
  return convolve({ ...reference, params });
}
