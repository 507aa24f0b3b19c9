/** What of a run is left when some of its parts can't be read. */
import { type PartName, type WeightsNames, weightsPart } from '../model/stored-run';

/** Its weights are the run's last ones. */
const CHECKPOINT: readonly PartName[] = [
  'weights/last.safetensors',
  'checkpoint/state.json',
  'checkpoint/slots.safetensors',
];

/** A checkpoint is whole or of no use: takes away what is left of it, and answers all that is lost. */
export function withoutHalves(found: Map<PartName, unknown>, lost: readonly PartName[]): readonly PartName[] {
  if (!lost.some((name) => CHECKPOINT.includes(name))) return lost;
  return [...lost, ...CHECKPOINT.slice(1).filter((name) => found.delete(name))];
}

/** Names of weights that are still there. */
export const namesLeft = (names: WeightsNames, lost: readonly PartName[]): WeightsNames =>
  Object.fromEntries(Object.entries(names).filter(([, under]) => !lost.includes(weightsPart(under))));
