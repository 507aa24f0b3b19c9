/** Which layers of the present network a run's weights still fit: those of the same key and shape survive an edit. */
import type { Compiled, CompiledLayer } from '../../shared/compiler/compiled';
import type { WeightMap } from '../../shared/engine/executor';

export type WeightStatus = 'trained' | 'partly' | 'new';

function fits(weights: WeightMap, key: string, shape: readonly number[]): boolean {
  const found = weights.get(key);
  return (
    found !== undefined &&
    found.shape.length === shape.length &&
    found.shape.every((size, axis) => size === shape[axis])
  );
}

interface Count {
  readonly kept: number;
  readonly all: number;
}

function count(layers: readonly CompiledLayer[], weights: WeightMap): Count {
  let kept = 0;
  let all = 0;
  for (const layer of layers) {
    for (const { name, shape } of layer.weights) {
      all += 1;
      if (fits(weights, `${layer.id}/${name}`, shape)) kept += 1;
    }
  }
  return { kept, all };
}

function statusOf({ kept, all }: Count): WeightStatus | null {
  if (all === 0) return null;
  if (kept === all) return 'trained';
  return kept === 0 ? 'new' : 'partly';
}

/** `nodeId` is a flat id or a node of the document (a block then stands for all it holds). Null: nothing to train. */
export function weightStatusOf(compiled: Compiled, weights: WeightMap, nodeId: string): WeightStatus | null {
  const flat = compiled.byId.get(nodeId);
  const layers = flat
    ? [flat]
    : compiled.layers.filter((layer) => layer.block === nodeId || layer.origin.node === nodeId);
  return statusOf(count(layers, weights));
}

export interface Survival {
  /** Layers whose weights all survive, some, none. */
  readonly trained: number;
  readonly partly: number;
  readonly fresh: number;
}

export function survivalOf(compiled: Compiled, weights: WeightMap): Survival {
  const statuses = compiled.layers.map((layer) => statusOf(count([layer], weights)));
  const of = (status: WeightStatus): number => statuses.filter((each) => each === status).length;
  return { trained: of('trained'), partly: of('partly'), fresh: of('new') };
}
