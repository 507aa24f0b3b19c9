/** A block's expression in Python. */
import {
  type Environment,
  evaluate,
  ExpressionError,
  readExpression,
  type ExpressionValue,
} from '../../layers/support/expression';
import * as columns from './expression-columns';
import { pythonLiteral } from './python-text';

interface Part {
  readonly text: string;
  /** As in Python: what binds tighter has more. */
  readonly binds: number;
  readonly column: columns.Column;
  /** Whether it is true or false, whatever it is made of. */
  readonly logical: boolean;
  /** Whether Python may say 2.0 where we say 2: it takes no such number for a size. */
  readonly fraction: boolean;
  /** How many brackets stand inside each other. */
  readonly nested: number;
  /** A quotient of whole numbers, as whole numbers are divided there: without its remainder. */
  readonly floored?: string;
}

const binds: Readonly<Record<string, number>> = {
  '?': 1,
  '||': 2,
  '&&': 3,
  '!': 4,
  '==': 5,
  '!=': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};
const PREFIX = 8;
const ATOM = 9;

/** Python refuses two hundred brackets inside each other, and nobody can read twenty. */
const DEEPEST = 50;

/** Python has it otherwise, so this can't be said in it. */
class Untranslatable extends Error {}

const allWhole = (column: columns.Column): boolean =>
  column.every((value) => value === undefined || Number.isInteger(value));
const whole = ({ column }: Part): boolean => allWhole(column);

/**
 * `i == 0 ? 2 : 1` -> `2 if i == 0 else 1`, exactly for these environments; null where Python would compute something
 * else. Whole quotients become `//`, since sizes must be whole numbers there. `nameOf` says what a name is called.
 */
export function toPython(
  source: string,
  environments: readonly Environment[],
  nameOf: (name: string) => string,
): string | null {
  if (environments.length === 0) return null;
  try {
    const part = asSize(readExpression(source, readerFor(environments, nameOf)));
    return environments.every((environment, at) => agrees(source, environment, part.column[at]))
      ? part.text
      : null;
  } catch (error) {
    if (error instanceof Untranslatable || error instanceof ExpressionError) return null;
    throw error;
  }
}

/** Where the whole can't be computed, there is nothing to agree with. */
function agrees(source: string, environment: Environment, value: columns.Column[number]): boolean {
  try {
    return evaluate(source, environment) === value;
  } catch (error) {
    if (error instanceof ExpressionError) return true;
    throw error;
  }
}

/** Both of one kind, and no lists. */
function comparable(...both: readonly columns.Column[]): boolean {
  const kinds = new Set<string>();
  for (const column of both) for (const value of column) if (value !== undefined) kinds.add(typeof value);
  return kinds.size < 2 && !kinds.has('object');
}

/** In brackets where it binds less than it has to. */
function within(part: Part, least: number): Part {
  if (part.binds >= least) return part;
  if (part.nested >= DEEPEST) throw new Untranslatable();
  return { ...part, text: `(${part.text})`, binds: ATOM, nested: part.nested + 1 };
}

/** `width * 0.5` is 32.0 in Python. */
function asSize(part: Part): Part {
  if (!part.fraction || part.column.every((value) => value === undefined) || !whole(part)) return part;
  return { ...part, text: `int(${part.text})`, binds: ATOM, fraction: false, nested: part.nested + 1 };
}

