import { type Numbers, type Reference, type LayerReference, first, map } from './testing/reference';

function parametricRelu(reference: Reference): Numbers {
  const x = first(reference);
  const alpha = reference.weights['alpha']!.data;
  return map(x, (value, i) => (value > 0 ? value : value * alpha[i % alpha.length]!));
}

export const reference: LayerReference = parametricRelu;
