/** What a fix costs, in words: `+8,320 parameters · +6.42 MMACs`, or where something is wrong `61,706 parameters · 416.5 kMACs in all`. */
import type { FixCost, NetworkCost } from '../../../shared/compiler/cost';
import { bytes, change, compact, exactly, macsText, plural } from '../../format/numbers';

/** Fewer bytes of activations are not worth a word, and neither is a small share of what there is. */
const MUCH = 10_000_000;
const SHARE = 0.05;

/** `batchMemory`: bytes of all activations of a batch as it is now. */
export function costText(cost: FixCost | null, batchMemory: number): string {
  if (cost === null) return 'This can’t be done any more.';
  const text = cost.more === null ? totalText(cost) : moreText(cost.more, cost.batchSize, batchMemory);
  return cost.newErrors === 0 ? text : `${text} · leaves ${plural(cost.newErrors, 'other error')}`;
}

/** What there is now is only a part, and no measure. */
function totalText({ total: { parameters, macs }, whole }: FixCost): string {
  const count = `${compact(parameters)} ${parameters === 1 ? 'parameter' : 'parameters'}`;
  return whole ? `${count} · ${macsText(macs)} in all` : `At least ${count} · ${macsText(macs)}`;
}

function moreText(
  { parameters, macs, activations }: NetworkCost,
  batchSize: number,
  batchMemory: number,
): string {
  const much = Math.abs(activations) >= Math.max(MUCH, batchMemory * SHARE);
  const parts = [
    parameters === 0
      ? null
      : `${change(parameters, compact)} ${Math.abs(parameters) === 1 ? 'parameter' : 'parameters'}`,
    change(macs, macsText),
    much ? `${change(activations, bytes)} at batch ${exactly(batchSize)}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'Costs nothing' : parts.join(' · ');
}
