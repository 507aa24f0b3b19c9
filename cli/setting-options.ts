/** Settings as options of a command: each by the description that its form and its file have. */
import { type Field, type Fields, optionName, type ParamsOf } from '../shared/schema/fields';
import { choice, type OptionKind, real, whole } from './options';

/** What the option takes, and the word for it in the usage; null where a setting can't be said in a word. */
function kindOf({ widget }: Field<unknown>): { readonly kind: OptionKind; readonly word: string } | null {
  switch (widget.kind) {
    case 'integer':
      return { kind: whole(widget.min ?? Number.MIN_SAFE_INTEGER, widget.max), word: 'N' };
    case 'limit':
      return { kind: whole(1), word: 'N' };
    case 'number':
      return { kind: real(widget.min ?? -Infinity, widget.max ?? Infinity), word: 'R' };
    case 'share':
      return { kind: real(widget.min, widget.max), word: 'SHARE' };
    case 'choice': {
      const words = widget.options.map(({ value }) => value);
      return { kind: choice(...words), word: words.join('|') };
    }
    case 'toggle':
      return { kind: choice('on', 'off'), word: 'on|off' };
    case 'pair':
    case 'padding':
    case 'shape':
    case 'numbers':
    case 'names':
    case 'text':
      return null;
  }
}

const optionsFrom = (fields: Fields) =>
  Object.entries(fields).flatMap(([name, field]) => {
    const kind = kindOf(field);
    return kind === null ? [] : [{ name, option: optionName(name, field), ...kind }];
  });

/** For `readOptions`, by the options' names. */
export const optionKinds = (fields: Fields): Readonly<Record<string, OptionKind>> =>
  Object.fromEntries(optionsFrom(fields).map(({ option, kind }) => [option, kind]));

/** Signs on a line of the usage. */
const WIDTH = 100;

/** "[--epochs N]", one for each, in as many lines as they take. */
export function usageOf(fields: Fields): readonly string[] {
  const lines: string[] = [];
  for (const { option, word } of optionsFrom(fields)) {
    const own = `[--${option} ${word}]`;
    const last = lines.at(-1);
    if (last === undefined || last.length + own.length > WIDTH) lines.push(own);
    else lines[lines.length - 1] = `${last} ${own}`;
  }
  return lines;
}

/** What was given of the settings, by their names. `given` is what `readOptions` found for `optionKinds` of them. */
export function settingsFrom<F extends Fields>(
  fields: F,
  given: Readonly<Record<string, unknown>>,
): Partial<ParamsOf<F>> {
  const entries = optionsFrom(fields).flatMap(({ name, option }) => {
    const value = given[option];
    const isToggle = fields[name]?.widget.kind === 'toggle';
    return value === undefined ? [] : [[name, isToggle ? value === 'on' : value] as const];
  });
  // Each option was read by the bounds of the field of its name.
  return Object.fromEntries(entries) as Partial<ParamsOf<F>>;
}

/** The first option that was given of those settings, as it was written: "--batch". Null where none was. */
export function firstGiven(fields: Fields, given: Readonly<Record<string, unknown>>): string | null {
  const found = optionsFrom(fields).find(({ option }) => given[option] !== undefined);
  return found === undefined ? null : `--${found.option}`;
}
