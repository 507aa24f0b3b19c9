/**
 * What a loss says of itself. Losses belong to the compiler, as layers' primitives do: the plan that leaves it holds
 * everything that executors differentiate, and these know no loss by name.
 */
import type { LossName, OpEmitter, Value } from '../../layers/support/primitives';

export interface Loss {
  /** Keras' name. */
  readonly name: LossName;
  /** A batch's target is a class index for each row, a share for each class, or numbers of the value's own shape. */
  readonly targets: readonly ('index' | 'distribution' | 'values')[];
  /**
   * The loss as primitives. The target has the value's shape, [..., channels]; indices are shares of 0 and 1 here. What
   * comes out is a number for each row, of the shape [...].
   */
  lower(given: { readonly value: Value; readonly target: Value; readonly emit: OpEmitter }): {
    readonly losses: Value;
    /** What is told of training beside the loss, by name: a number for each row too. */
    readonly counters: Readonly<Record<string, Value>>;
  };
}

/** Over the channels of a row; a number without any axis is its own row. */
export const overChannels = (
  emit: OpEmitter,
  x: Value,
  how: 'mean' | 'sum' | 'max',
  keepDims = false,
): Value =>
  x.shape.length === 0 ? x : emit({ op: 'reduce', x, function: how, axes: [x.shape.length - 1], keepDims });
