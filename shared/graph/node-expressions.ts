/** The expressions of a node, wherever they stand. */
import { countsItself } from './block-arguments';
import { isBlock, isExpression, type Expression, type GraphNode, type ParamValue } from './document';

export interface ExpressionPlace {
  /** The parameter or argument, `when` or `repeat`. */
  readonly name: string;
  readonly source: string;
  /** In the arguments of a repeated block `i` counts the block's own copies, and not those that it stands in. */
  readonly ownIndex: boolean;
}

export function expressionsOf(node: GraphNode): readonly ExpressionPlace[] {
  const places: ExpressionPlace[] = [];
  mapExpressions(node, (expression, place) => {
    places.push(place);
    return expression;
  });
  return places;
}

/** The node with other expressions; the same object where none changes. */
export function mapExpressions(
  node: GraphNode,
  change: (expression: Expression, place: ExpressionPlace) => Expression,
): GraphNode {
  const changed: string[] = [];
  const one = (expression: Expression, name: string, ownIndex: boolean): Expression => {
    const after = change(expression, { name, source: expression.expr, ownIndex });
    if (after !== expression) changed.push(name);
    return after;
  };
  const within = (value: ParamValue, name: string, ownIndex: boolean): ParamValue => {
    if (isExpression(value)) return one(value, name, ownIndex);
    return Array.isArray(value) ? value.map((part: unknown) => within(part, name, ownIndex)) : value;
  };
  const all = (values: GraphNode['params'], ownIndex: boolean): GraphNode['params'] =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, within(value, name, ownIndex)]));
  const params = all(node.params, false);
  const when = node.when && one(node.when, 'when', false);
  const conditional = when && { when };
  if (!isBlock(node)) {
    const after = { ...node, params, ...conditional };
    return changed.length > 0 ? after : node;
  }
  const args = all(node.args, countsItself(node));
  const repeat = isExpression(node.repeat) ? one(node.repeat, 'repeat', false) : node.repeat;
  const after = { ...node, params, args, repeat, ...conditional };
  return changed.length > 0 ? after : node;
}
