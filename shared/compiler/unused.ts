/** What no answer depends on: it is neither run nor trained, and so not counted. */
import type { CompiledLayer } from './compiled';
import type { Order } from './order';

const nothing: ReadonlySet<string> = new Set();

/** The ids of layers that no output needs; none while there is no output yet. `ends`: the layers that feed no other. */
export function unusedLayers(
  layers: readonly CompiledLayer[],
  { placeOf, incoming }: Order,
  ends: ReadonlySet<CompiledLayer>,
): ReadonlySet<string> {
  const isOutput = ({ definition }: CompiledLayer): boolean => definition.role === 'output';
  // Without a loose end all leads to an output, but for what goes in a circle.
  if ([...ends].every(isOutput)) return nothing;
  const outputs = layers.filter(isOutput);
  if (outputs.length === 0) return nothing;
  const used = new Set(outputs.map(({ id }) => placeOf.get(id) ?? -1));
  // A set goes on to what is added while it is walked through.
  for (const place of used) for (const { source } of incoming[place] ?? []) used.add(source);
  return new Set(layers.filter(({ id }) => !used.has(placeOf.get(id) ?? -1)).map(({ id }) => id));
}