function readerFor(environments: readonly Environment[], nameOf: (name: string) => string) {
  /** A number that stands there a hundred times is one column. */
  const constants = new Map<ExpressionValue, columns.Column>();
  const named = new Map<string, Part>();
  const constant = (value: ExpressionValue): columns.Column => {
    const column = constants.get(value) ?? environments.map(() => value);
    constants.set(value, column);
    return column;
  };
  const atom = (value: ExpressionValue): Part => ({
    text: pythonLiteral(value),
    binds: ATOM,
    column: constant(value),
    logical: typeof value === 'boolean',
    fraction: typeof value === 'number' && !Number.isInteger(value),
    nested: 0,
  });
  const made = (
    text: string,
    level: number,
    of: readonly Part[],
    column: columns.Column,
    is: Partial<Pick<Part, 'logical' | 'fraction'>> = {},
  ): Part => ({
    text,
    binds: level,
    column,
    logical: false,
    fraction: of.some(({ fraction }) => fraction),
    nested: of.reduce((most, { nested }) => Math.max(most, nested), 0),
    ...is,
  });
  /** A call or a list, whose brackets count. */
  const bracketed = (...given: Parameters<typeof made>): Part => {
    const part = made(...given);
    if (part.nested >= DEEPEST) throw new Untranslatable();
    return { ...part, nested: part.nested + 1 };
  };

  const divide = (left: Part, right: Part): Part => {
    const column = columns.binary('/', left.column, right.column);
    const integers = [left, right].every((side) => whole(side) && !side.fraction);
    // What was never computed stays as the user wrote it.
    const exact = integers && column.some((value) => value !== undefined) && allWhole(column);
    const [a, b] = [within(left, 7), within(right, PREFIX)];
    const is = exact ? {} : { fraction: true };
    const part = made(`${a.text} ${exact ? '//' : '/'} ${b.text}`, 7, [a, b], column, is);
    return integers ? { ...part, floored: `${a.text} // ${b.text}` } : part;
  };

  const both = (sign: '||' | '&&', left: Part, right: Part): Part => {
    // Python gives the operand itself, which is the same only where that is true or false.
    if (!left.logical || !right.logical) throw new Untranslatable();
    const level = binds[sign] ?? 0;
    const [a, b] = [within(left, level), within(right, level + 1)];
    const column = columns.binary(sign, left.column, right.column);
    return made(`${a.text} ${sign === '||' ? 'or' : 'and'} ${b.text}`, level, [a, b], column, {
      logical: true,
      fraction: false,
    });
  };

  const call = (name: string, given: readonly Part[]): Part => {
    const [first] = given;
    if (!first) throw new Untranslatable();
    const column = columns.call(
      name,
      given.map((each) => each.column),
    );
    if (name === 'floor' && first.floored !== undefined)
      return made(first.floored, 7, [first], column, { fraction: false });
    const list = given.map(({ text }) => text).join(', ');
    if (name === 'min' || name === 'max')
      // Of a single one Python wants a list.
      return given.length === 1 ? first : bracketed(`${name}(${list})`, ATOM, given, column);
    const is = { fraction: false };
    if (name !== 'round') return bracketed(`math.${name}(${list})`, ATOM, given, column, is);
    const x = within(first, 6);
    return bracketed(`math.floor(${x.text} + 0.5)`, ATOM, [x], column, is);
  };

  return {
    number: atom,
    text: atom,
    truth: atom,
    name(name: string): Part {
      const before = named.get(name);
      if (before) return before;
      const column = environments.map((environment) =>
        Object.hasOwn(environment, name) ? environment[name] : undefined,
      );
      if (column.includes(undefined)) throw new Untranslatable();
      const part = made(nameOf(name), ATOM, [], column, {
        logical: column.every((value) => typeof value === 'boolean'),
        fraction: column.some((value) => typeof value === 'number' && !Number.isInteger(value)),
      });
      named.set(name, part);
      return part;
    },
    unary(sign: string, inner: Part): Part {
      if (sign === '!') {
        const x = within(inner, 4);
        return made(`not ${x.text}`, 4, [x], columns.unary('!', inner.column), {
          logical: true,
          fraction: false,
        });
      }
      const x = within(inner, PREFIX);
      return made(`${sign}${x.text}`, PREFIX, [x], columns.unary(sign, inner.column));
    },
    binary(sign: string, left: Part, right: Part): Part {
      if (sign === '/') return divide(left, right);
      if (sign === '||' || sign === '&&') return both(sign, left, right);
      const plain = sign === '===' ? '==' : sign === '!==' ? '!=' : sign;
      const level = binds[plain] ?? 0;
      const compares = level === 5;
      // True == 1 in Python, and lists are equal where their entries are.
      if (compares && !comparable(left.column, right.column)) throw new Untranslatable();
      // The remainder of a negative number has another sign there.
      if (plain === '%' && [left, right].some(({ column }) => column.some((value) => Number(value) < 0)))
        throw new Untranslatable();
      // Comparisons in a row mean something else in Python: both sides go into brackets.
      const [a, b] = [within(left, compares ? level + 1 : level), within(right, level + 1)];
      const column = columns.binary(plain, left.column, right.column);
      const is = compares ? { logical: true, fraction: false } : {};
      return made(`${a.text} ${plain} ${b.text}`, level, [a, b], column, is);
    },
    conditional(condition: Part, yes: Part, no: Part): Part {
      const [then, test] = [within(yes, 2), within(condition, 2)];
      const column = columns.conditional(condition.column, yes.column, no.column);
      const taken = [
        columns.taken(condition.column, true) && yes,
        columns.taken(condition.column, false) && no,
      ];
      return made(`${then.text} if ${test.text} else ${no.text}`, 1, [then, test, no], column, {
        logical: yes.logical && no.logical,
        fraction: taken.some((branch) => branch !== false && branch.fraction),
      });
    },
    list: (parts: readonly Part[]): Part =>
      bracketed(
        `[${parts.map(({ text }) => text).join(', ')}]`,
        ATOM,
        parts,
        columns.list(
          parts.map(({ column }) => column),
          environments.length,
        ),
      ),
    entry(list: Part, index: Part): Part {
      const [from, at] = [within(list, ATOM), asSize(index)];
      return bracketed(
        `${from.text}[${at.text}]`,
        ATOM,
        [from, at],
        columns.entry(list.column, index.column),
        {
          fraction: list.fraction,
        },
      );
    },
    call,
  };
}
