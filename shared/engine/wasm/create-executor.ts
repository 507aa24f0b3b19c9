/** Runs a plan on WebAssembly: memory and instructions are laid out ahead, and a step is one call. */
import type { Plan } from '../../compiler/compiled';
import type { Value } from '../../layers/support/primitives';
import type { Batch, Executor, ExecutorOptions, Hyper, KernelHost, Tensor, WeightMap } from '../executor';
import { stream } from '../random';
import { adamRate, slotsOf } from '../optimizer';
import { type FlatWeights, placeWeights } from './flat-weights';
import { floatBits } from './encode';
import { FIRST_FREE, RESULT, startMachine } from './host';
import { planStep, type Purpose, type Step } from './plan-step';
import { sizeOf } from './planner';
import { Unsupported } from './unsupported';

/** Layouts that are kept: training, evaluation, their last and smaller batches. */
const KEPT = 6;

/** Why this executor can't run a plan, a sentence; null where it can. */
export function obstacleTo(plan: Plan): string | null {
  const weights = placeWeights(plan.weights, 0, RESULT, FIRST_FREE);
  try {
    for (const kind of ['gradients', 'evaluate'] as const)
      planStep(plan, { kind }, 1, 1, weights, weights.slotsEnd);
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
  for (const weight of flat.weights) given(weight, options.weights);
  const machine = await startMachine(host, threads);
  try {
    machine.reserve(flat.parametersEnd);
  } catch (error) {
    machine.dispose();
    throw error;
  }
  for (const weight of flat.weights) write(weight.key, given(weight, options.weights));

  let steps = 0;
  let totals = { loss: 0, correct: 0, pictures: 0, steps: 0 };
  /** Gradients and slots get their memory when they are first needed. */
  let trains = false;
  let loaded: Step | null = null;
  const layouts = new Map<string, Step>();

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
    if (purpose.kind === 'step' || purpose.kind === 'gradients') prepareTraining();
    const name = `${purpose.kind} ${batch} ${purpose.kind === 'activations' ? purpose.value.id : ''}`;
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

  /** Puts a list and what it works on into memory, and runs it. */
  function run(
    purpose: Purpose,
    size: number,
    inputs: Batch['inputs'],
    targets: Batch['targets'] | null,
    hyper: Hyper | null,
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
    const program = purpose.kind === 'step' || purpose.kind === 'gradients' ? plan.training : plan.inference;
    for (const { id, value } of program.inputs) {
      const input = inputs[id];
      if (!input) throw new Error(`The batch has nothing for the input "${id}".`);
      fill(step.inputs.get(id), input, size * sizeOf(value.shape), `the input "${id}"`);
    }
    if (targets) {
      for (const { id, loss, lossInput } of program.outputs) {
        const target = targets[id];
        if (!target) throw new Error(`The batch has no target for the output "${id}".`);
        const { shape } = lossInput;
        const count = size * sizeOf(loss === 'softmaxCrossEntropy' ? shape.slice(0, -1) : shape);
        fill(step.targets.get(id), target, count, `the output "${id}"`);
      }
    }
    machine.run(base, step.count);
    return step;
  }

  function fill(address: number | undefined, { data }: Tensor, count: number, what: string): void {
    if (data.length !== count) {
      throw new Error(`The batch has ${data.length} values for ${what}, but ${count} are needed.`);
    }
    machine.floats(address ?? 0, count).set(data);
  }

  function predictions(step: Step, size: number): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(
      plan.inference.outputs.map(({ id, prediction: { shape } }) => [
        id,
        { shape: [size, ...shape], data: read(step.predictions.get(id) ?? 0, size * sizeOf(shape)) },
      ]),
    );
  }

  function readWeights(): WeightMap {
    return new Map(
      flat.weights.map(({ key, shape, floats }) => [
        key,
        { shape, data: read(flat.weight(key).address ?? 0, floats) },
      ]),
    );
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
    notice: null,

    step: (batch, hyper) =>
      later(() => {
        run({ kind: 'step', optimizer }, batch.size, batch.inputs, batch.targets, hyper);
        steps += 1;
        const { loss, correct } = machine.result();
        totals = {
          loss: totals.loss + loss * batch.size,
          correct: totals.correct + correct,
          pictures: totals.pictures + batch.size,
          steps: totals.steps + 1,
        };
      }),

    report: () =>
      later(() => {
        const { loss, correct, pictures, steps: count } = totals;
        totals = { loss: 0, correct: 0, pictures: 0, steps: 0 };
        return count === 0 ? null : { loss: loss / pictures, accuracy: correct / pictures, steps: count };
      }),

    evaluate: (batch) =>
      later(() => {
        const step = run({ kind: 'evaluate' }, batch.size, batch.inputs, batch.targets, null);
        const { loss, correct } = machine.result();
        return { loss, correct: Math.round(correct), predictions: predictions(step, batch.size) };
      }),

    predict: (inputs, size) =>
      later(() => predictions(run({ kind: 'predict' }, size, inputs, null, null), size)),

    activations: (inputs, size, nodeId) =>
      later(() => {
        const [value]: readonly (Value | undefined)[] = plan.inference.layerOutputs.get(nodeId) ?? [];
        if (!value) throw new Error(`The network has no layer "${nodeId}" whose values could be shown.`);
        const step = run({ kind: 'activations', value }, size, inputs, null, null);
        if (step.activations === null)
          throw new Error(`The values of the layer "${nodeId}" were never computed.`);
        return { shape: [size, ...value.shape], data: read(step.activations, size * sizeOf(value.shape)) };
      }),

    gradients: (batch, hyper) =>
      later(() => {
        const step = run({ kind: 'gradients' }, batch.size, batch.inputs, batch.targets, hyper);
        return {
          loss: machine.result().loss,
          weights: new Map(
            trained.map(({ key, floats }) => [key, read(flat.gradient(key)?.address ?? 0, floats)]),
          ),
          inputs: Object.fromEntries(
            plan.training.inputs.map(({ id, value: { shape } }) => {
              const address = step.inputGradients.get(id);
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
        const slots = trained.flatMap(({ key, shape, floats, offset }) =>
          slotNames.map(
            (name, index) =>
              [`${key}/${name}`, { shape, data: read(slotOf(index, offset), floats) }] as const,
          ),
        );
        return { weights: readWeights(), slots: new Map(slots), step: steps };
      }),

    restore: (snapshot) =>
      later(() => {
        for (const weight of flat.weights) write(weight.key, given(weight, snapshot.weights));
        prepareTraining();
        for (const { key, floats, offset } of trained) {
          for (const [index, name] of slotNames.entries()) {
            const slot = snapshot.slots.get(`${key}/${name}`);
            const values = slot?.data.length === floats ? slot.data : new Float32Array(floats);
            machine.floats(slotOf(index, offset), floats).set(values);
          }
        }
        steps = snapshot.step;
        totals = { loss: 0, correct: 0, pictures: 0, steps: 0 };
      }),

    dispose: () => machine.dispose(),
  };
}

function given({ key, shape, floats }: FlatWeights['weights'][number], values: WeightMap): Float32Array {
  const found = values.get(key);
  if (found?.data.length === floats) return found.data;
  throw new Error(
    found
      ? `The weight "${key}" has ${found.data.length} values, but this network needs ${floats} (${shape.join('×')}).`
      : `There are no values for the weight "${key}": initialize it first.`,
  );
}
