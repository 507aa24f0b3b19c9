/** From one backend to the next, where one can't be started or fails in the middle of a run. */
import { backendTitles } from './choose-backend';
import type { BackendName, Executor } from './executor';
import { whatHappened } from './failures';
import { messageOf } from '../schema/message-of';

/** Why another executor is asked for. */
export interface Failure {
  readonly error: unknown;
  /** Whether there is a checkpoint, or the run begins anew. */
  readonly hasCheckpoint: boolean;
}

/**
 * A factory for `trainNetwork`: the first call makes an executor on the first backend that works; each later call,
 * made when that failed, on the next one. What happens is told in sentences.
 */
export function withFallback(
  backends: readonly BackendName[],
  create: (backend: BackendName) => Promise<Executor>,
  onNotice: (message: string) => void,
): (failure?: Failure) => Promise<Executor> {
  const left = [...backends];
  let current: BackendName | null = null;
  return async (failure) => {
    const reasons = failure && current ? [whatHappened(failure.error, backendTitles[current])] : [];
    for (let backend = left.shift(); backend; backend = left.shift()) {
      const title = backendTitles[backend];
      try {
        const executor = await create(backend);
        if (failure) {
          const from = failure.hasCheckpoint ? 'goes on from the last checkpoint' : 'begins again';
          onNotice(`${reasons.join('; ')}; training ${from} with ${title}.`);
        } else if (reasons.length > 0) onNotice(`${reasons.join('; ')}. Training uses ${title} instead.`);
        current = backend;
        return executor;
      } catch (error) {
        const message = messageOf(error);
        reasons.push(`${title} could not be started (${message.replace(/\.$/, '')})`);
      }
    }
    if (reasons.length === 0) throw new Error('There is no backend to train on.');
    throw new Error(`${reasons.join('; ')}. There is no other backend to go on with.`);
  };
}
