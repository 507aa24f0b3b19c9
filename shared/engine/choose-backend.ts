/** Which backend to train on: a short trial of the actual network on each that is worth trying. */
import { DeviceLostError } from './device-lost';
import type { BackendName, Batch, Executor } from './executor';

export interface BackendCandidate {
  readonly name: BackendName;
  /** A graphics interface that is emulated on the processor: slower there than WebAssembly. */
  readonly software: boolean;
}

export interface BackendChoice {
  readonly backend: BackendName;
  /** Why, in a sentence. */
  readonly reason: string;
  readonly secondsPerStep: number;
}

export const backendTitles: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

/** Seconds that a trial may take once its first step is done. */
const TRIAL_SECONDS = 1;
/** A first step (with compiling shaders) longer than this counts as the figure. */
const PATIENCE_SECONDS = 3;
const TRIAL_STEPS = 5;

/** Seconds per training step at this batch: the first step warms up, then up to five are timed. */
export async function probeExecutor(
  create: () => Promise<Executor>,
  batch: Batch,
  now: () => number,
): Promise<number> {
  const executor = await create();
  try {
    const run = async (step: number) => {
      const start = now();
      await executor.step(batch, { learningRate: 0, step });
      await executor.report();
      return (now() - start) / 1000;
    };
    const first = await run(0);
    if (first > PATIENCE_SECONDS) return first;
    let total = 0;
    let steps = 0;
    while (steps < TRIAL_STEPS && total < TRIAL_SECONDS) {
      steps += 1;
      total += await run(steps);
    }
    return total / steps;
  } finally {
    executor.dispose();
  }
}

function milliseconds(seconds: number): string {
  return seconds >= 1 ? `${seconds.toFixed(1)} s` : `${Math.max(1, Math.round(seconds * 1000))} ms`;
}

/**
 * The fastest of the candidates, which come best first. Emulated graphics are tried only where nothing else works,
 * WebGL only without WebGPU, and plain JavaScript last. `probe` rejects where a backend doesn't start.
 */
export async function chooseBackend(
  candidates: readonly BackendCandidate[],
  probe: (backend: BackendName) => Promise<number>,
): Promise<BackendChoice> {
  const times: { readonly name: BackendName; readonly seconds: number }[] = [];
  const failures: string[] = [];
  const isLastResort = ({ name, software }: BackendCandidate) => software || name === 'cpu';
  const skipped = candidates.filter(({ software }) => software).map(({ name }) => name);
  const order = [
    ...candidates.filter((candidate) => !isLastResort(candidate)),
    ...candidates.filter(({ name, software }) => software && name !== 'cpu'),
    ...candidates.filter(({ name }) => name === 'cpu'),
  ];
  for (const candidate of order) {
    const { name } = candidate;
    if (isLastResort(candidate) && times.length > 0) continue;
    if (name === 'webgl' && times.some((time) => time.name === 'webgpu')) continue;
    try {
      times.push({ name, seconds: await probe(name) });
    } catch (error) {
      failures.push(`${backendTitles[name]}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const [best, ...others] = [...times].sort((a, b) => a.seconds - b.seconds);
  if (!best) {
    throw new Error(
      `None of this machine's backends can train the network.${failures.map((failure) => ` ${failure}`).join('')}`,
    );
  }
  const compared = others.map(({ name, seconds }) => `${milliseconds(seconds)} with ${backendTitles[name]}`);
  const emulated = skipped.filter((name) => !times.some((time) => time.name === name));
  const remarks = [
    `${backendTitles[best.name]} needs ${milliseconds(best.seconds)} for a step${compared.length > 0 ? `, against ${compared.join(' and ')}` : ''}`,
    ...(emulated.length > 0
      ? [`${emulated.map((name) => backendTitles[name]).join(' and ')} would run without a graphics card`]
      : []),
    ...(failures.length > 0 ? [`not usable: ${failures.join('; ').replace(/\.$/, '')}`] : []),
  ];
  return { backend: best.name, reason: `${remarks.join('; ')}.`, secondsPerStep: best.seconds };
}

/**
 * A factory for `trainNetwork`: the first call makes an executor on the first backend that works; each later call,
 * made when that was lost, on the next one. What happens is told in sentences.
 */
export function withFallback(
  backends: readonly BackendName[],
  create: (backend: BackendName) => Promise<Executor>,
  onNotice: (message: string) => void,
): () => Promise<Executor> {
  let next = 0;
  let current: BackendName | null = null;
  return async () => {
    const lost = current;
    let reason = '';
    while (next < backends.length) {
      const backend = backends[next];
      next += 1;
      if (!backend) continue;
      try {
        const executor = await create(backend);
        if (lost) {
          onNotice(
            `The graphics device behind ${backendTitles[lost]} was lost; training goes on from the last checkpoint with ${backendTitles[backend]}.`,
          );
        } else if (reason) {
          onNotice(`${reason} Training uses ${backendTitles[backend]} instead.`);
        }
        current = backend;
        return executor;
      } catch (error) {
        reason = `${backendTitles[backend]} could not be started (${error instanceof Error ? error.message : String(error)}).`;
      }
    }
    if (lost) throw new DeviceLostError('there is no other backend to go on with');
    throw new Error(reason || 'There is no backend to train on.');
  };
}
