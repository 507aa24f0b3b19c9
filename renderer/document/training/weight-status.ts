/** What an edit left of a trained network, layer by layer. */
import type { Compiled, CompiledLayer } from '../../../shared/compiler/compiled';
import { type Fit, weightsOf } from '../../../shared/model/fit-weights';

export type WeightStatus = 'trained' | 'partly' | 'new';

function statusOf(layers: readonly CompiledLayer[], { fits }: Fit): WeightStatus | null {
  const all = weightsOf(layers);
  if (all.length === 0) return null;
  const kept = all.filter(({ key }) => fits.has(key)).length;
  if (kept === all.length) return 'trained';
  return kept === 0 ? 'new' : 'partly';
}

/** `nodeId` is a flat id or a node of the document (a block then stands for all it holds). Null: nothing to train. */
export function weightStatusOf(compiled: Compiled, fit: Fit, nodeId: string): WeightStatus | null {
  const flat = compiled.byId.get(nodeId);
  const layers = flat
    ? [flat]
    : compiled.layers.filter((layer) => layer.block === nodeId || layer.origin.node === nodeId);
  return statusOf(layers, fit);
}

export interface Survival {
  /** Layers whose weights all survive, some, none. */
  readonly trained: number;
  readonly partly: number;
  readonly fresh: number;
}

export function survivalOf(compiled: Compiled, fit: Fit): Survival {
  const statuses = compiled.layers.map((layer) => statusOf([layer], fit));
  const of = (status: WeightStatus): number => statuses.filter((each) => each === status).length;
  return { trained: of('trained'), partly: of('partly'), fresh: of('new') };
}
