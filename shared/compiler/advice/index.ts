/**
 * What an experienced colleague would say of a network that has no errors. Each rule is a function with its source;
 * none may cry wolf, so the templates' tests list what the classic networks are told.
 */
import type { CompiledLayer, Diagnostic } from '../compiled';
import {
  noActivationBetween,
  shrinkingFilters,
  sigmoidForExclusiveClasses,
  softmaxOverOne,
  softmaxTwice,
} from './activations';
import type { Network, Rule } from './network';
import { biasBeforeNorm, normAfterDropout } from './normalization';
import { denseHoldsMost, noPoolingBeforeFlatten, receptiveFieldAdvice } from './size';

const rules: readonly Rule[] = [
  softmaxTwice,
  sigmoidForExclusiveClasses,
  softmaxOverOne,
  noActivationBetween,
  biasBeforeNorm,
  normAfterDropout,
  denseHoldsMost,
  noPoolingBeforeFlatten,
  shrinkingFilters,
  receptiveFieldAdvice,
];

/** Once for each layer of the drawing: the copies of a block would all say the same. */
export function advice(network: Network, byId: ReadonlyMap<string, CompiledLayer>): readonly Diagnostic[] {
  const said = new Set<string>();
  return rules
    .flatMap((rule) => rule(network))
    .filter(({ code, nodeId }) => {
      const origin = byId.get(nodeId ?? '')?.origin;
      const key = `${code} ${origin?.scope ?? ''}/${origin?.node ?? ''}`;
      if (said.has(key)) return false;
      said.add(key);
      return true;
    });
}
