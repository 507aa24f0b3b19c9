import * as tf from '@tensorflow/tfjs-core';
import type { PlanOp } from '../../compiler/compiled';
import type { Op } from '../../layers/support/primitives';
import type { Context } from './context';
import { concat, pad, reduce, reshape, resize, slice, transpose } from './primitives/arrangement';
import { conv2d, convTranspose2d } from './primitives/convolution';
import { matMul } from './primitives/dense';
import { binary, binaryWeight, randomMask, randomNoise, unary } from './primitives/elementwise';
import { batchNorm } from './primitives/normalization';
import { averagePool, maxPool } from './primitives/pooling';
import { constant } from './with-gradient';

function runPrimitive(op: Op, context: Context): tf.Tensor {
  switch (op.op) {
    case 'conv2d':
      return conv2d(op, context);
    case 'convTranspose2d':
      return convTranspose2d(op, context);
    case 'matMul':
      return matMul(op, context);
    case 'maxPool':
      return maxPool(op, context);
    case 'averagePool':
      return averagePool(op, context);
    case 'reduce':
      return reduce(op, context);
    case 'batchNorm':
      return batchNorm(op, context);
    case 'unary':
      return unary(op, context);
    case 'binary':
      return binary(op, context);
    case 'binaryWeight':
      return binaryWeight(op, context);
    case 'softmax':
      return tf.softmax(context.value(op.x));
    case 'argMax': {
      const x = context.value(op.x);
      return constant([x], () => tf.cast(tf.argMax(x, -1), 'float32'));
    }
    case 'concat':
      return concat(op, context);
    case 'slice':
      return slice(op, context);
    case 'pad':
      return pad(op, context);
    case 'transpose':
      return transpose(op, context);
    case 'reshape':
      return reshape(op, context);
    case 'resize':
      return resize(op, context);
    case 'randomMask':
      return randomMask(op, context);
    case 'randomNoise':
      return randomNoise(op, context);
  }
}

/**
 * Runs primitives in order, putting each result into `values`, and disposes of a value after its last use (`unused`:
 * by primitive, what nobody reads after it). Must run inside a tidy. `seen` gets each result, and may give another in
 * its place.
 */
export function runOps(
  ops: readonly PlanOp[],
  context: Context,
  values: Map<number, tf.Tensor>,
  unused: readonly (readonly number[])[] = [],
  seen: (id: number, value: tf.Tensor) => tf.Tensor = (_, value) => value,
): void {
  for (const [step, { op, output }] of ops.entries()) {
    const value = tf.tidy(() => runPrimitive(op, context));
    values.set(output.id, seen(output.id, value));
    for (const id of unused[step] ?? []) {
      values.get(id)?.dispose();
      values.delete(id);
    }
  }
}
