import { type Numbers, type Reference, type LayerReference, first, map, mean } from './testing/reference';

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

export const reference: LayerReference = normalize;
