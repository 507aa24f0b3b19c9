/**
 * Expressions of blocks: numbers, names, `+ - * / %`, comparisons, `&& || !`, `? :`, brackets and the functions floor,
 * ceil, round, min and max, with the precedence of JavaScript. `'text'` in single quotes is text, `[64, 128, 256][i]` an
 * entry of a list, counted from 0. Nothing of the language around them can be reached.
 */
import { ExpressionError, quoted, tokens } from './expression-tokens';
import { listed, shortened } from './words';

export { ExpressionError };

export type ExpressionValue = number | boolean | string;
export type Environment = Readonly<Record<string, ExpressionValue>>;

/** Lists live inside of an expression only: what it says in the end is one value. */
type Value = ExpressionValue | readonly Value[];
type Evaluate = (environment: Environment) => Value;

const parsed = new Map<string, Evaluate>();
const MOST_PARSED = 2000;
/** Brackets, signs and alternatives inside one another: far below what the engine's stack holds. */
const DEEPEST = 100;

/** Throws `ExpressionError` for broken syntax, unknown names and numbers that are not finite. */
export function evaluate(source: string, environment: Environment): ExpressionValue {
  const value = parsedOnce(source)(environment);
  if (isList(value)) {
    throw new ExpressionError(
      `${quoted(source)} is a list, where one value is wanted: say which of its entries, as in [64, 128, 256][i].`,
    );
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ExpressionError(`${quoted(source)} is not a finite number: something is divided by zero.`);
  }
  return value;
}

/** Throws `ExpressionError` for broken syntax. */
export function checkSyntax(source: string): void {
  parsedOnce(source);
}

function parsedOnce(source: string): Evaluate {
  let run = parsed.get(source);
  if (!run) {
    run = parse(source);
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(source, run);
  }
  return run;
}

const precedence: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '===': 3,
  '!==': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

export const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  min: Math.min,
  max: Math.max,
};

/** What to make of each part of an expression: a function that computes it, or the same in another language. */
export interface ExpressionReader<T> {
  number(value: number): T;
  text(value: string): T;
  truth(value: boolean): T;
  name(name: string): T;
  /** `-`, `+` or `!`. */
  unary(sign: string, inner: T): T;
  binary(sign: string, left: T, right: T): T;
  conditional(condition: T, yes: T, no: T): T;
  /** `floor`, `ceil`, `round`, `min` or `max`. */
  call(name: string, given: readonly T[]): T;
  list(entries: readonly T[]): T;
  entry(list: T, index: T): T;
}

/** Throws `ExpressionError` for broken syntax. */
export function readExpression<T>(source: string, reader: ExpressionReader<T>): T {
  const list = tokens(source);
  let at = 0;
  let depth = 0;
  const deeper = <T>(read: () => T): T => {
    depth += 1;
    if (depth > DEEPEST) {
      throw new ExpressionError(
        `${quoted(source)} is nested too deeply: ${DEEPEST} brackets, signs or alternatives inside one another are the most.`,
      );
    }
    const result = read();
    depth -= 1;
    return result;
  };
  const peek = (): string | null => {
    const token = list[at];
    return token?.kind === 'sign' ? token.text : null;
  };
  const fail = (wanted: string): never => {
    const token = list[at];
    const where = token ? `at character ${token.column}, ${quoted(token.text)}` : 'at its end';
    throw new ExpressionError(`${quoted(source)} can't be read ${where}: ${wanted} should stand there.`);
  };
  const expect = (sign: string): void => {
    if (peek() !== sign) fail(`“${sign}”`);
    at += 1;
  };

  const conditional = (): T => deeper(alternatives);
  const alternatives = (): T => {
    const condition = binary(1);
    if (peek() !== '?') return condition;
    at += 1;
    const yes = conditional();
    expect(':');
    return reader.conditional(condition, yes, conditional());
  };

  const binary = (lowest: number): T => {
    let left = unary();
    for (let sign = peek(); sign !== null && (precedence[sign] ?? 0) >= lowest; sign = peek()) {
      at += 1;
      left = reader.binary(sign, left, binary((precedence[sign] ?? 0) + 1));
    }
    return left;
  };

  const unary = (): T => {
    const sign = peek();
    if (sign === '-' || sign === '+' || sign === '!') {
      at += 1;
      return reader.unary(sign, deeper(unary));
    }
    let value = primary();
    while (peek() === '[') {
      at += 1;
      value = reader.entry(value, conditional());
      expect(']');
    }
    return value;
  };

  const separated = (): T[] => {
    const given: T[] = [];
    do {
      at += 1;
      given.push(conditional());
    } while (peek() === ',');
    return given;
  };

  const primary = (): T => {
    const token = list[at];
    if (!token) return fail('a number or a name');
    if (token.text === '(' && token.kind === 'sign') {
      at += 1;
      const inner = conditional();
      expect(')');
      return inner;
    }
    if (token.text === '[' && token.kind === 'sign') {
      const entries = separated();
      expect(']');
      return reader.list(entries);
    }
    if (token.kind === 'sign') return fail('a number or a name');
    at += 1;
    const { text } = token;
    if (token.kind === 'text') return reader.text(text);
    if (token.kind === 'number') return reader.number(Number(text));
    if (text === 'true' || text === 'false') return reader.truth(text === 'true');
    if (!Object.hasOwn(functions, text) || peek() !== '(') return reader.name(text);
    const given = separated();
    expect(')');
    return reader.call(text, given);
  };

  const result = conditional();
  if (at < list.length) fail('nothing more');
  return result;
}

