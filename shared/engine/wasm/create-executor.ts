/** Runs a plan on WebAssembly: memory and instructions are laid out ahead, and a step is one call. */
import type { Plan, Program } from '../../compiler/compiled';
import { losses } from '../../compiler/losses/index';
import type { Value } from '../../layers/support/primitives';
import type { WeightMap, WeightSource } from '../../model/weights';
import { layerValue, scoreValue } from '../dependencies';
import type {
  Batch,
  Executor,
  ExecutorOptions,
  Hyper,
  KernelHost,
  Sums,
  TargetKind,
  Tensor,
} from '../executor';
import { fittingValues, readFitting } from '../fitting-values';
import { stream } from '../random';
import { adamRate, slotsOf } from '../optimizer';
import { addSums, BatchError, figureCount, lossOf, prepareTarget, readSums } from '../targets';
import { type Placed, placeWeights } from './flat-weights';
import { floatBits } from './encode';
import { FIRST_FREE, RESULT, RESULTS, startMachine } from './host';
import { fillTargets, takesClasses } from './losses';
import { isForTraining, planStep, type Purpose, type Step } from './plan-step';
import { lastOf, sizeOf } from './planner';
import { readStatistics } from './spread';
import { Unsupported } from './unsupported';

/** Layouts that are kept: training, evaluation, their last and smaller batches. */
const KEPT = 6;

/** Why this executor can't run a plan, a sentence; null where it can. */
export function obstacleTo(plan: Plan): string | null {
  const weights = placeWeights(plan.weights, 0, RESULT, FIRST_FREE);
  try {
    if (figureCount(plan.training.outputs) > RESULTS)
      throw new Unsupported(`This network has more outputs than our own engine handles (${RESULTS}).`);
    const targets = plan.training.outputs.map(({ loss }) => losses[loss].targets[0] ?? 'values');
    for (const kind of ['gradients', 'evaluate'] as const)
      planStep(plan, { kind, targets }, 1, 1, weights, weights.slotsEnd);
    return null;
  } catch (error) {
    if (error instanceof Unsupported) return error.message;
    throw error;
  }
}

export interface WasmExecutorOptions extends ExecutorOptions {
  /** Fills all memory that a run uses with NaN before it, for tests: what is read must have been written. */
  readonly poison?: boolean;
}

