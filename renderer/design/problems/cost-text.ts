/** What a fix costs, in words: `+8,320 parameters · +6.42 MMACs`. */
import type { FixCost } from '../../../shared/compiler/cost';
import { bytes, change, compact, exactly, macsText, plural } from '../../format/numbers';

/** Fewer bytes of activations are not worth a word, and neither is a small share of what there is. */
const MUCH = 10_000_000;
const SHARE = 0.05;

/** `batchMemory`: bytes of all activations of a batch as it is now. */
export function costText(cost: FixCost | null, batchSize: number, batchMemory: number): string {
  if (cost === null) return 'This can’t be done any more.';
  const { parameters, macs, activations, newErrors } = cost;
  const much = Math.abs(activations) >= Math.max(MUCH, batchMemory * SHARE);
  const parts = [
    parameters === 0
      ? null
      : `${change(parameters, compact)} ${Math.abs(parameters) === 1 ? 'parameter' : 'parameters'}`,
    change(macs, macsText),
    much ? `${change(activations, bytes)} at batch ${exactly(batchSize)}` : null,
  ].filter((part) => part !== null);
  const text = parts.length === 0 ? 'Costs nothing' : parts.join(' · ');
  return newErrors === 0 ? text : `${text} · leaves ${plural(newErrors, 'other error')}`;
}
