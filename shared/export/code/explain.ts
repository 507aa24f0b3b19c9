/**
 * How a number in a block's code follows from the block's parameters. Nothing is believed: a text is taken only where it
 * gives the right value for every copy of the block, and for copies that were made up to tell apart what is equal by chance.
 */
import type { Argument } from '../../layers/support/emission';
import { pythonLiteral, tuple } from './python-text';

/** A text and what it comes to in each sample; null where it can't be computed. */
export interface Candidate {
  readonly text: string;
  /** The user's expression that it was, where it was one. */
  readonly source?: string;
  readonly values: readonly (Argument | null)[];
}

/** What a value may follow from: texts as they are, and sizes of which layers make other sizes. */
export interface Known {
  readonly candidates: readonly Candidate[];
  readonly sizes: readonly Candidate[];
}
export const nothingKnown: Known = { candidates: [], sizes: [] };

export const same = (a: Argument, b: Argument): boolean => JSON.stringify(a) === JSON.stringify(b);
const isList = (value: Argument): value is readonly Argument[] => Array.isArray(value);

/**
 * A text for a value that differs from sample to sample; null where nothing tells it. `pair`: the framework takes one
 * number for two that are the same.
 */
export function explain(
  values: readonly Argument[],
  { candidates, sizes }: Known,
  pair: boolean,
): string | null {
  const [first] = values;
  if (first === undefined) return null;
  if (values.every((value) => same(value, first))) return literalText(first, pair);
  // `single` writes one number where both are the same.
  const mixed = pair && values.some(isList);
  const lists = values.map((value) => (mixed && typeof value === 'number' ? [value, value] : value));
  const lengths = new Set(lists.map((value) => (isList(value) ? value.length : -1)));
  const [length = -1] = lengths;
  if (lengths.size === 1 && length > 0) {
    const parts = Array.from({ length }, (_, at) =>
      explain(
        lists.map((value) => (isList(value) ? (value[at] ?? null) : null)),
        { candidates, sizes },
        pair,
      ),
    );
    if (!parts.every((part) => part !== null)) return null;
    return pair ? collapsed(parts) : tuple(parts);
  }
  const all = [...candidates, ...derived(sizes, values), ...candidates.map(halved)];
  return all.find((candidate) => fits(candidate, values))?.text ?? null;
}

const fits = (candidate: Candidate, values: readonly Argument[]): boolean =>
  candidate.values.every((value, i) => value !== null && same(value, values[i] ?? null));

/** ((1, 1), (1, 1)) -> 1, where pairs can be written so. */
function literalText(value: Argument, pair: boolean): string {
  if (!pair || !isList(value)) return pythonLiteral(value);
  const parts = value.map((each) => literalText(each, true));
  return collapsed(parts);
}

/** One text for two that are the same; a pair of pairs stays, since (0, 1) says something else than ((0, 1), (0, 1)). */
function collapsed(parts: readonly string[]): string {
  const [first = ''] = parts;
  return parts.length > 1 && new Set(parts).size === 1 && !first.startsWith('(') ? first : tuple(parts);
}

/** The padding that keeps the size: half of the window, whose sides are odd. */
const halved = ({ text, values }: Candidate): Candidate => ({
  text: `${/ /.test(text) ? `(${text})` : text} // 2`,
  values: values.map((value) => (typeof value === 'number' && value >= 0 ? Math.floor(value / 2) : null)),
});

/** `a * 4`, `a // 2`, `a + b`: what layers make of the sizes that they are given. */
function derived(sizes: readonly Candidate[], values: readonly Argument[]): readonly Candidate[] {
  const list: Candidate[] = [...sizes];
  const numbers = (candidate: Candidate): readonly number[] =>
    candidate.values.map((value) => (typeof value === 'number' ? value : NaN));
  const inBrackets = (text: string): string => (/ /.test(text) ? `(${text})` : text);
  for (const size of sizes) {
    const own = numbers(size);
    const ratios = values.map((value, i) => (typeof value === 'number' ? value / (own[i] ?? NaN) : NaN));
    const [ratio = NaN] = ratios;
    if (!ratios.every((each) => each === ratio)) continue;
    if (Number.isInteger(ratio) && ratio > 1)
      list.push({ text: `${inBrackets(size.text)} * ${ratio}`, values: own.map((value) => value * ratio) });
    if (Number.isInteger(1 / ratio) && ratio < 1)
      list.push({ text: `${inBrackets(size.text)} // ${1 / ratio}`, values });
  }
  if (sizes.length > 1) {
    const columns = sizes.map(numbers);
    const total = (fold: (a: number, b: number) => number): readonly number[] =>
      values.map((_, i) => columns.map((column) => column[i] ?? NaN).reduce(fold));
    list.push({ text: sizes.map(({ text }) => text).join(' + '), values: total((a, b) => a + b) });
  }
  return list;
}

/** One value for each copy in a row, as a text over the loop's variable. */
export interface Series {
  /** By the copy of the outer block, then by copy. */
  readonly values: readonly (readonly Argument[])[];
  /** What a value can be, told for one copy of the outer block each. */
  readonly explainOne: (values: readonly Argument[]) => string | null;
  readonly variable: string;
}

export function explainSeries({ values, explainOne, variable }: Series): string | null {
  const rows = values.filter((row) => row.length > 0);
  const firsts = rows.map((row) => row[0] ?? null);
  const constant = rows.every((row) => row.every((value) => same(value, row[0] ?? null)));
  if (constant) return explainOne(firsts);
  const later = rows.filter((row) => row.length > 1);
  // One for the first copy, another for all that follow, as where the first changes the width.
  if (later.every((row) => row.slice(1).every((value) => same(value, row[1] ?? null)))) {
    const first = explainOne(firsts);
    const rest = later.length === rows.length ? explainOne(later.map((row) => row[1] ?? null)) : null;
    if (first !== null && rest !== null) return `${first} if ${variable} == 0 else ${rest}`;
  }
  const numbers = rows.map((row) => row.map((value) => (typeof value === 'number' ? value : NaN)));
  const steps = numbers.map((row) => (row[1] ?? NaN) - (row[0] ?? NaN));
  const linear = numbers.every((row, at) =>
    row.every((value, i) => value === (row[0] ?? NaN) + i * (steps[at] ?? NaN)),
  );
  if (linear) {
    const start = explainOne(firsts);
    const step = explainOne(steps);
    const factor = step !== null && / /.test(step) ? `(${step})` : step;
    if (start !== null && factor !== null) {
      const product = factor === '1' ? variable : `${factor} * ${variable}`;
      return start === '0' ? product : `${start} + ${product}`;
    }
  }
  const [only] = rows;
  return rows.length === 1 && only ? `[${only.map(pythonLiteral).join(', ')}][${variable}]` : null;
}