export async function createWasmExecutor(
  options: WasmExecutorOptions,
  host: KernelHost,
  threads: number,
): Promise<Executor> {
  const { plan, seed, optimizer } = options;
  const slotNames = slotsOf(optimizer);
  const flat = placeWeights(plan.weights, slotNames.length, RESULT, FIRST_FREE);
  // Before any memory is asked for.
  for (const { key, shape } of flat.weights) fittingValues(key, shape, options.weights.get(key)?.data);
  const machine = await startMachine(host, threads);
  try {
    machine.reserve(flat.parametersEnd);
  } catch (error) {
    machine.dispose();
    throw error;
  }
  for (const { key, shape } of flat.weights) {
    write(key, fittingValues(key, shape, options.weights.get(key)?.data));
  }

  let steps = 0;
  /** Since the last report. */
  let totals: { readonly steps: number; readonly sums: Readonly<Record<string, Sums>> } = nothing;
  /** Gradients and slots get their memory when they are first needed. */
  let trains = false;
  let loaded: Step | null = null;
  const layouts = new Map<string, Step>();
  const takesIndices = new Set(
    plan.training.outputs.filter((output) => takesClasses(output, 'index')).map(({ id }) => id),
  );

  function write(key: string, data: Float32Array): void {
    machine.floats(flat.weight(key).address ?? 0, data.length).set(data);
  }

  /** A copy that stays, not in shared memory. */
  function read(address: number, count: number): Float32Array {
    return new Float32Array(machine.floats(address, count));
  }

  function prepareTraining(): void {
    if (trains) return;
    trains = true;
    // What follows the parameters moves behind gradients and slots.
    layouts.clear();
    loaded = null;
    machine.reserve(flat.slotsEnd);
    machine.floats(flat.parametersEnd, (flat.slotsEnd - flat.parametersEnd) / 4).fill(0);
  }

  function layoutFor(purpose: Purpose, batch: number): Step {
    if (isForTraining(purpose)) prepareTraining();
    const name = `${batch} ${nameOf(purpose)}`;
    const known = layouts.get(name);
    layouts.delete(name);
    const step =
      known ??
      planStep(plan, purpose, batch, machine.threads, flat, trains ? flat.slotsEnd : flat.parametersEnd);
    layouts.set(name, step);
    for (const oldest of layouts.keys()) {
      if (layouts.size <= KEPT) break;
      layouts.delete(oldest);
    }
    return step;
  }

  /** Puts a list and what it works on into memory, and runs it. `prepare` puts there what it is told beside inputs. */
  function run(
    purpose: Purpose,
    size: number,
    inputs: Batch['inputs'],
    hyper: Hyper | null,
    prepare: (step: Step, program: Program) => void = () => undefined,
  ): Step {
    const step = layoutFor(purpose, size);
    const base = trains ? flat.slotsEnd : flat.parametersEnd;
    machine.reserve(base + step.bytes);
    if (options.poison) {
      machine.floats(base, Math.floor(step.bytes / 4)).fill(NaN);
      loaded = null;
    }
    const words = machine.words(base, step.words.length);
    if (loaded !== step) words.set(step.words);
    loaded = step;
    for (const { word, dynamic } of step.dynamics) {
      if (!hyper) throw new Error('A run that is no training step can’t depend on the step.');
      if (dynamic.kind === 'learningRate') words[word] = floatBits(hyper.learningRate);
      else if (dynamic.kind === 'adamRate') words[word] = floatBits(adamRate(hyper.learningRate, steps + 1));
      else words[word] = stream(seed, dynamic.nodeId, hyper.step)[dynamic.word] | 0;
    }
    const program = isForTraining(purpose) ? plan.training : plan.inference;
    for (const { id, value } of program.inputs) {
      const input = inputs[id];
      if (!input) throw new Error(`The batch has nothing for the input "${id}".`);
      fill(step.inputs.get(id), input.data, size * sizeOf(value.shape), `the input "${id}"`);
    }
    prepare(step, program);
    machine.run(base, step.count);
    return step;
  }

  function fill(address: number | undefined, data: Float32Array, count: number, what: string): void {
    if (data.length !== count) {
      throw new BatchError(`The batch has ${data.length} values for ${what}, but ${count} are needed.`);
    }
    machine.floats(address ?? 0, count).set(data);
  }

  /** A run over a batch with its targets, and what its losses add up to. */
  function runBatch(
    purposeFor: (targets: readonly TargetKind[]) => Purpose,
    batch: Batch,
    hyper: Hyper | null,
  ): { readonly step: Step; readonly sums: Readonly<Record<string, Sums>> } {
    const targets = plan.training.outputs.map((output) => prepareTarget(output, batch));
    const purpose = purposeFor(targets.map(({ kind }) => kind));
    const step = run(purpose, batch.size, batch.inputs, hyper, (places, { outputs }) =>
      fillTargets(machine, outputs, targets, places, takesIndices),
    );
    const figures = machine.doubles(RESULT, figureCount(plan.training.outputs));
    return { step, sums: readSums(plan.training.outputs, targets, figures, 'means') };
  }

  function predictions(step: Step, size: number): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(
      plan.inference.outputs.map(({ id, prediction: { shape } }) => [
        id,
        { shape: [size, ...shape], data: read(step.predictions.get(id) ?? 0, size * sizeOf(shape)) },
      ]),
    );
  }

  /** By layer id: values or gradients of a size, zeros where there are none. */
  function told(
    nodes: readonly (readonly [string, Value])[],
    addresses: ReadonlyMap<number, number>,
    size: number,
  ): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(
      nodes.map(([node, { id, shape }]) => {
        const [address, count] = [addresses.get(id), size * sizeOf(shape)];
        const data = address === undefined ? new Float32Array(count) : read(address, count);
        return [node, { shape: [size, ...shape], data }];
      }),
    );
  }

  const valuesOfLayers = (nodeIds: readonly string[]) =>
    nodeIds.map((id) => [id, layerValue(plan.inference, id)] as const);

  function readWeights(): WeightMap {
    return new Map(
      flat.weights.map(({ key, shape, floats }) => [
        key,
        { shape, data: read(flat.weight(key).address ?? 0, floats) },
      ]),
    );
  }

  /** Copies of what lies in the machine's memory, made as they are asked for. */
  function weightSource(): WeightSource {
    const byKey = new Map(flat.weights.map((weight) => [weight.key, weight]));
    return {
      shapes: new Map(flat.weights.map(({ key, shape }) => [key, shape])),
      read: (key) => later(() => read(flat.weight(key).address ?? 0, byKey.get(key)?.floats ?? 0)),
    };
  }

  function slotSource(): WeightSource {
    const places = new Map(
      trained.flatMap((weight) =>
        slotNames.map((name, index): [string, Placed & { index: number }] => [
          `${weight.key}/${name}`,
          { ...weight, index },
        ]),
      ),
    );
    return {
      shapes: new Map([...places].map(([key, { shape }]) => [key, shape])),
      read: (key) =>
        later(() => {
          const place = places.get(key);
          if (!place) throw new Error(`There is no slot "${key}".`);
          return read(slotOf(place.index, place.offset), place.floats);
        }),
    };
  }

  function slotOf(index: number, offset: number): number {
    return (flat.slot(index).address ?? 0) + offset;
  }

  const trained = flat.weights.filter(({ trainable }) => trainable);

  // eslint-disable-next-line @typescript-eslint/require-await -- as the others, it rejects instead of throwing
  const later = async <T>(work: () => T): Promise<T> => work();

  return {
    backend: 'wasm',
    threads: machine.threads,
    kernels: machine.variant,
    notice: null,

    step: (batch, hyper) =>
      later(() => {
        const { sums: exact } = runBatch((targets) => ({ kind: 'step', targets, optimizer }), batch, hyper);
        steps += 1;
        const added = Object.entries(exact).map(([id, sums]) => {
          // Float32 values add up in float64 without a rounding, so that reports may come at any moment.
          const found = { ...sums, loss: Math.fround(sums.loss), weight: Math.fround(sums.weight) };
          const before = totals.sums[id];
          return [id, before ? addSums(before, found) : found] as const;
        });
        totals = { steps: totals.steps + 1, sums: Object.fromEntries(added) };
      }),

    report: () =>
      later(() => {
        const { sums, steps: count } = totals;
        totals = nothing;
        return count === 0 ? null : { loss: lossOf(sums), sums, steps: count };
      }),

    evaluate: (batch) =>
      later(() => {
        const { step, sums } = runBatch((targets) => ({ kind: 'evaluate', targets }), batch, null);
        return { loss: lossOf(sums), sums, predictions: predictions(step, batch.size) };
      }),

    predict: (inputs, size) => later(() => predictions(run({ kind: 'predict' }, size, inputs, null), size)),

    activations: (inputs, size, nodeIds) =>
      later(() => {
        const nodes = valuesOfLayers(nodeIds);
        const values = nodes.map(([, value]) => value);
        return told(nodes, run({ kind: 'activations', values }, size, inputs, null).values, size);
      }),

    sensitivities: (inputs, size, score, nodeIds) =>
      later(() => {
        const nodes = valuesOfLayers(nodeIds);
        const values = nodes.map(([, value]) => value);
        const scored = scoreValue(plan.inference, score.output, score.class);
        const { gradients } = run(
          { kind: 'sensitivities', scored, values },
          size,
          inputs,
          null,
          ({ seed: at }) => {
            const channels = lastOf(scored.shape);
            const chosen = machine.floats(at ?? 0, size * sizeOf(scored.shape)).fill(0);
            for (let i = score.class; i < chosen.length; i += channels) chosen[i] = 1;
          },
        );
        return told(nodes, gradients, size);
      }),

    statistics: (batch, hyper) =>
      later(() => {
        const { step, sums } = runBatch((targets) => ({ kind: 'statistics', targets }), batch, hyper);
        return { loss: lossOf(sums), ...readStatistics(machine, step.spreads) };
      }),

    gradients: (batch, hyper) =>
      later(() => {
        const { step, sums } = runBatch((targets) => ({ kind: 'gradients', targets }), batch, hyper);
        return {
          loss: lossOf(sums),
          weights: new Map(
            trained.map(({ key, floats }) => [key, read(flat.gradient(key)?.address ?? 0, floats)]),
          ),
          inputs: Object.fromEntries(
            plan.training.inputs.map(({ id, value: { id: value, shape } }) => {
              const address = step.gradients.get(value);
              const count = batch.size * sizeOf(shape);
              return [id, address === undefined ? new Float32Array(count) : read(address, count)];
            }),
          ),
        };
      }),

    weights: () => later(readWeights),

    snapshot: () =>
      later(() => {
        prepareTraining();
        return { weights: weightSource(), slots: slotSource(), step: steps };
      }),

    async restore({ weights: from, slots, step }) {
      for (const { key, shape } of flat.weights) write(key, await readFitting(from, key, shape));
      prepareTraining();
      for (const { key, floats, offset } of trained) {
        for (const [index, name] of slotNames.entries()) {
          const slot = `${key}/${name}`;
          const values = slots.shapes.has(slot) ? await slots.read(slot) : new Float32Array();
          const place = machine.floats(slotOf(index, offset), floats);
          if (values.length === floats) place.set(values);
          else place.fill(0);
        }
      }
      steps = step;
      totals = nothing;
    },

    dispose: () => machine.dispose(),
  };
}

const nothing = { steps: 0, sums: {} };

/** Runs of the same name have the same layout. */
function nameOf(purpose: Purpose): string {
  const parts: (string | number)[] = [purpose.kind];
  if ('targets' in purpose) parts.push(...purpose.targets);
  if ('scored' in purpose) parts.push(purpose.scored.id, 'by');
  if ('values' in purpose) parts.push(...purpose.values.map(({ id }) => id));
  return parts.join(' ');
}
