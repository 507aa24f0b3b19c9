/** Passes through a plan with tfjs, forward and back. All of them must run inside a scope, which disposes of the rest. */
import * as tf from '@tensorflow/tfjs-core';
import type { Plan, Program } from '../../compiler/compiled';
import type { Value, WeightValue } from '../../layers/support/primitives';
import { dependentValues, lastUses, layerValue, partOf, scoreValue, withLosses } from '../dependencies';
import type { BackendName, Batch, Hyper, Score } from '../executor';
import { fusedLossOf } from '../fused-loss';
import type { PreparedTarget } from '../targets';
import type { Context } from './context';
import { outputLoss } from './losses';
import { runOps } from './run-program';
import { deadTensor, spreadTensor } from './spread';

/** A program with what is known about it before the first batch. */
export interface Prepared {
  readonly program: Program;
  readonly unused: readonly (readonly number[])[];
  /** Values whose gradients are asked for. */
  readonly wanted: ReadonlySet<number>;
}

export interface Differentiated {
  readonly loss: tf.Tensor;
  /** Of each output in turn Σ weight · loss and its counters; kept. */
  readonly figures: tf.Tensor;
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
  readonly byInput: readonly (readonly [string, tf.Tensor])[];
}

export interface PassOptions {
  readonly plan: Plan;
  readonly backend: BackendName;
  readonly seed: number;
  readonly weightTensor: (key: string) => tf.Tensor;
}

type Given = ReadonlyMap<number, tf.Tensor>;
type Moving = Map<string, tf.Tensor> | null;

const isWeight = (source: Value | WeightValue): source is WeightValue => 'key' in source;
const noKeys: ReadonlySet<string> = new Set();
const noValues: ReadonlySet<number> = new Set();

