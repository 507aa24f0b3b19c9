import * as tf from '@tensorflow/tfjs-core';

interface Forward {
  readonly value: tf.Tensor;
  /** What the backward pass needs; kept until then. */
  readonly saved: readonly tf.Tensor[];
}

/**
 * Runs `forward`, and gives tfjs's tape a hand-written gradient by the tensors in `sources`; the rest counts as
 * constant, and with no sources nothing is kept. `backward` returns one fresh tensor (never `dy` itself, which
 * the tape disposes) per source.
 */
export function withGradient(
  sources: readonly tf.Tensor[],
  forward: () => Forward,
  backward: (dy: tf.Tensor, saved: readonly tf.Tensor[]) => readonly tf.Tensor[],
): tf.Tensor {
  if (sources.length === 0) return tf.tidy(() => forward().value);
  const run = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const { value, saved } = forward();
    const save = inputs.at(-1);
    if (typeof save === 'function') save([...saved]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => tf.tidy(() => [...backward(dy, kept)]),
    };
  });
  return run(...sources);
}

/** Runs `forward`, whose gradient by these is 0: tfjs has none for it, and would refuse. */
export function constant(sources: readonly tf.Tensor[], forward: () => tf.Tensor): tf.Tensor {
  const shapes = sources.map(({ shape }) => shape);
  return withGradient(
    sources,
    () => ({ value: forward(), saved: [] }),
    () => shapes.map((shape) => tf.zeros(shape)),
  );
}

/** A saved tensor by its place; missing ones are a bug in the primitive. */
export function at(tensors: readonly tf.Tensor[], index: number): tf.Tensor {
  const tensor = tensors[index];
  if (!tensor) throw new Error(`The backward pass misses its saved tensor ${index}.`);
  return tensor;
}
