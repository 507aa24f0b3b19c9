/** Plans written by hand, for tests of the executor alone. */
import type { Plan, PlanInput, PlanOutput, PlanWeight, Program } from '../../compiler/compiled';
import { lowerLoss } from '../../compiler/losses/index';
import type { KnownShape } from '../../layers/shape';
import type { Initializer } from '../../layers/define';
import type { LossName, Op, Value, WeightValue } from '../../layers/support/primitives';
import { type Numbers, zeros } from './arrays';
import { reference } from './reference';

export interface PlanBuilder {
  input(id: string, shape: KnownShape): Value;
  weight(
    key: string,
    shape: KnownShape,
    settings?: { trainable?: boolean; decay?: boolean; initializer?: Initializer },
  ): WeightValue;
  /** Adds a primitive; the output's shape comes from running the reference on zeros. */
  emit(op: Op): Value;
  output(id: string, lossInput: Value, loss?: LossName, prediction?: Value): void;
}

/** The training and the inference program are the same; executors differ by mode alone. */
export function planOf(describe: (builder: PlanBuilder) => void): Plan {
  const inputs: PlanInput[] = [];
  const outputs: PlanOutput[] = [];
  const weights: PlanWeight[] = [];
  const ops: { op: Op; output: Value; nodeId: string }[] = [];
  const layerOutputs = new Map<string, readonly Value[]>();
  let next = 0;
  const value = (shape: KnownShape, from?: Op): Value => ({ id: next++, shape, ...(from ? { from } : {}) });
  describe({
    input(id, shape) {
      const made = value(shape);
      inputs.push({ id, value: made });
      layerOutputs.set(id, [made]);
      return made;
    },
    weight(
      key,
      shape,
      {
        trainable = true,
        decay = false,
        initializer = { kind: 'glorotUniform', fanIn: 4, fanOut: 4 } as const,
      } = {},
    ) {
      const [nodeId = key, name = key] = key.split('/');
      weights.push({ key, shape, nodeId, name, trainable, initializer, decay });
      return { key, shape };
    },
    emit(op) {
      const shape =
        op.op === 'randomMask' || op.op === 'randomNoise'
          ? op.x.shape
          : reference(op, {
              value: (v): Numbers => zeros([1, ...v.shape]),
              weight: (key): Numbers => zeros(weights.find((weight) => weight.key === key)?.shape ?? []),
              training: false,
            }).shape.slice(1);
      const output = value(shape, op);
      const nodeId = `op${ops.length}`;
      ops.push({ op, output, nodeId });
      layerOutputs.set(nodeId, [output]);
      return output;
    },
    output(id, lossInput, loss = 'meanSquaredError', prediction = lossInput) {
      const objective = lowerLoss(loss, lossInput, id, () => next++);
      outputs.push({ id, task: 'regression', loss, classNames: [], lossInput, prediction, objective });
    },
  });
  const program: Program = { inputs, ops, outputs, layerOutputs };
  return {
    weights,
    training: program,
    inference: program,
    inputShapes: Object.fromEntries(inputs.map(({ id, value: { shape } }) => [id, shape])),
  };
}
