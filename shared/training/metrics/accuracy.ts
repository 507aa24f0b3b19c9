import { largestFrom, type Metric } from './define';

export const accuracy: Metric = {
  name: 'accuracy',
  title: 'Accuracy',
  help: 'The share of pictures whose class was found: that to which the network gave the most.',
  better: 'higher',
  unit: 'share',
  rank: 1,
  tasks: ['classification'],
  fromSums: ({ correct, count }) => (correct === undefined || !count ? null : correct / count),
  count(classes) {
    let right = 0;
    let all = 0;
    return {
      add(predictions, labels, rows) {
        for (let row = 0; row < rows; row += 1) {
          if (largestFrom(predictions, row * classes, classes) === labels[row]) right += 1;
        }
        all += rows;
      },
      value: () => (all === 0 ? NaN : right / all),
    };
  },
};
