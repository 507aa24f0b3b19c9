import * as tf from '@tensorflow/tfjs-core';
import type { Program } from '../../compiler/compiled';
import type { Op } from '../../layers/support/primitives';
import type { Context } from './context';
import { concat, pad, reduce, reshape, resize, slice, transpose } from './primitives/arrangement';
import { conv2d, convTranspose2d } from './primitives/convolution';
import { matMul } from './primitives/dense';
import { binary, binaryWeight, randomMask, randomNoise, unary } from './primitives/elementwise';
import { batchNorm } from './primitives/normalization';
import { averagePool, maxPool } from './primitives/pooling';

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
 * Runs the primitives in order, putting each result into `values`, and disposes of a value after its last use.
 * Must run inside a tidy. With `until` it stops once that value is known.
 */
export function runProgram(
  program: Program,
  context: Context,
  values: Map<number, tf.Tensor>,
  unused: readonly (readonly number[])[],
  until?: number,
): void {
  if (until !== undefined && values.has(until)) return;
  for (const [step, { op, output }] of program.ops.entries()) {
    values.set(
      output.id,
      tf.tidy(() => runPrimitive(op, context)),
    );
    if (output.id === until) return;
    for (const id of unused[step] ?? []) {
      values.get(id)?.dispose();
      values.delete(id);
    }
  }
}
