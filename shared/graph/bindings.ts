/**
 * The parameters of a block while it is taken apart: each a value, or an expression over the names around it. What is
 * inside the block is rewritten so that it says the same without the block, or refused where it can't.
 */
import { evaluate, ExpressionError, type ExpressionValue } from '../layers/support/expression';
import { namesIn, substituteIn, written } from '../layers/support/expression-names';
import { countsItself, entryFor } from './block-arguments';
import { isExpression, type BlockNode, type Definition, type Expression, type ParamValue } from './document';
import { EditError } from './edit-error';
import { isValue } from './literals';

type Bound = ExpressionValue | Expression;
/** By name, `i` too. */
export type Bindings = ReadonlyMap<string, Bound>;

/** Of a block in one of its copies. `outer`: the names that may be left in expressions. */
export function bindingsOf(
  definition: Definition,
  block: BlockNode,
  copy: number,
  outer: readonly string[],
): Bindings {
  const own: Bindings = new Map<string, Bound>([
    ...outer.map((name): [string, Bound] => [name, { expr: name }]),
    ...(countsItself(block) ? [['i', copy] as const] : []),
  ]);
  return new Map<string, Bound>([
    ...definition.params.map(({ name, default: value }): [string, Bound] => {
      const given = entryFor(name, block.args[name], copy);
      if (isExpression(given)) return [name, bound(given, own)];
      return [name, isValue(given) ? given : value];
    }),
    ['i', copy],
  ]);
}

/** An expression without the block's names: a value if it needs no others, else an expression. */
export function bound({ expr }: Expression, bindings: Bindings, ownIndex = false): Bound {
  const names = namesIn(expr);
  const values: Record<string, ExpressionValue> = {};
  const texts = new Map<string, string>();
  for (const name of names) {
    if (ownIndex && name === 'i') continue;
    const value = bindings.get(name);
    if (value === undefined) {
      throw new EditError(`“${expr}” speaks of “${name}”, which is not known there: mend that first.`);
    }
    if (!isExpression(value)) values[name] = value;
    else if (ownIndex && namesIn(value.expr).includes('i')) {
      throw new EditError(
        `“${expr}” counts its own copies, and “${name}” is “${value.expr}”, which counts those around it: in one expression both would be “i”.`,
      );
    }
    texts.set(name, isExpression(value) ? value.expr : textOf(value, expr));
  }
  if (Object.keys(values).length === names.length) return evaluate(expr, values);
  return { expr: substituteIn(expr, texts) };
}

function textOf(value: ExpressionValue, expr: string): string {
  const text = written(value);
  if (text !== null) return text;
  throw new EditError(
    `The text ${JSON.stringify(value)} in “${expr}” holds a quotation mark, which no expression can: change it first.`,
  );
}

/** A parameter without the block's names, lists of them too. */
export function boundValue(value: ParamValue, bindings: Bindings, ownIndex = false): ParamValue {
  if (isExpression(value)) return bound(value, bindings, ownIndex);
  return Array.isArray(value) ? value.map((part: unknown) => boundValue(part, bindings, ownIndex)) : value;
}

export function boundValues(
  values: Readonly<Record<string, ParamValue>>,
  bindings: Bindings,
  ownIndex = false,
): Readonly<Record<string, ParamValue>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, boundValue(value, bindings, ownIndex)]),
  );
}

/** What `ExpressionError` says of a node, as an `EditError` that names it. */
export function explained<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof EditError)
      throw new EditError(`${what}: ${error.message}`);
    throw error;
  }
}
