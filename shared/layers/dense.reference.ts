import { type Numbers, type Reference, type LayerReference, numbers, first, map } from './testing/reference';

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

export const reference: LayerReference = dense;
