/** What the compiler says of a whole network, against what running it gives. */
import { compile } from '../../compiler/compile';
import type { CompiledLayer, Plan, Program } from '../../compiler/compiled';
import { lowerLoss } from '../../compiler/losses/index';
import { buildPlan } from '../../compiler/plan';
import { applyEdits } from '../../graph/apply';
import { removeAndHeal } from '../../graph/create';
import { isBlock, type ConvDocument } from '../../graph/document';
import { isKnown, type KnownShape } from '../../layers/shape';
import type { Layer } from '../../layers/define';
import type { Op, Value } from '../../layers/support/primitives';
import { weightsOf } from '../dependencies';
import type { BackendName, Platform, Tensor } from '../executor';
import type { WeightMap } from '../../model/weights';
import { initializeWeights } from '../initialize';
import { stream, uniform } from '../random';
import { fieldDifferences } from './check-fields';
import type { CreateExecutor } from './layer-case';

const sizeOf = (shape: KnownShape): number => shape.reduce((product, dim) => product * dim, 1);

/** Of layer and network, as the compiler counts. */
interface Counts {
  trainable: number;
  nonTrainable: number;
  macs: number;
}

interface Run {
  readonly program: Program;
  /** Without the batch, by value. */
  readonly shapes: ReadonlyMap<number, KnownShape>;
  readonly weights: WeightMap;
}

export type RunPlan = (plan: Plan, mode: 'inference' | 'training') => Promise<Run>;

/** Runs a plan so that every value comes out: each is made an output of its own. */
export function planRunner(create: CreateExecutor, platform: Platform, backend: BackendName): RunPlan {
  const size = 2;
  return async (plan, mode) => {
    const program = plan[mode];
    const values: readonly Value[] = [
      ...program.inputs.map(({ value }) => value),
      ...program.ops.map(({ output }) => output),
    ];
    let next = 1 + Math.max(...values.map(({ id }) => id));
    const outputs = values.map((value) => ({
      id: String(value.id),
      task: 'regression' as const,
      loss: 'meanSquaredError' as const,
      classNames: [],
      lossInput: value,
      prediction: value,
      objective: lowerLoss('meanSquaredError', value, 'output', () => next++),
    }));
    const inputs = Object.fromEntries(
      program.inputs.map(({ id, value }): [string, Tensor] => {
        const key = stream(1, id, 0);
        const shape = [size, ...value.shape];
        return [id, { shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => uniform(key, i)) }];
      }),
    );
    const executor = await create(
      {
        plan: { ...plan, inference: { ...program, outputs } },
        weights: initializeWeights(plan, 1),
        backend,
        optimizer: { name: 'sgd', momentum: 0 },
        seed: 1,
      },
      platform,
    );
    try {
      const tensors = await executor.predict(inputs, size);
      const shapes = new Map(
        Object.entries(tensors).map(([id, { shape }]) => [Number(id), shape.slice(1)] as const),
      );
      return { program, shapes, weights: await executor.weights() };
    } finally {
      executor.dispose();
    }
  };
}

/** Every number of a kernel is multiplied once at each place: of the output, or where pixels are spread, of the input. */
function macsOf(op: Op, output: KnownShape, shapeOf: (value: Value) => KnownShape, kernel: number): number {
  const places = (shape: KnownShape): number => sizeOf(shape.slice(0, -1));
  switch (op.op) {
    case 'conv2d':
    case 'matMul':
      return places(output) * kernel;
    case 'convTranspose2d':
      return places(shapeOf(op.x)) * kernel;
    default:
      return 0;
  }
}

/** By layer: what the primitives really read and computed. `learned`: the keys of what the optimizer changes. */
function countsOf(
  { program, shapes, weights }: Run,
  learned: ReadonlySet<string>,
): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  const seen = new Set<string>();
  const shapeOf = ({ id }: Value): KnownShape => shapes.get(id) ?? [];
  const numbers = (key: string): number => weights.get(key)?.data.length ?? NaN;
  for (const { op, output, nodeId } of program.ops) {
    const own = counts.get(nodeId) ?? { trainable: 0, nonTrainable: 0, macs: 0 };
    counts.set(nodeId, own);
    own.macs += macsOf(op, shapeOf(output), shapeOf, 'kernel' in op ? numbers(op.kernel.key) : 0);
    for (const { key } of weightsOf(op)) {
      if (seen.has(key)) continue;
      seen.add(key);
      own[learned.has(key) ? 'trainable' : 'nonTrainable'] += numbers(key);
    }
  }
  return counts;
}

