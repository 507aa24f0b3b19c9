import type { Metric } from './define';

const K = 5;

export const top5Accuracy: Metric = {
  name: 'top5Accuracy',
  title: 'Top-5 accuracy',
  help: 'The share of pictures whose class is among the five to which the network gave the most.',
  better: 'higher',
  unit: 'share',
  rank: 2,
  tasks: ['classification'],
  // Of ten classes five are half of what there is.
  says: (classes) => classes >= 20,
  count(classes) {
    let right = 0;
    let all = 0;
    return {
      add(predictions, labels, rows) {
        for (let row = 0; row < rows; row += 1) {
          const from = row * classes;
          const own = predictions[from + (labels[row] ?? 0)] ?? 0;
          // As in Keras' `in_top_k`, a class with the same value as the last of the five is among them.
          let larger = 0;
          for (let i = from; i < from + classes; i += 1) if ((predictions[i] ?? 0) > own) larger += 1;
          if (larger < K) right += 1;
        }
        all += rows;
      },
      value: () => (all === 0 ? NaN : right / all),
    };
  },
};
