/** What is looked for among the layers, as it is typed: `conv 3x3 filters>=64 params>1M`. Every part has to hold. */

type Comparison = '=' | '>' | '>=' | '<' | '<=';
/** What is counted of every layer, whatever its type. */
export type Quantity = 'params' | 'macs' | 'memory';

export type Condition =
  /** Part of a name, a type, or what other frameworks call it. Lower case. */
  | { readonly kind: 'word'; readonly text: string }
  /** `3x3`: a window, or a plane; `56x56x256`: a shape. */
  | { readonly kind: 'sizes'; readonly sizes: readonly number[] }
  | {
      readonly kind: 'quantity';
      readonly quantity: Quantity;
      readonly comparison: Comparison;
      readonly value: number;
    }
  | {
      readonly kind: 'param';
      readonly name: string;
      readonly comparison: Comparison;
      readonly value: string;
    };

export interface Query {
  readonly conditions: readonly Condition[];
  /** Why a part can't be read, in a sentence that says how to write it. */
  readonly problem: string | null;
}

const quantities: Readonly<Record<string, Quantity>> = {
  param: 'params',
  params: 'params',
  parameter: 'params',
  parameters: 'params',
  weights: 'params',
  mac: 'macs',
  macs: 'macs',
  memory: 'memory',
  bytes: 'memory',
  b: 'memory',
};

const powers: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '==': '=',
  ':': '=',
  '>': '>',
  '>=': '>=',
  '=>': '>=',
  '≥': '>=',
  '<': '<',
  '<=': '<=',
  '=<': '<=',
  '≤': '<=',
};
const COMPARE = '==|>=|=>|<=|=<|[=:<>≥≤]';
const NUMBER = '\\d[\\d,]*(?:\\.\\d+)?|\\.\\d+';
/** `>1M params`, `>= 100 M macs`, `= 61,706 parameters` */
const amount = new RegExp(`^(${COMPARE})\\s*(${NUMBER})\\s*([kmgt]?)\\s*([a-z]{2,}|b)(?![\\w=<>])`, 'i');
/** `filters=64`, `kernel = 3x3`, `params > 1M` */
const setting = new RegExp(`^([a-z_]\\w*)\\s*(${COMPARE})\\s*("[^"]*"|[^\\s"<>=]+)`, 'i');
const dangling = new RegExp(`^(?:([a-z_]\\w*)\\s*)?(${COMPARE})`, 'i');
const sizes = /^(\d+(?:\s?[x×*@]\s?\d+)+)(?![\w.])/i;
const quoted = /^"([^"]*)"?/;
const word = /^[^\s"]+/;
/** They join parts, as blanks do. */
const joint = /^(?:and\b|&&?|[,;·])/i;

export function parseQuery(text: string): Query {
  const conditions: Condition[] = [];
  let problem: string | null = null;
  let rest = text.trim();
  while (rest !== '') {
    const [read, length, wrong] = readPart(rest);
    if (read !== null) conditions.push(read);
    problem ??= wrong;
    rest = rest.slice(Math.max(1, length)).trimStart();
  }
  return { conditions, problem };
}

type Part = readonly [condition: Condition | null, length: number, problem: string | null];

function readPart(text: string): Part {
  const joined = joint.exec(text);
  if (joined) return [null, joined[0].length, null];
  const exact = quoted.exec(text);
  if (exact) {
    const inner = (exact[1] ?? '').trim().toLowerCase();
    return [inner === '' ? null : { kind: 'word', text: inner }, exact[0].length, null];
  }
  const amounts = amount.exec(text);
  if (amounts) return readAmount(amounts);
  const shape = sizes.exec(text);
  if (shape) return [{ kind: 'sizes', sizes: sizesIn(shape[0]) }, shape[0].length, null];
  const set = setting.exec(text);
  // In `conv >1M params` the first word is one of its own.
  if (set && !amount.test(text.slice((set[1] ?? '').length).trimStart())) return readSetting(set);
  const open = set ? null : dangling.exec(text);
  if (open) {
    const name = open[1] ?? 'filters';
    return [null, open[0].length, `Write what is compared on both sides: ${name}=64, or >1M params.`];
  }
  const [found = text] = word.exec(text) ?? [];
  return [{ kind: 'word', text: found.toLowerCase() }, found.length, null];
}

function readAmount([all, sign = '=', digits = '', unit = '', name = '']: RegExpExecArray): Part {
  const quantity = quantities[name.toLowerCase()];
  if (quantity === undefined) {
    return [null, all.length, `“${name}” can't be counted here: write params, macs or memory.`];
  }
  const value = Number(digits.replaceAll(',', '')) * (powers[unit.toLowerCase()] ?? 1);
  return [{ kind: 'quantity', quantity, comparison: comparisons[sign] ?? '=', value }, all.length, null];
}

function readSetting([all, name = '', sign = '=', written = '']: RegExpExecArray): Part {
  const comparison = comparisons[sign] ?? '=';
  const value = written.replaceAll('"', '');
  const quantity = quantities[name.toLowerCase()];
  if (quantity === undefined) return [{ kind: 'param', name, comparison, value }, all.length, null];
  const number = readNumber(value);
  return number === null
    ? [null, all.length, `“${value}” is no number: write ${name}${sign}1000, or ${name}${sign}1M.`]
    : [{ kind: 'quantity', quantity, comparison, value: number }, all.length, null];
}

/** `1M`, `61,706`, `0.5`; null for what is none. */
export function readNumber(text: string): number | null {
  const [, digits, unit = ''] = new RegExp(`^(-?(?:${NUMBER}))([kmgt]?)b?$`, 'i').exec(text.trim()) ?? [];
  return digits === undefined ? null : Number(digits.replaceAll(',', '')) * (powers[unit.toLowerCase()] ?? 1);
}

/** `256@56x56` counts its channels first, as the notation does. */
export function sizesIn(text: string): readonly number[] {
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  if (!text.includes('@')) return numbers;
  const [channels = 0, ...plane] = numbers;
  return [...plane, channels];
}

export function compares(is: number, comparison: Comparison, value: number): boolean {
  switch (comparison) {
    case '=':
      return is === value;
    case '>':
      return is > value;
    case '>=':
      return is >= value;
    case '<':
      return is < value;
    case '<=':
      return is <= value;
  }
}
