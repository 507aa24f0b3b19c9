import * as tf from '@tensorflow/tfjs-core';
import type { Primitive } from '../../../layers/support/primitives';
import { asRows, columnSum, type Context } from '../context';
import { at, withGradient } from '../with-gradient';

/** a · b with either side transposed; on wasm only the plain product is fast (XNNPACK), so transposes are made. */
function product(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  transpose: 'none' | 'first' | 'second',
  wasm: boolean,
): tf.Tensor2D {
  if (!wasm || transpose === 'none')
    return tf.matMul<tf.Tensor2D>(a, b, transpose === 'first', transpose === 'second');
  return transpose === 'first'
    ? tf.matMul<tf.Tensor2D>(tf.transpose(a), b)
    : tf.matMul<tf.Tensor2D>(a, tf.transpose(b));
}

export function matMul(op: Extract<Primitive, { op: 'matMul' }>, context: Context): tf.Tensor {
  const x = context.value(op.x);
  const kernel = asRows(context.weight(op.kernel));
  const bias = op.bias ? tf.reshape<tf.Rank.R1>(context.weight(op.bias), [kernel.shape[1]]) : undefined;
  const wasm = context.backend === 'wasm';
  const wanted = {
    x: context.wanted(op.x),
    kernel: context.wanted(op.kernel),
    bias: op.bias !== undefined && context.wanted(op.bias),
  };
  const sources = [
    ...(wanted.x ? [x] : []),
    ...(wanted.kernel ? [kernel] : []),
    ...(bias && wanted.bias ? [bias] : []),
  ];
  return withGradient(
    sources,
    () => {
      const rows = tf.fused.matMul({ a: asRows(x), b: kernel, bias, activation: 'linear' });
      return { value: tf.reshape(rows, [...x.shape.slice(0, -1), kernel.shape[1]]), saved: [x, kernel] };
    },
    (dy, saved) => {
      const dyRows = asRows(dy);
      const savedX = at(saved, 0);
      const gradients: tf.Tensor[] = [];
      if (wanted.x)
        gradients.push(tf.reshape(product(dyRows, asRows(at(saved, 1)), 'second', wasm), savedX.shape));
      if (wanted.kernel) gradients.push(product(asRows(savedX), dyRows, 'first', wasm));
      if (bias && wanted.bias) gradients.push(columnSum(dy, context.backend));
      return gradients;
    },
  );
}
