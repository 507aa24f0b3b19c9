/** Chance with a seed, for tests that draw more than one value from it. */
import { stream, uniform } from '../random';

export interface Chance {
  /** A whole number from 0 to `count` − 1. */
  below(count: number): number;
  /** A whole number, both ends included. */
  between(min: number, max: number): number;
  /** In (0, 1). */
  fraction(): number;
  /** True so often. */
  happens(probability: number): boolean;
  /** Undefined for an empty list. */
  pick<T>(list: readonly T[], weight?: (entry: T) => number): T | undefined;
}

export function createChance(seed: number): Chance {
  const key = stream(seed, 'chance', 0);
  let drawn = 0;
  const fraction = (): number => uniform(key, drawn++);
  const below = (count: number): number => Math.floor(fraction() * count);
  return {
    fraction,
    below,
    between: (min, max) => min + below(max - min + 1),
    happens: (probability) => fraction() < probability,
    pick(list, weight = () => 1) {
      let left = fraction() * list.reduce((sum, entry) => sum + weight(entry), 0);
      return list.find((entry) => (left -= weight(entry)) < 0) ?? list.at(-1);
    },
  };
}
