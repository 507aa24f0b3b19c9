/** What `train` prints: a bar on a terminal, a line per epoch elsewhere, or JSON lines. */
import type { Progress, RunRecord } from '../shared/engine/run';
import { say, sayJson, showBar, tell } from './output';

export interface Reporter {
  progress(progress: Progress): void;
  record(record: RunRecord, before: RunRecord | null): void;
  notice(message: string): void;
  done(record: RunRecord, out: string): void;
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const BAR = 24;

export function createReporter(json: boolean, epochs: number): Reporter {
  return json ? jsonReporter() : textReporter(epochs);
}

function jsonReporter(): Reporter {
  return {
    progress: ({ epoch, step, loss, accuracy, valLoss, valAccuracy, imagesPerSecond }) =>
      sayJson({ epoch, step, loss, accuracy, valLoss, valAccuracy, imagesPerSecond }),
    record: () => undefined,
    notice: tell,
    done: ({ test, epochs, seconds, backend, threads, state }, out) =>
      sayJson({
        done: true,
        state,
        accuracy: test?.accuracy,
        loss: test?.loss,
        epochs,
        seconds,
        backend,
        threads,
        out,
      }),
  };
}

function textReporter(epochs: number): Reporter {
  return {
    progress({ epoch, step, steps, loss, accuracy, imagesPerSecond, secondsLeft }) {
      const filled = Math.round((BAR * step) / steps);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
      const rate = `${Math.round(imagesPerSecond).toLocaleString('en-US')} images/s`;
      showBar(
        `${bar} epoch ${epoch}/${epochs}  loss ${loss.toFixed(4)}  accuracy ${percent(accuracy)}  ${rate}  ${Math.ceil(secondsLeft)} s left`,
      );
    },
    record(record, before) {
      if (before === null || record.backendReason !== before.backendReason) say(record.backendReason);
      const added = record.epochs.slice(before?.epochs.length ?? 0);
      for (const { epoch, loss, accuracy, valLoss, valAccuracy, seconds } of added) {
        const checked =
          valLoss === null || valAccuracy === null
            ? ''
            : `  validation loss ${valLoss.toFixed(4)}  accuracy ${percent(valAccuracy)}`;
        say(
          `epoch ${epoch}/${epochs}  loss ${loss.toFixed(4)}  accuracy ${percent(accuracy)}${checked}  ${seconds.toFixed(1)} s`,
        );
      }
    },
    notice: tell,
    done({ test, seconds }, out) {
      say(
        `test accuracy ${percent(test?.accuracy ?? 0)}, loss ${(test?.loss ?? 0).toFixed(4)} on ${test?.count ?? 0} pictures, after ${seconds.toFixed(0)} s`,
      );
      say(`saved ${out}`);
    },
  };
}
