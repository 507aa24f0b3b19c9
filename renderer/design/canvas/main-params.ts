/** Which of a layer's parameters can be edited on its row: the numbers that its short text tells. */
import type { Layer } from '../../../shared/layers/define';
import { type Field, type Padding, type Pair, parseParams } from '../../../shared/schema/fields';
import { calculate } from '../../components/arithmetic';

export interface MainParam {
  readonly name: string;
  readonly field: Field<unknown>;
  readonly value: unknown;
}

/** A row has room for so many fields. */
const MOST = 4;

/** A parameter is told by the short text when another value gives another text. */
export function mainParams(layer: Layer, raw: Readonly<Record<string, unknown>>): readonly MainParam[] {
  const parsed: { readonly params: Readonly<Record<string, unknown>> } = parseParams(layer.params, raw);
  const text = briefWith(layer, parsed.params);
  return Object.entries(layer.params)
    .flatMap(([name, field]): MainParam[] => {
      const value = parsed.params[name];
      const other = stepped(field, value, 1) ?? stepped(field, value, -1);
      if (other === null || field.when?.(parsed.params) === false) return [];
      const isTold = briefWith(layer, { ...parsed.params, [name]: other }) !== text;
      return isTold ? [{ name, field, value }] : [];
    })
    .slice(0, MOST);
}

const briefWith = (layer: Layer, params: Readonly<Record<string, unknown>>): string =>
  layer.brief(parseParams(layer.params, params).params);

const isPair = (value: unknown): value is Pair =>
  Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number');
const isPadding = (value: unknown): value is Exclude<Padding, string> =>
  Array.isArray(value) && value.length === 4 && value.every((each) => typeof each === 'number');

/** So many steps further, within what the field takes; null where that can't be, or is no number. */
export function stepped({ widget, schema }: Field<unknown>, value: unknown, steps: number): unknown {
  const next = moved(widget, value, steps);
  return next !== null && schema.safeParse(next).success ? next : null;
}

function moved(widget: Field<unknown>['widget'], value: unknown, steps: number): unknown {
  switch (widget.kind) {
    case 'integer':
    case 'number': {
      if (typeof value !== 'number') return null;
      // Sums of decimal steps carry binary dust.
      const sum = Number((value + steps * widget.step).toFixed(9));
      return Math.min(widget.max ?? Infinity, Math.max(widget.min ?? -Infinity, sum));
    }
    case 'pair':
      return isPair(value)
        ? value.map((size) => Math.min(widget.max, Math.max(widget.min, size + steps)))
        : null;
    case 'padding': {
      const sides = isPadding(value) ? value : [0, 0, 0, 0];
      return sides.map((side) => Math.max(0, side + steps));
    }
    default:
      return null;
  }
}

export function paramText({ field: { widget }, value }: MainParam): string {
  if (isPair(value)) return value[0] === value[1] ? String(value[0]) : value.join('×');
  if (widget.kind === 'padding' && isPadding(value)) {
    return value.every((side) => side === value[0]) ? String(value[0]) : value.join(' ');
  }
  return String(value);
}

/** What was typed, or why it can't be taken. `3` stands for `3×3`, and for the same padding on all sides. */
export function readParam(
  { name, field }: Pick<MainParam, 'name' | 'field'>,
  text: string,
): { readonly value: unknown } | { readonly problem: string } {
  const value = typed(field.widget, text.trim());
  const [problem] = parseParams({ [name]: field }, { [name]: value }).problems;
  return problem ? { problem: problem.message } : { value };
}

function typed(widget: Field<unknown>['widget'], text: string): unknown {
  const words = text.toLowerCase();
  if (widget.kind === 'padding' && (words === 'same' || words === 'valid')) return words;
  const numbers = text.split(widget.kind === 'padding' ? /\s+/ : /[x×]/i).map(calculate);
  if (widget.kind === 'pair' && numbers.length === 1) return [numbers[0], numbers[0]];
  if (widget.kind === 'padding' && numbers.length === 1) return Array.from({ length: 4 }, () => numbers[0]);
  return widget.kind === 'pair' || widget.kind === 'padding' ? numbers : (calculate(text) ?? text);
}
