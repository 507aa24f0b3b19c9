/** Which backend to train on, from trials of the actual network, and why, in a sentence. */
import type { BackendName } from './executor';
import { messageOf } from '../schema/message-of';

export interface BackendCandidate {
  readonly name: BackendName;
  /** A graphics interface that is emulated on the processor: slower there than WebAssembly. */
  readonly software: boolean;
  /** The graphics adapter, as it calls itself; absent where the processor computes or nothing is said. */
  readonly device?: string;
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

/** What a trial found out. */
export interface Trial {
  readonly secondsPerStep: number;
  /** Whether the loss was a number. */
  readonly isNumber: boolean;
}

function milliseconds(seconds: number): string {
  return seconds >= 1 ? `${seconds.toFixed(1)} s` : `${Math.max(1, Math.round(seconds * 1000))} ms`;
}

const isLastResort = ({ name, software }: BackendCandidate) => software || name === 'cpu';

/** In the order in which they are worth trying: emulated graphics and plain JavaScript last. */
export function byPromise(candidates: readonly BackendCandidate[]): readonly BackendCandidate[] {
  return [
    ...candidates.filter((candidate) => !isLastResort(candidate)),
    ...candidates.filter(({ name, software }) => software && name !== 'cpu'),
    ...candidates.filter(({ name }) => name === 'cpu'),
  ];
}

/** "WebGPU on nvidia-h200" */
export function titleOf(backend: BackendName, candidates: readonly BackendCandidate[]): string {
  const device = candidates.find(({ name }) => name === backend)?.device;
  return device === undefined ? backendTitles[backend] : `${backendTitles[backend]} on ${device}`;
}

const titlesOf = (names: readonly BackendName[]): string =>
  names.map((name) => backendTitles[name]).join(' and ');

/**
 * The fastest of the candidates, which come best first. Emulated graphics are tried only where nothing else works,
 * WebGL only without WebGPU, and plain JavaScript last. `attempt` rejects where a backend doesn't start; it may be cut
 * short where it is clearly slower than the best so far.
 */
export async function chooseBackend(
  candidates: readonly BackendCandidate[],
  attempt: (backend: BackendName, best: number) => Promise<Trial>,
): Promise<BackendChoice> {
  const found: (Trial & { readonly name: BackendName })[] = [];
  const failures: string[] = [];
  const numbers = () => found.filter(({ isNumber }) => isNumber);
  for (const candidate of byPromise(candidates)) {
    const { name } = candidate;
    if (isLastResort(candidate) && numbers().length > 0) continue;
    if (name === 'webgl' && numbers().some((trial) => trial.name === 'webgpu')) continue;
    const best = Math.min(Infinity, ...numbers().map(({ secondsPerStep }) => secondsPerStep));
    try {
      found.push({ name, ...(await attempt(name, best)) });
    } catch (error) {
      const message = messageOf(error);
      failures.push(`${backendTitles[name]}: ${message.replace(/\.$/, '')}`);
    }
  }
  // Where none finds a number, it is the network's doing.
  const usable = numbers().length > 0 ? numbers() : found;
  const [best, ...others] = [...usable].sort((a, b) => a.secondsPerStep - b.secondsPerStep);
  if (!best) {
    const reasons = failures.map((failure) => ` ${failure}.`).join('');
    throw new Error(`None of this machine's backends can train the network.${reasons}`);
  }
  const wrong = found.filter((trial) => !usable.includes(trial)).map(({ name }) => name);
  const emulated = candidates
    .filter(({ name, software }) => software && !found.some((trial) => trial.name === name))
    .map(({ name }) => name);
  const compared = others.map(
    ({ name, secondsPerStep }) => `${milliseconds(secondsPerStep)} with ${titleOf(name, candidates)}`,
  );
  const remarks = [
    `${titleOf(best.name, candidates)} needs ${milliseconds(best.secondsPerStep)} for a step${compared.length > 0 ? `, against ${compared.join(' and ')}` : ''}`,
    ...(emulated.length > 0 ? [`${titlesOf(emulated)} would run without a graphics card`] : []),
    ...(wrong.length > 0 ? [`${titlesOf(wrong)} computes no numbers here`] : []),
    ...(failures.length > 0 ? [`not usable: ${failures.join('; ')}`] : []),
  ];
  return { backend: best.name, reason: `${remarks.join('; ')}.`, secondsPerStep: best.secondsPerStep };
}
