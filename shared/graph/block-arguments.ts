/**
 * What a block's parameters are in each of its copies. An argument is a value, a list with a value for each copy, or an
 * expression; in those of a repeated block `i` is the index of its own copy, in those of any other the index of the copy
 * that it stands in.
 */
import {
  evaluate,
  ExpressionError,
  type Environment,
  type ExpressionValue,
} from '../layers/support/expression';
import { isExpression, type BlockNode, type Definition, type ParamValue } from './document';
import { holdsExpression, isValue, literal } from './literals';

/** More copies than any network has layers. */
export const MOST_COPIES = 20_000;

/** Whether `i` in the block's arguments counts its own copies. */
export const countsItself = ({ repeat }: Pick<BlockNode, 'repeat'>): boolean => repeat !== 1;

/** Throws `ExpressionError` where it is no number of copies. */
export function repeatOf({ repeat }: Pick<BlockNode, 'repeat'>, environment: Environment): number {
  const value = isExpression(repeat) ? evaluate(repeat.expr, environment) : repeat;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_COPIES)
    return value;
  throw new ExpressionError(
    `a block can be repeated 0 to ${MOST_COPIES} times, and not ${JSON.stringify(value)} times.`,
  );
}

/** By copy; copies that agree share one object. Throws `ExpressionError`. */
export function argumentsOf(
  definition: Definition,
  node: BlockNode,
  environment: Environment,
  copies: number,
): readonly Readonly<Record<string, ExpressionValue>>[] {
  const inCopy = (copy: number): Record<string, ExpressionValue> => {
    const around = countsItself(node) ? { ...environment, i: copy } : environment;
    return Object.fromEntries(
      definition.params.map(({ name, default: value }) => {
        const given = literal(entryFor(name, node.args[name], copy), around);
        return [name, isValue(given) ? given : value];
      }),
    );
  };
  const differ = Object.values(node.args).some((value) => Array.isArray(value) || holdsExpression(value));
  if (differ) return Array.from({ length: copies }, (_, copy) => inCopy(copy));
  const one = copies > 0 ? inCopy(0) : {};
  return Array.from({ length: copies }, () => one);
}

/** A list gives each copy its own. Throws `ExpressionError` where it has none for this copy. */
export function entryFor(name: string, value: ParamValue, copy: number): ParamValue {
  if (!Array.isArray(value)) return value;
  const list: readonly unknown[] = value;
  if (copy < list.length) return list[copy];
  throw new ExpressionError(
    `“${name}” lists ${list.length === 1 ? 'one value' : `${list.length} values`}, and copy ${copy + 1} needs one more.`,
  );
}

/** What an argument is where none is given. */
export const defaultArguments = (definition: Definition): Readonly<Record<string, ExpressionValue>> =>
  Object.fromEntries(definition.params.map(({ name, default: value }) => [name, value]));
