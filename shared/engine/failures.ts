/** What goes wrong with what computes, told from what is wrong with a network or its data. */
import type { Executor } from './executor';
import { BatchError } from './targets';
import { messageOf } from '../schema/message-of';

/** The graphics device went away (driver reset, sleep, unplugged); its memory is gone, a checkpoint is not. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';

  constructor(detail: string) {
    super(`The graphics device was lost${detail ? ` (${detail})` : ''}, and what it was computing with it.`);
  }
}

/** The device refused work that it had said it could do, or computes wrong numbers. */
export class DeviceFaultError extends Error {
  override readonly name = 'DeviceFaultError';
}

/** The message is a sentence for the user. */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';
}

/** An executor failed at its work; whatever the cause, another backend may be able to go on. */
export class ExecutorFailure extends Error {
  override readonly name = 'ExecutorFailure';

  constructor(override readonly cause: unknown) {
    super(messageOf(cause));
  }
}

/** An executor that rejects with `ExecutorFailure`, or with `BatchError` for what no other would take either. */
export function watched(executor: Executor): Executor {
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof ExecutorFailure || error instanceof BatchError
        ? error
        : new ExecutorFailure(error);
    }
  };
  return {
    ...executor,
    step: (batch, hyper) => told(() => executor.step(batch, hyper)),
    report: () => told(() => executor.report()),
    evaluate: (batch) => told(() => executor.evaluate(batch)),
    predict: (inputs, size) => told(() => executor.predict(inputs, size)),
    weights: () => told(() => executor.weights()),
    snapshot: () => told(() => executor.snapshot()),
    restore: (snapshot) => told(() => executor.restore(snapshot)),
  };
}

/** "WebAssembly ran out of memory", from the failure of an executor. */
export function whatHappened(failure: unknown, title: string): string {
  const error = failure instanceof ExecutorFailure ? failure.cause : failure;
  if (error instanceof DeviceLostError) return `The graphics device behind ${title} was lost`;
  if (isOutOfMemory(error)) return `${title} ran out of memory`;
  return `${title} stopped in the middle of its work (${messageOf(error).replace(/\.$/, '')})`;
}

/** Ours, or the browser's when an array can't be made. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof OutOfMemoryError ||
    (error instanceof RangeError && /allocation|array length|memory/i.test(error.message))
  );
}
