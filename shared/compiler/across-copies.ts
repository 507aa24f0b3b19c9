/** A layer of a definition in all its copies at once: ranges and sums, as a card shows them. */
import type { Shape } from '../layers/shape';
import { copiesOf, type InScope } from './block-facts';
import type { Compiled, CompiledLayer, Totals } from './compiled';
import { outputShapeOf } from './summary';
import { largest, smallest } from '../layers/support/extremes';

export interface AcrossCopies extends Totals {
  /** In execution order. */
  readonly layers: readonly CompiledLayer[];
  /** Each parameter's different values, in the order in which they first come. */
  readonly params: ReadonlyMap<string, readonly unknown[]>;
  /** The layers' short texts as one: `3×3 · 64–512 · s2→1`. */
  readonly brief: string;
  /** Different shapes, in order; null is one that is unknown. */
  readonly outputShapes: readonly (Shape | null)[];
}

/** Null where the node has no copy in the network. `within`: only those in this block. */
export function acrossCopies(compiled: Compiled, at: InScope, within?: string): AcrossCopies | null {
  const layers = copiesOf(compiled, at, within);
  const [first] = layers;
  if (!first) return null;
  const sum = (key: keyof Totals): number => layers.reduce((total, layer) => total + layer[key], 0);
  const params = new Map(
    Object.keys(first.definition.params).map((name) => [
      name,
      different(layers.map(({ settings }) => settings[name])),
    ]),
  );
  return {
    layers,
    params,
    brief: briefAcross(layers.map(({ definition, settings }) => definition.brief(settings))),
    outputShapes: different(layers.map(outputShapeOf)),
    trainable: sum('trainable'),
    nonTrainable: sum('nonTrainable'),
    macs: sum('macs'),
    activations: sum('activations'),
  };
}

function different<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

const BETWEEN = ' · ';

/** Part by part: what agrees stands once, numbers become a range, anything else is listed. */
export function briefAcross(briefs: readonly string[]): string {
  const rows = different(briefs).map((brief) => brief.split(BETWEEN));
  const [first = []] = rows;
  if (rows.some((row) => row.length !== first.length)) return different(briefs).join(' | ');
  return first.map((_, part) => range(different(rows.map((row) => row[part] ?? '')))).join(BETWEEN);
}

/** `64`, `128`, `256` is `64–256`; `s2`, `s1` is `s2→1`. */
function range(parts: readonly string[]): string {
  const [first = ''] = parts;
  if (parts.length === 1) return first;
  const read = parts.map((part) => /^(\D*)(\d+(?:\.\d+)?)(\D*)$/.exec(part));
  const prefix = read[0]?.[1] ?? '';
  const suffix = read[0]?.[3] ?? '';
  const numbers = read.flatMap((match) =>
    match && match[1] === prefix && match[3] === suffix ? [Number(match[2])] : [],
  );
  if (numbers.length < parts.length) return parts.join('/');
  const [least, most] = [smallest(numbers), largest(numbers)];
  const falls = numbers.length === 2 && numbers[0] === most;
  return `${prefix}${falls ? `${most}→${least}` : `${least}–${most}`}${suffix}`;
}
