/** What our own engine makes of a network, with weights that leave no wrong axis unseen. */
import type { Compiled, Plan, PlanWeight } from '../../shared/compiler/compiled';
import { lowerLoss } from '../../shared/compiler/losses/index';
import { buildPlan } from '../../shared/compiler/plan';
import { createExecutor } from '../../shared/engine/backends/create-executor';
import type { Tensor } from '../../shared/engine/executor';
import type { Numbers } from '../../shared/engine/testing/arrays';
import { nodePlatform } from '../../shared/engine/testing/platform';
import { reference } from '../../shared/engine/testing/reference';
import type { Initializer } from '../../shared/layers/define';
import type { Value } from '../../shared/layers/support/primitives';
import { valuesOf, type WeightMap, type WeightTensor } from '../../shared/model/weights';

export interface OurAnswer {
  readonly weights: WeightMap;
  /** In the order of the document, as the code takes them. */
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** The outputs in float64, by the definitions of the primitives: slow, and for small networks only. */
  readonly exact: () => readonly Float64Array[];
}

/** Marsaglia, "Xorshift RNGs" (2003): the cheapest, for a hundred million weights. In [0, 1). */
function draws(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

function filled(size: number, next: () => number, low: number, high: number): Float32Array {
  const data = new Float32Array(size);
  for (let i = 0; i < size; i += 1) data[i] = low + (high - low) * next();
  return data;
}

/** Kernels so large that values neither vanish nor grow, however deep the network is. */
function randomWeight({ shape, initializer }: PlanWeight, next: () => number): WeightTensor {
  const [low, high] = rangeOf(initializer);
  return { shape, data: filled(valuesOf(shape), next, low, high) };
}

function rangeOf(initializer: Initializer): readonly [low: number, high: number] {
  switch (initializer.kind) {
    case 'zeros':
      return [-0.2, 0.2];
    case 'ones':
      return [0.6, 1.4];
    case 'constant':
      return [initializer.value - 0.1, initializer.value + 0.1];
    default: {
      const limit = Math.sqrt(6 / initializer.fanIn);
      return [-limit, limit];
    }
  }
}

/** The values that enter the Output layers, before any link to the loss. */
function answersOf(compiled: Compiled, { inference }: Plan): readonly Value[] {
  return compiled.document.nodes.flatMap(({ id }) => {
    const layer = compiled.byId.get(id);
    const edge = compiled.edges.find(({ target }) => target === id);
    if (layer?.definition.role !== 'output' || !edge) return [];
    const port = compiled.byId.get(edge.source)?.ports.outputs.indexOf(edge.sourcePort) ?? 0;
    return inference.layerOutputs.get(edge.source)?.[port] ?? [];
  });
}

const numbers = ({ shape, data }: Tensor | WeightTensor): Numbers => ({
  shape,
  data: Float64Array.from(data),
});

function exactly(
  { inference: { inputs, ops } }: Plan,
  given: ReadonlyMap<string, Tensor>,
  weights: WeightMap,
  wanted: readonly Value[],
): readonly Float64Array[] {
  const known = new Map<number, Numbers>();
  const need = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Error('The plan is incomplete.');
    return found;
  };
  for (const { id, value } of inputs) known.set(value.id, numbers(need(given.get(id))));
  for (const { op, output } of ops) {
    const answer = reference(op, {
      value: ({ id }) => need(known.get(id)),
      weight: (key) => numbers(need(weights.get(key))),
      training: false,
    });
    known.set(output.id, answer);
  }
  return wanted.map(({ id }) => need(known.get(id)).data);
}

/** Throws `PlanError` where the network can't be run. */
export async function ourAnswer(compiled: Compiled, batch: number, seed: number): Promise<OurAnswer> {
  const plan = buildPlan(compiled);
  const next = draws(seed);
  const weights: WeightMap = new Map(plan.weights.map((weight) => [weight.key, randomWeight(weight, next)]));
  const given = new Map(
    plan.inference.inputs.map(({ id, value }): [string, Tensor] => {
      const shape = [batch, ...value.shape];
      return [id, { shape, data: filled(valuesOf(shape), next, -1, 1) }];
    }),
  );
  const values = answersOf(compiled, plan);
  let fresh = 1 + Math.max(...plan.inference.ops.map(({ output }) => output.id), given.size);
  const outputs = values.map((value, at) => ({
    id: String(at),
    task: 'regression' as const,
    loss: 'meanSquaredError' as const,
    classNames: [],
    lossInput: value,
    prediction: value,
    objective: lowerLoss('meanSquaredError', value, 'output', () => fresh++),
  }));
  const executor = await createExecutor(
    {
      plan: { ...plan, inference: { ...plan.inference, outputs } },
      weights,
      backend: 'wasm',
      optimizer: { name: 'sgd', momentum: 0 },
      seed: 1,
    },
    nodePlatform,
  );
  try {
    const answers = await executor.predict(Object.fromEntries(given), batch);
    return {
      weights,
      inputs: compiled.document.nodes.flatMap(({ id }) => given.get(id) ?? []),
      outputs: values.flatMap((_, at) => answers[String(at)] ?? []),
      exact: () => exactly(plan, given, weights, values),
    };
  } finally {
    executor.dispose();
  }
}
