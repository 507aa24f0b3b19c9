/** A short trial of the actual network on each backend that is worth it. */
import type { ConvDocument } from '../graph/document';
import { type BackendChoice, chooseBackend, titleOf, type Trial } from '../engine/choose-backend';
import type { EngineHost } from '../engine/engine-host';
import type { BackendName, Batch, Executor } from '../engine/executor';
import { initializeWeights } from '../engine/initialize';
import { optimizerOf } from '../engine/optimizer';
import type { Prepared } from './prepare';

/** Seconds that a trial may take once its first step is done. */
const TRIAL_SECONDS = 1;
/** A first step (with compiling shaders) longer than this counts as the figure. */
const PATIENCE_SECONDS = 3;
const TRIAL_STEPS = 5;
/** A step that takes so many times what the best so far takes ends the trial. */
const HOPELESS = 2;
/** Networks whose choice is remembered. */
const REMEMBERED = 16;

/** The first step warms up, then up to five are timed. The executor is disposed of. */
export async function tryExecutor(
  create: () => Promise<Executor>,
  batch: Batch,
  now: () => number,
  best = Infinity,
): Promise<Trial> {
  const executor = await create();
  try {
    let isNumber = true;
    const run = async (step: number) => {
      const start = now();
      await executor.step(batch, { learningRate: 0, step });
      const report = await executor.report();
      isNumber &&= Number.isFinite(report?.loss);
      return (now() - start) / 1000;
    };
    const first = await run(0);
    if (first > PATIENCE_SECONDS) return { secondsPerStep: first, isNumber };
    const taken: number[] = [];
    let total = 0;
    while (taken.length < TRIAL_STEPS && total < TRIAL_SECONDS) {
      const seconds = await run(taken.length + 1);
      taken.push(seconds);
      total += seconds;
      if (seconds > HOPELESS * best) break;
    }
    return { secondsPerStep: total / taken.length, isNumber };
  } finally {
    executor.dispose();
  }
}

/** What is in the pictures does not matter to how long a step takes, so they are black. */
function blackBatch({ plan }: Prepared, size: number): Batch {
  const black = (shape: readonly number[]) => ({
    shape: [size, ...shape],
    data: new Float32Array(shape.reduce((n, dim) => n * dim, size)),
  });
  return {
    size,
    inputs: Object.fromEntries(plan.training.inputs.map(({ id, value }) => [id, black(value.shape)])),
    targets: Object.fromEntries(
      plan.training.outputs.map(({ id, loss, lossInput: { shape } }) => [
        id,
        loss === 'categoricalCrossentropy'
          ? { kind: 'index' as const, ...black(shape.slice(0, -1)) }
          : { kind: 'values' as const, ...black(shape) },
      ]),
    ),
  };
}

/** The backend that training a document at its batch size shall use, and how long a step takes there. */
export async function tryNetwork(
  host: EngineHost,
  document: ConvDocument,
  prepared: Prepared,
  backend: BackendName | 'auto',
): Promise<BackendChoice> {
  const { nodes, edges, definitions, training } = document;
  const optimizer = optimizerOf(training);
  const key = JSON.stringify([
    ...[backend, nodes, edges, definitions],
    ...[training.batchSize, training.frozen, optimizer],
  ]);
  const known = host.choices.get(key);
  if (known) return known;
  const { plan } = prepared;
  const weights = initializeWeights(plan, training.seed);
  const batch = blackBatch(prepared, training.batchSize);
  const attempt = (name: BackendName, best?: number): Promise<Trial> =>
    tryExecutor(
      () =>
        host.createExecutor({ plan, weights, backend: name, optimizer, seed: training.seed }, host.platform),
      batch,
      host.platform.now,
      best,
    );
  const asked = async (name: BackendName): Promise<BackendChoice> => {
    const { secondsPerStep } = await attempt(name);
    return { backend: name, reason: askedFor(name, host), secondsPerStep };
  };
  const choice = backend === 'auto' ? await chooseBackend(host.candidates, attempt) : await asked(backend);
  host.releaseBackends(choice.backend);
  host.choices.set(key, choice);
  for (const oldest of host.choices.keys()) {
    if (host.choices.size <= REMEMBERED) break;
    host.choices.delete(oldest);
  }
  return choice;
}

export const askedFor = (backend: BackendName, { candidates }: Pick<EngineHost, 'candidates'>): string =>
  `${titleOf(backend, candidates)} was asked for.`;