/** A layer that can only be drawn gives its input's sum, in the shape that it claims: so what follows it can run. */
function runnable(layer: CompiledLayer): CompiledLayer {
  const { notExecutable, ...definition } = layer.definition;
  const [shape] = layer.outputShapes;
  if (notExecutable === undefined || !shape || !isKnown(shape)) return layer;
  const lower: Layer['lower'] = (_, { inputs: [x], emit }) => {
    if (!x) throw new Error(`${layer.name} needs an input.`);
    const sum = emit({ op: 'reduce', x, function: 'sum', axes: [...x.shape.keys()], keepDims: true });
    const dot = emit({ op: 'reshape', x: sum, shape: [1, 1, 1] });
    const size = [sizeOf(shape), 1] as const;
    const column = emit({ op: 'resize', x: dot, size, method: 'nearest', alignCorners: false });
    return [emit({ op: 'reshape', x: column, shape })];
  };
  return { ...layer, definition: { ...definition, lower } };
}

/** What the compiler says otherwise than the run, in words; empty where they agree. */
export async function differences(document: ConvDocument, run: RunPlan): Promise<readonly string[]> {
  const compiled = compile(document);
  const drawnOnly = new Set(
    compiled.layers.filter(({ definition }) => definition.notExecutable !== undefined).map(({ id }) => id),
  );
  const found: string[] = [...fieldDifferences(compiled)];
  const same = (where: string, said: unknown, real: unknown): void => {
    const [a, b] = [JSON.stringify(said), JSON.stringify(real)];
    if (a !== b) found.push(`${where}: the compiler says ${a}, the run gives ${b}.`);
  };
  const plan = buildPlan({ ...compiled, layers: compiled.layers.map(runnable) });
  const learned = new Set(plan.weights.filter(({ trainable }) => trainable).map(({ key }) => key));
  for (const mode of ['inference', 'training'] as const) {
    const ran = await run(plan, mode);
    const counts = countsOf(ran, learned);
    const total: Counts = { trainable: 0, nonTrainable: 0, macs: 0 };
    for (const { id, outputShapes, trainable, nonTrainable, macs } of compiled.layers) {
      const real = counts.get(id) ?? { trainable: 0, nonTrainable: 0, macs: 0 };
      const values = ran.program.layerOutputs.get(id)?.map((value) => ran.shapes.get(value.id));
      same(`The shapes of ${id} in ${mode}`, outputShapes, values);
      if (drawnOnly.has(id)) Object.assign(real, { trainable, nonTrainable, macs });
      same(`The counts of ${id} in ${mode}`, { trainable, nonTrainable, macs }, real);
      total.trainable += real.trainable;
      total.nonTrainable += real.nonTrainable;
      total.macs += real.macs;
    }
    const { trainable, nonTrainable, macs } = compiled.totals;
    same(`The totals in ${mode}`, { trainable, nonTrainable, macs }, total);
  }
  return found;
}

/** Whether it can run, and everything in it does. */
export const isSound = (document: ConvDocument): boolean =>
  compile(document).diagnostics.every(({ severity, code }) => severity !== 'error' && code !== 'dead-end');

/** The document with as little in it as still fails in that way. */
export async function smallest(
  document: ConvDocument,
  fails: (document: ConvDocument) => Promise<boolean>,
): Promise<ConvDocument> {
  for (const smaller of simpler(document)) if (await fails(smaller)) return smallest(smaller, fails);
  return document;
}

function* simpler(document: ConvDocument): Generator<ConvDocument> {
  const scopes = [undefined, ...Object.keys(document.definitions)];
  for (const scope of scopes) {
    const graph = scope === undefined ? document : document.definitions[scope];
    for (const { id } of graph?.nodes ?? []) {
      yield applyEdits(document, removeAndHeal(document, [id], scope));
    }
  }
  for (const { id, repeat } of document.nodes.filter(isBlock)) {
    if (repeat !== 1) yield applyEdits(document, [{ edit: 'setBlock', id, repeat: 1 }]);
  }
  const used = new Set(
    [document, ...Object.values(document.definitions)]
      .flatMap(({ nodes }) => nodes)
      .filter(isBlock)
      .map(({ definition }) => definition),
  );
  for (const id of Object.keys(document.definitions)) {
    if (!used.has(id)) yield applyEdits(document, [{ edit: 'setDefinition', id, definition: null }]);
  }
}
