/** The words after a command: files, and options such as `--epochs 3`. */
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error';
import { messageOf } from '../shared/schema/message-of';

/** What an option takes: a text, a number within bounds, one of some words, or nothing. */
export type OptionKind =
  | { readonly kind: 'flag' }
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly kind: 'choice'; readonly words: readonly string[] };

export const flag = { kind: 'flag' } as const;
export const text = { kind: 'text' } as const;
export const whole = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  ({ kind: 'number', min, max, whole: true }) as const;
export const real = (min: number, max: number) => ({ kind: 'number', min, max, whole: false }) as const;
export const choice = <const W extends string>(...words: readonly W[]) =>
  ({ kind: 'choice', words }) as const;

type Given<K extends OptionKind> = K extends { kind: 'flag' }
  ? boolean
  : K extends { kind: 'number' }
    ? number | undefined
    : K extends { kind: 'choice'; words: readonly (infer W)[] }
      ? W | undefined
      : string | undefined;

export interface Options<S extends Readonly<Record<string, OptionKind>>> {
  readonly files: readonly string[];
  readonly given: { readonly [N in keyof S]: Given<S[N]> };
  /** Those of `more`, by name. */
  readonly more: Readonly<Record<string, boolean | number | string | undefined>>;
}

/** Throws `UsageError`. `usage` is shown with it. `more` are options whose names are known only when it runs. */
export function readOptions<const S extends Readonly<Record<string, OptionKind>>>(
  args: readonly string[],
  spec: S,
  usage: string,
  more: Readonly<Record<string, OptionKind>> = {},
): Options<S> {
  const wrong = (what: string): UsageError => new UsageError(`${what}\nUsage: ${usage}`);
  const options = Object.fromEntries(
    Object.entries({ ...more, ...spec }).map(([name, { kind }]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { values, positionals } = parse(args, options, wrong);
  const read = (kinds: Readonly<Record<string, OptionKind>>) =>
    Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [name, readValue(name, kind, values[name], wrong)]),
    );
  // Each value was made by readValue from the kind that its type derives from.
  return { files: positionals, given: read(spec) as Options<S>['given'], more: read(more) };
}

function parse(
  args: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
  wrong: (what: string) => UsageError,
): { values: Record<string, unknown>; positionals: string[] } {
  try {
    // `--learning-rate=-1` is the only way to write a negative value; none of ours may be negative.
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [message = ''] = messageOf(error).split('. To specify');
    throw wrong(message.replace(/\.?$/, '.'));
  }
}

function readValue(
  name: string,
  kind: OptionKind,
  value: unknown,
  wrong: (what: string) => UsageError,
): boolean | number | string | undefined {
  if (kind.kind === 'flag') return value === true;
  if (typeof value !== 'string') return undefined;
  switch (kind.kind) {
    case 'text':
      return value;
    case 'choice':
      if (kind.words.includes(value)) return value;
      throw wrong(`--${name} must be one of ${kind.words.join(', ')}; it is “${value}”.`);
    case 'number': {
      const number = value.trim() === '' ? NaN : Number(value);
      const proper =
        number >= kind.min && number <= kind.max && (!kind.whole || Number.isSafeInteger(number));
      if (proper) return number;
      const bounds =
        kind.max === Number.MAX_SAFE_INTEGER ? `of at least ${kind.min}` : `from ${kind.min} to ${kind.max}`;
      throw wrong(`--${name} must be a ${kind.whole ? 'whole ' : ''}number ${bounds}; it is “${value}”.`);
    }
  }
}
