/**
 * Settings: a layer's parameters, how one trains, how data is used. One description of each from which the TypeScript
 * type, default, validation, form, command-line option and file format follow.
 */
import * as z from 'zod/mini';
import { listUpTo, numberFrom, textUpTo, wholeFrom } from './limits';

export type Widget =
  | {
      readonly kind: 'integer' | 'number';
      readonly min?: number;
      readonly max?: number;
      readonly step: number;
    }
  /** Two whole numbers, height and width, that can be linked. */
  | { readonly kind: 'pair'; readonly min: number; readonly max: number }
  | { readonly kind: 'toggle' }
  /** A part of the whole, from 0 to 1; people see it in percent. */
  | { readonly kind: 'share'; readonly min: number; readonly max: number; readonly step: number }
  /** At most so many; null for all. `first` is what it begins with. */
  | { readonly kind: 'limit'; readonly first: number; readonly step: number }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  /** "valid", "same" or pixels on each side. */
  | { readonly kind: 'padding' }
  /** Whole numbers in a row: a shape. */
  | { readonly kind: 'shape' }
  /** Real numbers in a row. */
  | { readonly kind: 'numbers' }
  | { readonly kind: 'names' }
  | { readonly kind: 'text' };

interface Option<T extends string = string> {
  readonly value: T;
  readonly label: string;
  /** One sentence for a student, where the choice needs one of its own. */
  readonly help?: string;
}

export interface Field<T> {
  readonly schema: z.ZodMiniType<T>;
  readonly default: T;
  readonly label: string;
  /** One sentence for a student. */
  readonly help: string;
  readonly widget: Widget;
  readonly unit?: string;
  /** On the command line, where it is not the field's name in small letters with hyphens: `batch`. */
  readonly option?: string;
  /** The name that other frameworks use: `stride`, `out_channels`. */
  readonly alsoKnownAs?: readonly string[];
  /** Shown only where this holds; the value is kept all the same. */
  readonly when?: (params: Readonly<Record<string, unknown>>) => boolean;
  /** What this value is in other frameworks, where they count otherwise. A method, so that its parameter may be narrower. */
  elsewhere?(value: T): string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the widest field; narrower types go through ParamsOf
export type Fields = Readonly<Record<string, Field<any>>>;
export type ParamsOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export type Pair = readonly [number, number];
/** Explicit padding is [top, bottom, left, right] in pixels. */
export type Padding = 'valid' | 'same' | readonly [number, number, number, number];

interface Words {
  readonly label: string;
  readonly help: string;
  readonly unit?: string;
  readonly option?: string;
  readonly alsoKnownAs?: readonly string[];
  readonly when?: (params: Readonly<Record<string, unknown>>) => boolean;
}

/** Sizes beyond this are typing errors; it also keeps products of a few of them exact in a double. */
export const LARGEST = 1_000_000;

export function integer(words: Words & { default: number; min?: number; max?: number }): Field<number> {
  const min = words.min ?? 1;
  const max = words.max ?? LARGEST;
  return { ...words, schema: wholeFrom(min, max), widget: { kind: 'integer', min, max, step: 1 } };
}

export function number(
  words: Words & {
    default: number;
    min?: number;
    max?: number;
    step?: number;
    elsewhere?: (value: number) => string;
  },
): Field<number> {
  const { min, max, step = 0.01 } = words;
  return {
    ...words,
    schema: numberFrom(min, max),
    widget: { kind: 'number', step, ...(min !== undefined && { min }), ...(max !== undefined && { max }) },
  };
}

export function pair(words: Words & { default: Pair; min?: number; max?: number }): Field<Pair> {
  const min = words.min ?? 1;
  const max = words.max ?? 10_000;
  const size = wholeFrom(min, max);
  return { ...words, schema: z.readonly(z.tuple([size, size])), widget: { kind: 'pair', min, max } };
}

export function toggle(words: Words & { default: boolean }): Field<boolean> {
  return { ...words, schema: z.boolean(), widget: { kind: 'toggle' } };
}

/** A part of the whole, from 0 up to `max`. */
export function share(words: Words & { default: number; max?: number }): Field<number> {
  const max = words.max ?? 1;
  return { ...words, schema: numberFrom(0, max), widget: { kind: 'share', min: 0, max, step: 0.05 } };
}

/** At most so many, or null for all. A form begins with `first` where it was all. */
export function limit(
  words: Words & { default: number | null; first: number; step: number },
): Field<number | null> {
  const { first, step } = words;
  return { ...words, schema: z.nullable(wholeFrom(1)), widget: { kind: 'limit', first, step } };
}

export function choice<const T extends string>(
  words: Words & { default: NoInfer<T>; options: readonly Option<T>[] },
): Field<T> {
  const values = words.options.map((option) => option.value);
  return { ...words, schema: z.enum(values), widget: { kind: 'choice', options: words.options } };
}

export function padding(words: Words & { default: Padding }): Field<Padding> {
  const side = wholeFrom(0, 10_000);
  const schema = z.union([z.enum(['valid', 'same']), z.readonly(z.tuple([side, side, side, side]))]);
  return { ...words, schema, widget: { kind: 'padding' } };
}

export function shape(
  words: Words & { default: readonly number[]; minRank: number; maxRank: number },
): Field<readonly number[]> {
  const schema = z.readonly(listUpTo(wholeFrom(1, LARGEST), words.maxRank, words.minRank));
  return { ...words, schema, widget: { kind: 'shape' } };
}

export function names(words: Words & { default: readonly string[] }): Field<readonly string[]> {
  return {
    ...words,
    schema: z.readonly(listUpTo(textUpTo(200), 100_000)),
    widget: { kind: 'names' },
  };
}

export function numbers(
  words: Words & { default: readonly number[]; min?: number; maxLength?: number },
): Field<readonly number[]> {
  const schema = z.readonly(listUpTo(numberFrom(words.min), words.maxLength ?? 4096, 1));
  return { ...words, schema, widget: { kind: 'numbers' } };
}

export function text(words: Words & { default: string; maxLength?: number }): Field<string> {
  return { ...words, schema: textUpTo(words.maxLength ?? 500), widget: { kind: 'text' } };
}

export function defaultsOf<F extends Fields>(fields: F): ParamsOf<F> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.default]),
  ) as ParamsOf<F>;
}

