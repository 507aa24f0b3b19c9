/** What stands for the parameters of a node inside a block: literals as written, expressions evaluated. */
import { isExpression } from '../graph/document';
import { literalOf } from '../graph/literals';
import type { Environment } from '../layers/support/expression';
import type { FlatNode } from './compiled';
import type { LayerEntry } from './expanded';

const known = new WeakMap<FlatNode['params'], readonly string[]>();
/** Values, those in lists included: fewer are looked through faster than they are remembered. */
const FEW = 32;

/** The names of those that hold expressions. */
export function openParams(params: FlatNode['params']): readonly string[] {
  const remembered = known.get(params);
  if (remembered) return remembered;
  let values = 0;
  const holds = (value: unknown): boolean => {
    values += 1;
    if (typeof value !== 'object' || value === null) return false;
    return isExpression(value) || (Array.isArray(value) && value.some(holds));
  };
  const open: string[] = [];
  for (const name of Object.keys(params)) if (holds(params[name])) open.push(name);
  if (values > FEW) known.set(params, open);
  return open;
}

/** As written, with expressions evaluated. An object that is there already, where the same comes out. */
export function paramsOf(
  written: FlatNode['params'],
  open: readonly string[],
  environment: Environment,
  akin: readonly LayerEntry[],
): FlatNode['params'] {
  if (open.length === 0) return written;
  const values: Record<string, unknown> = {};
  for (const name of open) values[name] = literalOf(name, written[name], environment);
  const equal = akin.find(({ flat }) => open.every((name) => sameValue(flat.params[name], values[name])));
  return equal ? equal.flat.params : { ...written, ...values };
}

export function sameParams(a: FlatNode['params'], b: FlatNode['params']): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names) if (!sameValue(a[name], b[name]) || !Object.hasOwn(b, name)) return false;
  return true;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((part, i) => sameValue(part, b[i]));
  return JSON.stringify(a) === JSON.stringify(b);
}
