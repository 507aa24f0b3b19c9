/**
 * What most schemas say of a value: how small, how large, how long. All schemas are written with zod/mini, whose parts
 * are functions, so that the window loads only those that are used.
 */
import * as z from 'zod/mini';

// What a text of JSON in a file may cost, see docs/format.md. The largest document that the schema allows, with 20,000
// nodes and 100,000 edges, has some 16 million characters, a million values and 50,000 different keys.

/** UTF-16 units, and bytes. */
export const LONGEST_JSON = 32 * 1024 ** 2;
/** Numbers, texts, lists and objects. */
export const MOST_JSON_VALUES = 1_000_000;
/** Different ones: each takes memory of its own, and an object of many is slow. */
export const MOST_JSON_KEYS = 100_000;
/** Deeper than any document; keeps functions that recurse over values within the stack. */
export const DEEPEST_JSON = 64;

type Limit = number | undefined;

const between = (min: Limit, max: Limit) => [
  ...(min === undefined ? [] : [z.gte(min)]),
  ...(max === undefined ? [] : [z.lte(max)]),
];

/** A number from `min` to `max`, both included; without them, any that is finite. */
export function numberFrom(min?: number, max?: number): z.ZodMiniNumber {
  return z.number().check(...between(min, max));
}

/** A whole number from `min` to `max`, both included; without `max`, up to the largest that is exact. */
export function wholeFrom(min: number, max?: number): z.ZodMiniNumberFormat {
  return z.int().check(...between(min, max));
}

const lengths = (least: number, most: number) => [
  ...(least === 0 ? [] : [z.minLength(least)]),
  z.maxLength(most),
];

/** Text of `least` to `most` UTF-16 units. */
export function textUpTo(most: number, least = 0): z.ZodMiniString {
  return z.string().check(...lengths(least, most));
}

/** A list of `least` to `most` entries. */
export function listUpTo<T extends z.ZodMiniType>(entry: T, most: number, least = 0): z.ZodMiniArray<T> {
  return z.array(entry).check(...lengths(least, most));
}
