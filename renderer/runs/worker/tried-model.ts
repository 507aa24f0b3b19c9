/** A trained network that is asked about one picture after the other, and stays open in between. */
import type { Executor } from '../../../shared/engine/executor';
import type { WorkerRequests } from '../../../shared/protocol/worker';
import type { Prepared } from '../../../shared/training/prepare';

export type TriedPlace = Omit<WorkerRequests['predict'][0], 'values'>;
type Opened = Prepared & { readonly executor: Executor };

export interface TriedModel {
  /**
   * One answer after the other: probabilities by class. Rejects with a sentence where the network can't be opened or the
   * values are not as many as its input takes.
   */
  predict(asked: TriedPlace, values: Float32Array): Promise<Float32Array<ArrayBuffer>>;
  /** Resolves when what was open is closed. */
  leave(): Promise<void>;
}

/** `open` is asked once for each network that is tried, and rejects where none may be opened now. */
export function triedModel(open: (asked: TriedPlace) => Promise<Opened>): TriedModel {
  let opened: { readonly tried: string; readonly model: Opened } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** An executor answers one question at a time, and is not disposed of while it does. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  function close(): void {
    opened?.model.executor.dispose();
    opened = null;
  }

  async function modelOf(asked: TriedPlace): Promise<Opened> {
    if (opened?.tried === asked.tried) return opened.model;
    close();
    const model = await open(asked);
    opened = { tried: asked.tried, model };
    return model;
  }

  return {
    predict: (asked, values) =>
      inTurn(async () => {
        const { executor, inputId, outputId, inputShape } = await modelOf(asked);
        const size = inputShape.reduce((product, side) => product * side, 1);
        if (values.length !== size)
          throw new Error(
            `The picture has ${values.length} values and the network takes ${size}. Choose the picture again.`,
          );
        try {
          const input = { shape: [1, ...inputShape], data: values };
          const { [outputId]: answer } = await executor.predict({ [inputId]: input }, 1);
          return Float32Array.from(answer?.data ?? []);
        } catch (error) {
          // E.g. a device that was lost: whoever asks next opens the network anew.
          close();
          throw error;
        }
      }),
    leave: () =>
      inTurn(() => {
        close();
        return Promise.resolve();
      }),
  };
}
