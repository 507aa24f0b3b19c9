/** The parameters that several layers have in common: of the same name and the same kind, and in use in all of them. */
import type { GraphNode } from '../../../shared/graph/document';
import { isBlock } from '../../../shared/graph/document';
import { findLayer } from '../../../shared/layers';
import { type Field, parseParams } from '../../../shared/schema/fields';

export interface Member {
  readonly node: GraphNode;
  /** As they are in the copy that is shown. */
  readonly params: Readonly<Record<string, unknown>>;
}

export interface CommonField {
  readonly name: string;
  /** The first one's, whose words are shown. */
  readonly field: Field<unknown>;
  /** Each one's, whose limits hold. */
  readonly fields: readonly Field<unknown>[];
  readonly values: readonly unknown[];
}

export function commonFields(members: readonly Member[]): readonly CommonField[] {
  const [first, ...others] = members.map(({ node, params }) => {
    const layer = isBlock(node) ? undefined : findLayer(node.type);
    const fields: Readonly<Record<string, Field<unknown>>> = layer?.params ?? {};
    const parsed: { readonly params: Readonly<Record<string, unknown>> } = parseParams(fields, params);
    return { fields, values: parsed.params };
  });
  if (!first) return [];
  const all = [first, ...others];
  return Object.entries(first.fields).flatMap(([name, field]): CommonField[] => {
    const fields = all.flatMap(({ fields: own, values }) => {
      const each = own[name];
      return each && alike(each, field) && each.when?.(values) !== false ? [each] : [];
    });
    if (fields.length < all.length) return [];
    return [{ name, field, fields, values: all.map(({ values }) => values[name]) }];
  });
}

function alike({ widget: a }: Field<unknown>, { widget: b }: Field<unknown>): boolean {
  if (a.kind !== 'choice' || b.kind !== 'choice') return a.kind === b.kind;
  const values = (widget: typeof a): string => widget.options.map(({ value }) => value).join();
  return values(a) === values(b);
}
