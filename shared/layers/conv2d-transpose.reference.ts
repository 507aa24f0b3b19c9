import {
  type Numbers,
  type Reference,
  type Pair,
  type LayerReference,
  numbers,
  first,
  pictureOf,
} from './testing/reference';

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

export const reference: LayerReference = convolveBack;
