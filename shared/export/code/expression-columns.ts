/**
 * What the parts of an expression come to, one value for each copy of a block: computed operator by operator from the
 * operands, so that the cost does not grow with what they are made of. `python-expression.ts` holds the whole against
 * `evaluate`, so that a difference between the two can't become another formula.
 */
import { functions, type ExpressionValue } from '../../layers/support/expression';

type Value = ExpressionValue | readonly Value[];

/** Undefined where it can't be computed, as in a branch that is not taken there. */
export type Column = readonly (Value | undefined)[];

const arithmetic: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

const truth = (value: Value): boolean => value !== false && value !== 0 && value !== '';

const finite = (value: number | boolean | undefined): Value | undefined =>
  typeof value === 'number' && !Number.isFinite(value) ? undefined : value;

export function binary(sign: string, left: Column, right: Column): Column {
  const compute = arithmetic[sign];
  if (compute)
    return left.map((a, at) => {
      const b = right[at];
      return typeof a === 'number' && typeof b === 'number' ? finite(compute(a, b)) : undefined;
    });
  return left.map((a, at) => {
    const b = right[at];
    if (a === undefined) return undefined;
    if (sign === '||' && truth(a)) return true;
    if (sign === '&&' && !truth(a)) return false;
    if (b === undefined) return undefined;
    if (sign === '==') return a === b;
    return sign === '!=' ? a !== b : truth(b);
  });
}

export function unary(sign: string, inner: Column): Column {
  return inner.map((value) => {
    if (value === undefined) return undefined;
    if (sign === '!') return !truth(value);
    if (typeof value !== 'number') return undefined;
    return sign === '-' ? -value : value;
  });
}

export function conditional(condition: Column, yes: Column, no: Column): Column {
  return condition.map((value, at) => (value === undefined ? undefined : truth(value) ? yes[at] : no[at]));
}

/** Whether the condition is so for any of the copies. */
export const taken = (condition: Column, so: boolean): boolean =>
  condition.some((value) => value !== undefined && truth(value) === so);

/** `floor`, `ceil`, `round`, `min` or `max` of columns of the same length. */
export function call(name: string, given: readonly Column[]): Column {
  const [first = []] = given;
  return first.map((_, at) => {
    const numbers = given.map((column) => column[at]).filter((value) => typeof value === 'number');
    return numbers.length === given.length ? finite(functions[name]?.(...numbers)) : undefined;
  });
}

/** For `length` copies. All entries are computed before one is chosen, in Python as here, so that none may fail. */
export function list(parts: readonly Column[], length: number): Column {
  return Array.from({ length }, (_, at) => {
    const row = parts.map((column) => column[at]).filter((value) => value !== undefined);
    return row.length === parts.length ? row : undefined;
  });
}

export function entry(lists: Column, index: Column): Column {
  return lists.map((values, at) => {
    const place = index[at];
    return typeof values === 'object' && typeof place === 'number' ? values[place] : undefined;
  });
}
