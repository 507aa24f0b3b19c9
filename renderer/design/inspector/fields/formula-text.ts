/** What is typed where a value or an expression may stand, and how that is written back. */
import { isExpression, type ParamValue } from '../../../../shared/graph/document';
import { expressionProblem } from '../../../../shared/layers/support/expression-names';

export interface FormulaRules {
  /** What expressions may speak of. */
  readonly names: readonly string[];
  /** Words that mean themselves: a choice's options. */
  readonly words?: readonly string[];
  /** Values with commas between them are a list, one for each copy. */
  readonly lists?: boolean;
}

export type FormulaReading = { readonly value: ParamValue } | { readonly problem: string };

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

export function readFormula(text: string, rules: FormulaRules): FormulaReading {
  const trimmed = text.trim();
  const parts = rules.lists === true ? splitList(trimmed) : [trimmed];
  const read = parts.map((part) => readOne(part, rules));
  const wrong = read.find((result) => 'problem' in result);
  if (wrong) return wrong;
  const values = read.flatMap((result) => ('value' in result ? [result.value] : []));
  return { value: values.length === 1 ? values[0] : values };
}

function readOne(text: string, { names, words = [] }: FormulaRules): FormulaReading {
  if (text === '') return { problem: 'A value or an expression should stand here.' };
  if (NUMBER.test(text)) return { value: Number(text) };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  if (words.includes(text)) return { value: text };
  const problem = expressionProblem(text, names);
  return problem === null ? { value: { expr: text } } : { problem };
}

/** At the commas that stand in no brackets and no text. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const letter of text) {
    if (letter === "'") quoted = !quoted;
    else if (!quoted && (letter === '(' || letter === '[')) depth += 1;
    else if (!quoted && (letter === ')' || letter === ']')) depth -= 1;
    if (letter === ',' && depth === 0 && !quoted) {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return [...parts, part.trim()];
}

export function writeFormula(value: ParamValue): string {
  if (isExpression(value)) return value.expr;
  if (Array.isArray(value)) return value.map((entry: unknown) => writeFormula(entry)).join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}

/** `2, 1, 1`: what a copy has, each; equal ones at the end are told once. */
export function valuesText(values: readonly unknown[]): string {
  const texts = values.map((value) =>
    value === undefined ? '–' : Array.isArray(value) ? value.join('×') : writeFormula(value),
  );
  const [first = ''] = texts;
  if (texts.every((text) => text === first)) return first;
  const MOST = 8;
  return texts.length <= MOST ? texts.join(', ') : `${texts.slice(0, MOST).join(', ')}, …`;
}
