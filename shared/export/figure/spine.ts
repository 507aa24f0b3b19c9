/** The longest way through a network, and what leaves it and comes back. */
import type { Compiled, CompiledLayer } from '../../compiler/compiled';

/** A way beside the spine, between two of its layers. */
export interface Detour {
  /** Places on the spine; `to` is the layer that joins the two ways. */
  readonly from: number;
  readonly to: number;
  /** Layers on it: none is a plain shortcut. */
  readonly steps: number;
}
export interface Spine {
  readonly layers: readonly CompiledLayer[];
  readonly detours: readonly Detour[];
}

export function spineOf({ layers, edges }: Pick<Compiled, 'layers' | 'edges'>): Spine {
  const sources = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const list = sources.get(target);
    if (list) list.push(source);
    else sources.set(target, [source]);
  }

  const length = new Map<string, number>();
  const before = new Map<string, string>();
  let last: CompiledLayer | undefined;
  for (const layer of layers) {
    let longest = 0;
    for (const source of sources.get(layer.id) ?? []) {
      const there = length.get(source) ?? 0;
      if (there <= longest) continue;
      longest = there;
      before.set(layer.id, source);
    }
    length.set(layer.id, longest + 1);
    if (last === undefined || longest + 1 > (length.get(last.id) ?? 0)) last = layer;
  }

  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const way: CompiledLayer[] = [];
  for (let at = last; at !== undefined; at = byId.get(before.get(at.id) ?? '')) way.push(at);
  way.reverse();

  const place = new Map(way.map(({ id }, index) => [id, index]));
  const detours = way.flatMap(({ id }, to) =>
    (sources.get(id) ?? [])
      .filter((source) => source !== before.get(id))
      .flatMap((source): Detour[] => {
        let at: string | undefined = source;
        let steps = 0;
        while (at !== undefined && !place.has(at)) {
          at = before.get(at);
          steps += 1;
        }
        const from = at === undefined ? undefined : place.get(at);
        return from === undefined ? [] : [{ from, to, steps }];
      }),
  );
  return { layers: way, detours };
}
