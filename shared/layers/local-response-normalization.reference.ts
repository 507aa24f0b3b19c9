import { type Numbers, type Reference, type LayerReference, first, map } from './testing/reference';

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

export const reference: LayerReference = localResponse;