/** The help of a field at one value: of a choice, what is chosen may have its own. */
export function helpAt({ widget, help }: Field<unknown>, value: unknown): string {
  const chosen =
    widget.kind === 'choice' ? widget.options.find((option) => option.value === value) : undefined;
  return chosen?.help ?? help;
}

/** `learningRate` is `learning-rate` on the command line. */
export const optionName = (name: string, field: Field<unknown>): string =>
  field.option ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** As an object in a file: what is left out has its default. */
export function schemaOf<F extends Fields>(
  fields: F,
): { readonly [K in keyof F]: z.ZodMiniDefault<F[K]['schema']> } {
  const entries = Object.entries(fields).map(([name, field]) => {
    const schema = z._default(field.schema, field.default);
    return [name, schema.register(z.globalRegistry, { description: field.help })] as const;
  });
  // Each entry was made from the field of its name.
  return Object.fromEntries(entries) as ReturnType<typeof schemaOf<F>>;
}

export interface ParamProblem {
  readonly param: string;
  /** A whole sentence: "Filters must be a whole number from 1 to 1,000,000; it is 0." */
  readonly message: string;
}

/** Fills in defaults and checks every value. Unknown names are kept out of the result and are no error. */
export function parseParams<F extends Fields>(
  fields: F,
  raw: Readonly<Record<string, unknown>>,
): { readonly params: ParamsOf<F>; readonly problems: readonly ParamProblem[] } {
  const params: Record<string, unknown> = {};
  const problems: ParamProblem[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    // The default is allowed, so it need not be checked.
    if (value === undefined || value === field.default) {
      params[name] = field.default;
      continue;
    }
    const parsed = field.schema.safeParse(value);
    if (parsed.success) {
      params[name] = parsed.data;
    } else {
      params[name] = field.default;
      problems.push({
        param: name,
        message: `${field.label} must be ${wanted(field)}; it is ${show(value)}.`,
      });
    }
  }
  return { params: params as ParamsOf<F>, problems };
}

/** Why a field can't have that value, in a sentence; null where it can. */
export const valueProblem = (field: Field<unknown>, value: unknown): string | null =>
  parseParams({ value: field }, { value }).problems[0]?.message ?? null;

const number_ = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

function range(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return ` from ${number_.format(min)} to ${number_.format(max)}`;
  if (min !== undefined) return ` of at least ${number_.format(min)}`;
  return max === undefined ? '' : ` of at most ${number_.format(max)}`;
}

function wanted(field: Field<unknown>): string {
  const widget = field.widget;
  switch (widget.kind) {
    case 'integer':
      return `a whole number${range(widget.min, widget.max)}`;
    case 'number':
      return `a number${range(widget.min, widget.max)}`;
    case 'pair':
      return `two whole numbers, height and width, each${range(widget.min, widget.max)}`;
    case 'share':
      return `a share${range(widget.min, widget.max)}`;
    case 'limit':
      return 'a whole number of at least 1, or null for all';
    case 'toggle':
      return 'on or off';
    case 'choice':
      return `one of ${widget.options.map((option) => option.value).join(', ')}`;
    case 'padding':
      return '"valid", "same" or four whole numbers of pixels (top, bottom, left, right)';
    case 'shape':
      return 'a list of whole numbers, each at least 1';
    case 'numbers':
      return 'a list of numbers';
    case 'names':
      return 'a list of names';
    case 'text':
      return 'text';
  }
}

function show(value: unknown): string {
  const written = value === undefined ? 'nothing' : JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 57)}…` : written;
}
