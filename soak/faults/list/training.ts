/** Runs: what they learn from, how they go on, what is said of them. */
import type { FaultGroup } from '../fault';

const trainTest = 'shared/training/train.test.ts';

export const trainingGroups: readonly FaultGroup[] = [
  {
    name: 'pictures',
    title: 'Pictures must be split and prepared as is said',
    seen: 'Asked for by the review of code: what is chosen by must not have been learned from.',
    faults: [
      {
        name: 'validation-is-trained-on',
        file: 'shared/data/split.ts',
        text: 'rows.slice(kept[label], used[label])',
        replacement: 'rows.slice(0, used[label])',
        harm: 'The pictures kept for validation are learned by heart, and its score promises too much.',
        caughtBy: { file: 'shared/data/split.test.ts', title: 'never uses a picture twice' },
      },
      {
        name: 'padding-is-grey',
        file: 'shared/data/preprocessing.ts',
        text: "? [{ type: 'Grayscale', params: {} }, size, scale]",
        replacement: "? [{ type: 'Grayscale', params: {} }, scale, size]",
        harm: 'A picture that is padded stands in a frame of the mean grey, which no test picture has.',
        caughtBy: { file: 'shared/data/preprocessing.test.ts', title: 'pads with what was black' },
      },
      {
        name: 'other-pictures-go-unnoticed',
        file: 'shared/training/train-document.ts',
        text: 'if (before === null || before === facts.fingerprint) return;',
        replacement: 'if (before === null || facts.fingerprint !== null) return;',
        harm: 'A run goes on with other pictures than it began with, and its record says nothing of it.',
        caughtBy: { file: 'shared/training/train-document.test.ts' },
      },
    ],
  },
  {
    name: 'resuming',
    title: 'A run that was cut off must end as one in one go',
    seen: 'Seen in the review of code: the sums of a part of an epoch never reached the file.',
    faults: [
      {
        name: 'epoch-begins-anew',
        file: 'shared/training/run-epochs.ts',
        text: 'let batch = from?.state.batch ?? 0;',
        replacement: 'let batch = 0;',
        harm: 'After a crash an epoch is trained from its beginning once more, on weights that have seen half of it.',
        caughtBy: { file: trainTest, title: 'and goes on ends with the same weights and records' },
      },
      {
        name: 'half-an-epoch-forgotten',
        file: 'shared/training/run-epochs.ts',
        text: 'const partial = batch === 0 ? null : sums;',
        replacement: 'const partial = null;',
        harm: 'The record of the epoch in which a run was cut off tells of its second half alone.',
        caughtBy: { file: trainTest, title: 'and goes on ends with the same weights and records' },
      },
      {
        name: 'sums-of-all-epochs',
        file: 'shared/training/run-epochs.ts',
        text: '    sums = nothing;\n',
        replacement: '',
        harm: 'From the second epoch on the training’s loss is the mean since the beginning.',
        caughtBy: { file: trainTest },
      },
      {
        name: 'each-epoch-in-one-order',
        file: 'shared/training/run-epochs.ts',
        text: "stream(settings.seed, 'shuffle', epoch)",
        replacement: "stream(settings.seed, 'shuffle', 0)",
        harm: 'Every epoch has the same batches, which trains worse than a new order each time.',
        caughtBy: { file: trainTest },
      },
      {
        name: 'slots-of-another-moment',
        file: 'shared/format/model-read.ts',
        text: 'const problem = checkpointProblem(run, state, slots);',
        replacement: 'const problem = state.epoch < 0 ? checkpointProblem(run, state, slots) : null;',
        harm: 'A checkpoint that belongs to another network is gone on from, and the weights jump.',
        caughtBy: { file: 'shared/format/model-file.test.ts' },
      },
      {
        name: 'steps-counted-anew',
        file: 'shared/training/run-epochs.ts',
        text: 'state: { epoch, batch, step: snapshot.step, partial }',
        replacement: 'state: { epoch, batch, step: 0, partial }',
        harm: 'Adam counts its steps from the beginning after a pause, and takes one that is far too long.',
        caughtBy: {
          file: 'soak/desktop/work-in-progress.test.ts',
          title: 'a run that was killed in mid-epoch',
        },
      },
    ],
  },
  {
    name: 'scores',
    title: 'What is said of a run must be counted, and never chosen by the test set',
    seen: 'Seen in both reviews: runs compared by test accuracy, two different “training” numbers, a green NaN.',
    faults: [
      {
        name: 'ranked-by-test',
        file: 'renderer/document/runs/run.ts',
        text: 'const validation = this.record?.epochs.at(-1)?.validation ?? this.progress?.validation;',
        replacement:
          'const validation = this.record?.test?.scores ?? this.record?.epochs.at(-1)?.validation;',
        harm: 'The list of runs invites to choose settings by the test pictures, whose score then promises too much.',
        caughtBy: {
          file: 'renderer/document/runs/run-store.test.ts',
          title: 'ranks by validation, never by the test set',
        },
      },
      {
        name: 'confusion-turned',
        file: 'shared/training/evaluate.ts',
        text: 'const line = confusion[actual];\n      if (line) line[predicted] = (line[predicted] ?? 0) + 1;',
        replacement:
          'const line = confusion[predicted];\n      if (line) line[actual] = (line[actual] ?? 0) + 1;',
        harm: 'The matrix says that coats are taken for shirts where shirts are taken for coats.',
        caughtBy: { file: 'shared/training/evaluate.test.ts' },
      },
      {
        name: 'last-batch-weighs-most',
        file: 'shared/training/evaluate.ts',
        text: 'loss += result.loss * batch.size;',
        replacement: 'loss += result.loss * batchSize;',
        harm: 'The test’s loss depends on how the pictures fall into batches.',
        caughtBy: { file: 'shared/training/evaluate.test.ts' },
      },
      {
        name: 'f1-of-absent-classes',
        file: 'shared/training/metrics/f1-score.ts',
        text: 'if (both === 0) continue;',
        replacement: 'if (both < 0) continue;',
        harm: 'A class without pictures makes the F1 score no number.',
        caughtBy: { file: 'shared/training/metrics/metrics.test.ts' },
      },
      {
        name: 'rate-falls-twice-as-fast',
        file: 'shared/training/schedule.ts',
        text: 'Math.cos(Math.PI * done)',
        replacement: 'Math.cos(2 * Math.PI * done)',
        harm: 'The cosine schedule rises again in the second half of a run, and undoes what it learned.',
        caughtBy: { file: 'shared/training/schedule.test.ts' },
      },
      {
        name: 'diverging-goes-on',
        file: 'shared/training/divergence.ts',
        text: 'if (!Number.isFinite(loss)) return loss;',
        replacement: 'if (loss === Infinity) return loss;',
        harm: 'A learning rate that is too high trains on with NaN until the last epoch, with a green “finished”.',
        caughtBy: { file: trainTest },
      },
      {
        name: 'nothing-learned-unsaid',
        file: 'shared/training/trouble.ts',
        text: 'const LITTLE = 0.01;',
        replacement: 'const LITTLE = -0.01;',
        harm: 'A run that gives every picture the same class ends with a green “finished”, and nobody says why.',
        caughtBy: { file: 'shared/training/trouble.test.ts' },
      },
      {
        name: 'checkpoints-without-pause',
        file: 'shared/training/pace.ts',
        text: 'const COST_SHARE = 40;',
        replacement: 'const COST_SHARE = 1;',
        harm: 'A large network spends half of its time on writing checkpoints: six seconds out of fifteen were seen.',
        caughtBy: { file: 'shared/training/pace.test.ts' },
      },
    ],
  },
];
