import { type Numbers, type Reference, first, map, mean } from './reference';

/** `groupOf` says which values are normalized together, `weightAt` which scale and shift each has. */
export function standardized(
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
