/** Parameters with their expressions computed. */
import {
  evaluate,
  ExpressionError,
  type Environment,
  type ExpressionValue,
} from '../layers/support/expression';
import { isExpression, type ParamValue } from './document';

/** Expressions may stand inside of lists: `[{"expr": "k"}, 1]`. Throws `ExpressionError`. */
export function literals(
  params: Readonly<Record<string, ParamValue>>,
  environment: Environment,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, literalOf(name, value, environment)]),
  );
}

/** The error says which parameter it is about. Throws `ExpressionError`. */
export function literalOf(name: string, value: ParamValue, environment: Environment): unknown {
  try {
    return literal(value, environment);
  } catch (error) {
    if (error instanceof ExpressionError) error.param ??= name;
    throw error;
  }
}

export function literal(value: ParamValue, environment: Environment): unknown {
  if (isExpression(value)) return evaluate(value.expr, environment);
  return Array.isArray(value) ? value.map((part: unknown) => literal(part, environment)) : value;
}

/** Whether it is, or holds in its lists, an expression. */
export function holdsExpression(value: ParamValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isExpression(value) || (Array.isArray(value) && value.some(holdsExpression));
}

export const isValue = (value: unknown): value is ExpressionValue =>
  typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
