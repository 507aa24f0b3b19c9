/** Text of JSON that is short for what it makes a reader do: many keys, entries, lines, mistakes, long words. */
import type { Random } from './random';

const repeated = (part: string, count: number): string => Array.from({ length: count }, () => part).join(',');
const numbered = (part: (index: number) => string, count: number): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(',');

/** Fields of an object, `count` of something in each. */
const fields: readonly ((count: number) => string)[] = [
  (count) => numbered((index) => `"k${index}":0`, count),
  (count) => `"x":[${repeated('0', count)}]`,
  (count) => `"x":[${repeated('{}', count)}]`,
  (count) => `"x":[${repeated('{"a":{"b":[]}}', count)}]`,
  (count) => `"x":[${repeated('1.2345678901234567e-300', count)}]`,
  (count) => `"x":[${numbered((index) => `{"a${index}":0,"b${index}":0}`, count)}]`,
  (count) => `"x":${'['.repeat(count)}${']'.repeat(count)}`,
  (count) => `"x":"${'x'.repeat(16 * count)}\u0416"`,
  (count) => `"x":"${'\\n'.repeat(8 * count)}"`,
  (count) => `"x":${'1'.repeat(16 * count)}`,
  (count) => `"x":${'\n'.repeat(16 * count)}oops`,
  (count) => `"__metadata__":{${numbered((index) => `"m${index}":"x"`, count)}}`,
  (count) => `"version":"${'v'.repeat(16 * count)}"`,
  (count) => `"layout":{${numbered((index) => `"n${index}":{"x":0,"y":0}`, count)}}`,
  (count) => `"layout":{${numbered((index) => `"n${index}":0`, count)}}`,
  (count) => `"edges":[${repeated('{}', count)}]`,
  (count) => `"nodes":[${repeated('0', count)}]`,
  (count) =>
    `"nodes":[${numbered((index) => `{"id":"n${index}","type":"Flatten","name":"","params":{}}`, count)}]`,
  (count) => `"groups":[{"id":"a","title":"","nodes":[${repeated('0', count)}]}]`,
  (count) => `"definitions":{${numbered((index) => `"d${index}":{}`, count)}}`,
  (count) => `"name":"${'n'.repeat(16 * count)}"`,
  (count) => `"classNames":[${repeated('"c"', count)}]`,
  (count) => `"run":{"epochs":[${repeated('{}', count)}],"test":{"confusion":[${repeated('[]', count)}]}}`,
];

/** An object of JSON with one more field, behind those that it has: of two with one name the last one counts. */
export function makeCostly(object: string, random: Random): string {
  // Few are as large as they may be, since each takes a second.
  const count = random.chance(0.05)
    ? random.pick([90_000, 300_000, 950_000, 2_000_000])
    : random.below(20_000);
  return `${object.trimEnd().slice(0, -1)},${random.pick(fields)(count)}}`;
}