function parse(source: string): Evaluate {
  return readExpression<Evaluate>(source, {
    number: (value) => () => value,
    text: (value) => () => value,
    truth: (value) => () => value,
    name: (name) => (environment) => {
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (value === undefined) {
        const names = Object.keys(environment);
        const known = names.length === 0 ? 'there are no names to use here' : `known here: ${listed(names)}`;
        throw new ExpressionError(
          `${quoted(source)} speaks of ${quoted(name)}, which is not known; ${known}.`,
        );
      }
      return value;
    },
    unary: (sign, inner) => {
      if (sign === '!') return (environment) => !truth(inner(environment));
      const factor = sign === '-' ? -1 : 1;
      return (environment) => factor * asNumber(inner(environment), source);
    },
    binary: (sign, left, right) => combine(sign, left, right, source),
    conditional: (condition, yes, no) => (environment) =>
      truth(condition(environment)) ? yes(environment) : no(environment),
    call: (name, given) => (environment) => {
      const values = given.map((read) => asNumber(read(environment), source));
      return functions[name]?.(...values) ?? NaN;
    },
    list: (entries) => (environment) => entries.map((read) => read(environment)),
    entry: (list, index) => entryOf(list, index, source),
  });
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

function entryOf(list: Evaluate, index: Evaluate, source: string): Evaluate {
  return (environment) => {
    const entries = list(environment);
    if (!isList(entries)) {
      throw new ExpressionError(
        `${quoted(source)} asks for an entry of ${shortened(JSON.stringify(entries))}, which is no list.`,
      );
    }
    const at = asNumber(index(environment), source);
    const entry = entries[at];
    if (entry === undefined) {
      throw new ExpressionError(
        `${quoted(source)} asks for entry ${at} of a list of ${entries.length}: its entries are 0 to ${entries.length - 1}.`,
      );
    }
    return entry;
  };
}

const truth = (value: Value): boolean => value !== false && value !== 0 && value !== '';

function asNumber(value: Value, source: string): number {
  if (typeof value === 'number') return value;
  throw new ExpressionError(
    `${quoted(source)} computes with ${shortened(JSON.stringify(value))}, which is no number.`,
  );
}

function combine(sign: string, left: Evaluate, right: Evaluate, source: string): Evaluate {
  const numeric =
    (f: (a: number, b: number) => Value): Evaluate =>
    (environment) =>
      f(asNumber(left(environment), source), asNumber(right(environment), source));
  switch (sign) {
    case '||':
      return (environment) => truth(left(environment)) || truth(right(environment));
    case '&&':
      return (environment) => truth(left(environment)) && truth(right(environment));
    case '==':
    case '===':
      return (environment) => left(environment) === right(environment);
    case '!=':
    case '!==':
      return (environment) => left(environment) !== right(environment);
    case '<':
      return numeric((a, b) => a < b);
    case '>':
      return numeric((a, b) => a > b);
    case '<=':
      return numeric((a, b) => a <= b);
    case '>=':
      return numeric((a, b) => a >= b);
    case '+':
      return numeric((a, b) => a + b);
    case '-':
      return numeric((a, b) => a - b);
    case '*':
      return numeric((a, b) => a * b);
    case '/':
      return numeric((a, b) => a / b);
    default:
      return numeric((a, b) => a % b);
  }
}
