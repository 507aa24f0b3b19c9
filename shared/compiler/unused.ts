/** What no answer depends on: it is neither run nor trained, and so not counted. */
import type { CompiledLayer } from './compiled';
import type { Order } from './order';

const nothing: ReadonlySet<string> = new Set();

/** The ids of layers that no output needs; none while there is no output yet. */
export function unusedLayers(
  layers: readonly CompiledLayer[],
  { placeOf, incoming, targets }: Order,
): ReadonlySet<string> {
  const places = (those: readonly CompiledLayer[]): readonly number[] =>
    those.map(({ id }) => placeOf.get(id) ?? -1);
  const outputs = layers.filter(({ definition }) => definition.role === 'output');
  const isEnd = ({ id }: CompiledLayer): boolean => targets[placeOf.get(id) ?? -1] === undefined;
  // Without a loose end all leads to an output, but for what goes in a circle.
  const loose = layers.some((layer) => layer.definition.role !== 'output' && isEnd(layer));
  if (outputs.length === 0 || !loose) return nothing;
  const used = new Set(places(outputs));
  // A set goes on to what is added while it is walked through.
  for (const place of used) for (const { source } of incoming[place] ?? []) used.add(source);
  return new Set(layers.filter(({ id }) => !used.has(placeOf.get(id) ?? -1)).map(({ id }) => id));
}
