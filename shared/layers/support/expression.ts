/**
 * Expressions of blocks: numbers, names, `+ - * / %`, comparisons, `&& || !`, `? :`, brackets and the functions floor,
 * ceil, round, min and max, with the precedence of JavaScript. `'text'` in single quotes is text. Nothing of the language around them can be reached.
 */

export type ExpressionValue = number | boolean | string;
export type Environment = Readonly<Record<string, ExpressionValue>>;

/** The message is a sentence that says where. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

type Evaluate = (environment: Environment) => ExpressionValue;

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign';
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

const parsed = new Map<string, Evaluate>();
const MOST_PARSED = 2000;
const MOST_CHARACTERS = 1000;

/** Throws `ExpressionError` for broken syntax, unknown names and numbers that are not finite. */
export function evaluate(source: string, environment: Environment): ExpressionValue {
  let run = parsed.get(source);
  if (!run) {
    run = parse(source);
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(source, run);
  }
  const value = run(environment);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ExpressionError(`“${source}” is not a finite number: something is divided by zero.`);
  }
  return value;
}

function tokens(source: string): Token[] {
  if (source.length > MOST_CHARACTERS) {
    throw new ExpressionError(
      `An expression of ${source.length} characters is too long; ${MOST_CHARACTERS} are the most.`,
    );
  }
  const pattern =
    /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_]\w*)|'([^']*)'|(===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:(),]))/y;
  const list: Token[] = [];
  const end = source.trimEnd().length;
  while (pattern.lastIndex < end) {
    const start = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) {
      const at = start + (source.slice(start).length - source.slice(start).trimStart().length);
      throw new ExpressionError(`“${source}” can't be read at character ${at + 1}, “${source.charAt(at)}”.`);
    }
    const [whole, number, name, text, sign] = match;
    const written = number ?? name ?? text ?? sign ?? '';
    const kind =
      number !== undefined ? 'number' : name !== undefined ? 'name' : text !== undefined ? 'text' : 'sign';
    list.push({ kind, text: written, column: start + whole.length - whole.trimStart().length + 1 });
  }
  return list;
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

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  min: Math.min,
  max: Math.max,
};

function parse(source: string): Evaluate {
  const list = tokens(source);
  let at = 0;
  const peek = (): string | null => {
    const token = list[at];
    return token?.kind === 'sign' ? token.text : null;
  };
  const fail = (wanted: string): never => {
    const token = list[at];
    const where = token ? `at character ${token.column}, “${token.text}”` : 'at its end';
    throw new ExpressionError(`“${source}” can't be read ${where}: ${wanted} should stand there.`);
  };
  const expect = (sign: string): void => {
    if (peek() !== sign) fail(`“${sign}”`);
    at += 1;
  };

  const conditional = (): Evaluate => {
    const condition = binary(1);
    if (peek() !== '?') return condition;
    at += 1;
    const yes = conditional();
    expect(':');
    const no = conditional();
    return (environment) => (truth(condition(environment)) ? yes(environment) : no(environment));
  };

  const binary = (lowest: number): Evaluate => {
    let left = unary();
    for (let sign = peek(); sign !== null && (precedence[sign] ?? 0) >= lowest; sign = peek()) {
      at += 1;
      left = combine(sign, left, binary((precedence[sign] ?? 0) + 1), source);
    }
    return left;
  };

  const unary = (): Evaluate => {
    const sign = peek();
    if (sign === '-' || sign === '+' || sign === '!') {
      at += 1;
      const inner = unary();
      if (sign === '!') return (environment) => !truth(inner(environment));
      const factor = sign === '-' ? -1 : 1;
      return (environment) => factor * asNumber(inner(environment), source);
    }
    return primary();
  };

  const primary = (): Evaluate => {
    const token = list[at];
    if (!token) return fail('a number or a name');
    if (token.text === '(' && token.kind === 'sign') {
      at += 1;
      const inner = conditional();
      expect(')');
      return inner;
    }
    if (token.kind === 'sign') return fail('a number or a name');
    at += 1;
    const { text } = token;
    if (token.kind === 'text') return () => text;
    if (token.kind === 'number') return () => Number(text);
    if (text === 'true' || text === 'false') return () => text === 'true';
    const call = Object.hasOwn(functions, text) ? functions[text] : undefined;
    if (call && peek() === '(') {
      const given: Evaluate[] = [];
      do {
        at += 1;
        given.push(conditional());
      } while (peek() === ',');
      expect(')');
      return (environment) => call(...given.map((read) => asNumber(read(environment), source)));
    }
    return (environment) => {
      const value = Object.hasOwn(environment, text) ? environment[text] : undefined;
      if (value === undefined) {
        const names = Object.keys(environment);
        const known =
          names.length === 0 ? 'there are no names to use here' : `known here: ${names.join(', ')}`;
        throw new ExpressionError(`“${source}” speaks of “${text}”, which is not known; ${known}.`);
      }
      return value;
    };
  };

  const result = conditional();
  if (at < list.length) fail('nothing more');
  return result;
}

const truth = (value: ExpressionValue): boolean => value !== false && value !== 0 && value !== '';

function asNumber(value: ExpressionValue, source: string): number {
  if (typeof value === 'number') return value;
  throw new ExpressionError(`“${source}” computes with ${JSON.stringify(value)}, which is no number.`);
}

function combine(sign: string, left: Evaluate, right: Evaluate, source: string): Evaluate {
  const numeric =
    (f: (a: number, b: number) => ExpressionValue): Evaluate =>
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