export function createPasses({ plan, backend, seed, weightTensor }: PassOptions) {
  const trainable = plan.weights.filter((weight) => weight.trainable);
  const trainableKeys = new Set(trainable.map(({ key }) => key));
  const fused = new Map(plan.training.outputs.map((output) => [output.id, fusedLossOf(output)]));
  const prepare = (
    program: Program,
    wanted: ReadonlySet<number>,
    kept: readonly number[] = program.outputs.flatMap(({ lossInput, prediction }) => [
      lossInput.id,
      prediction.id,
    ]),
  ): Prepared => ({ program, wanted, unused: lastUses(program, new Set(kept)) });
  const wantedOf = (values: readonly number[]) =>
    dependentValues(withLosses(plan.training), trainableKeys, values);
  const training = prepare(plan.training, wantedOf([]));
  const trainingAndInputs = prepare(
    plan.training,
    wantedOf(plan.training.inputs.map(({ value }) => value.id)),
  );
  const inference = prepare(plan.inference, noValues);

  const inputValues = (program: Program, inputs: Batch['inputs'], size: number): Map<number, tf.Tensor> =>
    new Map(
      program.inputs.map(({ id, value }) => {
        const given = inputs[id];
        if (!given) throw new Error(`The batch has nothing for the input "${id}".`);
        return [value.id, tf.tensor(given.data, [size, ...value.shape], 'float32')];
      }),
    );

  const contextOf = (
    wanted: ReadonlySet<number>,
    keys: ReadonlySet<string>,
    values: Given,
    hyper: Hyper | null,
    moving: Moving,
  ): Context => ({
    backend,
    training: hyper !== null,
    seed,
    step: hyper?.step ?? 0,
    value: ({ id }) => {
      const tensor = values.get(id);
      if (!tensor) throw new Error(`The plan reads value ${id} before it is computed.`);
      return tensor;
    },
    weight: ({ key }) => weightTensor(key),
    wanted: (source) => (isWeight(source) ? keys.has(source.key) : wanted.has(source.id)),
    setStatistic: ({ key }, tensor) => moving?.set(key, tf.keep(tensor)),
  });

  const lossesOf = (
    { outputs }: Program,
    targets: readonly PreparedTarget[],
    values: Map<number, tf.Tensor>,
    context: Context,
  ): { loss: tf.Tensor; figures: tf.Tensor } => {
    const found = outputs.flatMap((output, index) => {
      const target = targets[index];
      return target
        ? [{ target, ...outputLoss(output, fused.get(output.id) ?? null, target, values, context) }]
        : [];
    });
    const [only = tf.scalar(0), ...others] = found.map(({ loss }) => loss);
    return {
      loss: others.reduce((sum, loss) => tf.add(sum, loss), only),
      figures: tf.stack(
        found.flatMap(({ target, loss, counters }) => [tf.mul(loss, target.weight), ...counters]),
      ),
    };
  };

  /** One forward and backward pass; moving statistics are kept where they are asked for. */
  const differentiate = (
    batch: Batch,
    targets: readonly PreparedTarget[],
    hyper: Hyper,
    withInputs: boolean,
    moving: Moving,
  ): Differentiated => {
    const { program, wanted, unused } = withInputs ? trainingAndInputs : training;
    const inputs = inputValues(program, batch.inputs, batch.size);
    const sources = [
      ...trainable.map(({ key }) => weightTensor(key)),
      ...(withInputs ? inputs.values() : []),
    ];
    let figures: tf.Tensor = tf.tensor1d([]);
    const forward = () => {
      // Clones, as values are disposed of after their last use and the originals are differentiated by.
      const values = new Map([...inputs].map(([id, tensor]) => [id, tf.clone(tensor)]));
      const context = contextOf(wanted, trainableKeys, values, hyper, moving);
      runOps(program.ops, context, values, unused);
      const result = lossesOf(program, targets, values, context);
      figures = tf.keep(result.figures);
      return result.loss;
    };
    if (sources.length === 0) {
      const loss = tf.tidy(forward);
      return { loss, figures, gradients: new Map(), byInput: [] };
    }
    const { value: loss, grads } = tf.engine().gradients(forward, sources, undefined, true);
    const gradients = new Map<string, tf.Tensor>();
    for (const [index, { key }] of trainable.entries()) {
      const gradient: tf.Tensor | undefined = grads[index];
      if (gradient) gradients.set(key, gradient);
    }
    const byInput = withInputs
      ? program.inputs.map(({ id, value: { shape } }, index): readonly [string, tf.Tensor] => {
          const gradient: tf.Tensor | undefined = grads[trainable.length + index];
          return [id, gradient ?? tf.zeros([batch.size, ...shape])];
        })
      : [];
    return { loss, figures, gradients, byInput };
  };

  const infer = (
    { program, unused }: Prepared,
    inputs: Batch['inputs'],
    size: number,
  ): { values: Map<number, tf.Tensor>; context: Context } => {
    const values = inputValues(program, inputs, size);
    const context = contextOf(noValues, noKeys, values, null, null);
    runOps(program.ops, context, values, unused);
    return { values, context };
  };

  const need = (values: Given, { id }: Value): tf.Tensor => {
    const tensor = values.get(id);
    if (!tensor) throw new Error(`The plan never computed value ${id}.`);
    return tf.keep(tf.clone(tensor));
  };

  const keepPredictions = (values: Given) =>
    plan.inference.outputs.map(({ id, prediction }) => [id, need(values, prediction)] as const);

  return {
    differentiate,

    /** Kept, by output id. */
    predict: (inputs: Batch['inputs'], size: number) =>
      keepPredictions(infer(inference, inputs, size).values),

    /** The same with the figures of the losses, kept too. */
    evaluate(batch: Batch, targets: readonly PreparedTarget[]) {
      const { values, context } = infer(inference, batch.inputs, batch.size);
      const { figures } = lossesOf(plan.inference, targets, values, context);
      return { figures: tf.keep(figures), predictions: keepPredictions(values) };
    },

    /** Kept, by layer id. */
    activations(inputs: Batch['inputs'], size: number, nodeIds: readonly string[]) {
      const wanted = nodeIds.map((id) => [id, layerValue(plan.inference, id)] as const);
      const ids = wanted.map(([, { id }]) => id);
      const { values } = infer(prepare(partOf(plan.inference, ids), noValues, ids), inputs, size);
      return wanted.map(([id, value]) => [id, need(values, value)] as const);
    },

    /**
     * Kept, by layer id. Values in the middle of a pass can't be differentiated by, so zeros are added to them that can.
     */
    sensitivities(inputs: Batch['inputs'], size: number, score: Score, nodeIds: readonly string[]) {
      const scored = scoreValue(plan.inference, score.output, score.class);
      const nodes = nodeIds.map((id) => [id, layerValue(plan.inference, id)] as const);
      const { inputs: given, ops } = partOf(plan.inference, [scored.id]);
      const used = new Set([...given.map(({ value }) => value.id), ...ops.map(({ output }) => output.id)]);
      const zeros = new Map(
        nodes
          .filter(([, { id }]) => used.has(id))
          .map(([, { id, shape }]) => [id, tf.zeros([size, ...shape])] as const),
      );
      const sources = inputValues(plan.inference, inputs, size);
      const moved = (id: number, value: tf.Tensor): tf.Tensor => {
        const zero = zeros.get(id);
        return zero ? tf.add(value, zero) : value;
      };
      const forward = (): tf.Tensor => {
        const values = new Map([...sources].map(([id, tensor]) => [id, moved(id, tensor)]));
        const wanted = dependentValues(ops, noKeys, zeros.keys());
        const context = contextOf(wanted, noKeys, values, null, null);
        runOps(ops, context, values, [], moved);
        const channels = scored.shape.at(-1) ?? 1;
        const chosen = tf.tensor1d(Array.from({ length: channels }, (_, i) => (i === score.class ? 1 : 0)));
        return tf.sum(tf.mul(context.value(scored), chosen));
      };
      const gradients = new Map<number, tf.Tensor>();
      if (zeros.size > 0) {
        const { grads } = tf.engine().gradients(forward, [...zeros.values()], undefined, true);
        for (const [index, id] of [...zeros.keys()].entries()) {
          const gradient: tf.Tensor | undefined = grads[index];
          if (gradient) gradients.set(id, gradient);
        }
      }
      return nodes.map(([node, { id, shape }]) => {
        const gradient = gradients.get(id);
        return [node, tf.keep(gradient ? tf.clone(gradient) : tf.zeros([size, ...shape]))] as const;
      });
    },

    /** Kept, by layer id: the numbers of its spread, and behind them its dead share. */
    activationSpreads(batch: Batch, hyper: Hyper): (readonly [string, tf.Tensor])[] {
      const { program, unused } = training;
      const spreads = new Map<number, tf.Tensor>();
      const shown = new Set(
        [...program.layerOutputs.values()].flatMap(([value]) => (value ? [value.id] : [])),
      );
      const note = (id: number, value: tf.Tensor): tf.Tensor => {
        if (shown.has(id)) {
          const spread = tf.tidy(() => tf.concat1d([spreadTensor(value), deadTensor(value)]));
          spreads.set(id, tf.keep(spread));
        }
        return value;
      };
      const values = inputValues(program, batch.inputs, batch.size);
      for (const [id, value] of values) note(id, value);
      runOps(program.ops, contextOf(noValues, noKeys, values, hyper, null), values, unused, note);
      const found = [...program.layerOutputs].flatMap(([node, [value]]) => {
        const spread = value && spreads.get(value.id);
        return spread ? [[node, tf.keep(tf.clone(spread))] as const] : [];
      });
      for (const spread of spreads.values()) spread.dispose();
      return found;
    },
  };
}
