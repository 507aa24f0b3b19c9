/** What a fix costs: the whole network with its edits, compiled, and what that is more than the network as it is. */
import { applyEdits } from '../graph/apply';
import type { ConvDocument } from '../graph/document';
import { EditError } from '../graph/edit-error';
import type { Compiler } from './compile';
import { type Compiled, isWhole, type Fix } from './compiled';
import { newErrors } from './new-errors';

export interface NetworkCost {
  /** Trainable ones, as the strip below the canvas has them. */
  readonly parameters: number;
  readonly macs: number;
  /** Bytes of the activations of a batch, as training keeps them. */
  readonly activations: number;
}

export interface FixCost {
  /** Of the network with the fix. */
  readonly total: NetworkCost;
  /** Whether nothing is wrong with it then: behind an error nothing is counted. */
  readonly whole: boolean;
  /** What it is more than now; null where something is wrong now, so that what there is now is not all of it. */
  readonly more: NetworkCost | null;
  /** Of the network with the fix. */
  readonly batchSize: number;
  /** Errors that are not there now. */
  readonly newErrors: number;
}

const VALUE = 4;

/** Null where the edits can't be made any more. */
export function costOf(compiled: Compiled, fix: Fix, compiler: Compiler): FixCost | null {
  const after = compiledWith(compiled.document, fix, compiler);
  if (after === null) return null;
  const [now, total] = [networkCost(compiled), networkCost(after)];
  return {
    total,
    whole: isWhole(after),
    more: isWhole(compiled)
      ? {
          parameters: total.parameters - now.parameters,
          macs: total.macs - now.macs,
          activations: total.activations - now.activations,
        }
      : null,
    batchSize: after.document.training.batchSize,
    newErrors: newErrors(compiled, after).length,
  };
}

function networkCost({ totals, document }: Compiled): NetworkCost {
  const { trainable, macs, activations } = totals;
  return {
    parameters: trainable,
    macs,
    activations: activations * document.training.batchSize * VALUE,
  };
}

function compiledWith(document: ConvDocument, fix: Fix, compiler: Compiler): Compiled | null {
  try {
    return compiler.compile(applyEdits(document, fix.edits));
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}
