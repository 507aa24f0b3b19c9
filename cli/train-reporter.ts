/** What `train` prints: a bar on a terminal, a line per epoch elsewhere, or JSON lines. */
import type { Progress, RunRecord } from '../shared/model/run-record';
import { say, sayJson, showBar, tell } from './output';
import { scoreText } from './score-text';

export interface Reporter {
  progress(progress: Progress): void;
  record(record: RunRecord, before: RunRecord | null): void;
  notice(message: string): void;
  done(record: RunRecord, out: string): void;
}

const BAR = 24;

export function createReporter(json: boolean, epochs: number): Reporter {
  return json ? jsonReporter() : textReporter(epochs);
}

function jsonReporter(): Reporter {
  return {
    progress: ({ epoch, step, train, validation, imagesPerSecond }) =>
      sayJson({
        epoch,
        step,
        loss: train['loss'],
        accuracy: train['accuracy'],
        valLoss: validation?.['loss'] ?? null,
        valAccuracy: validation?.['accuracy'] ?? null,
        imagesPerSecond,
      }),
    record: () => undefined,
    notice: tell,
    done: ({ test, epochs, seconds, backend, threads, state, diverged }, out) =>
      sayJson({
        done: true,
        state,
        ...(diverged && { diverged }),
        accuracy: test?.scores['accuracy'],
        loss: test?.scores['loss'],
        scores: test?.scores,
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
    progress({ epoch, step, steps, train, imagesPerSecond, secondsLeft }) {
      const filled = Math.round((BAR * step) / steps);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
      const rate = `${Math.round(imagesPerSecond).toLocaleString('en-US')} images/s`;
      showBar(
        `${bar} epoch ${epoch}/${epochs}  ${scoreText(train)}  ${rate}  ${Math.ceil(secondsLeft)} s left`,
      );
    },
    record(record, before) {
      if (before === null || record.backendReason !== before.backendReason) say(record.backendReason);
      const added = record.epochs.slice(before?.epochs.length ?? 0);
      for (const { epoch, train, validation, seconds } of added) {
        const checked = validation === null ? '' : `  validation ${scoreText(validation)}`;
        say(`epoch ${epoch}/${epochs}  ${scoreText(train)}${checked}  ${seconds.toFixed(1)} s`);
      }
    },
    notice: tell,
    done({ test, seconds }, out) {
      const took = `after ${seconds.toFixed(0)} s`;
      say(
        test === null
          ? `not measured, ${took}`
          : `test ${scoreText(test.scores, ', ')} on ${test.count} pictures, ${took}`,
      );
      say(`saved ${out}`);
    },
  };
}
