import { largestFrom, type Metric } from './define';

export const f1Score: Metric = {
  name: 'f1Score',
  title: 'F1 score',
  help: 'The mean over classes of 2 · precision · recall / (precision + recall): rare classes count as much as common ones.',
  better: 'higher',
  unit: 'share',
  rank: 3,
  tasks: ['classification'],
  count(classes) {
    const right = new Float64Array(classes);
    const predicted = new Float64Array(classes);
    const actual = new Float64Array(classes);
    return {
      add(predictions, labels, rows) {
        for (let row = 0; row < rows; row += 1) {
          const found = largestFrom(predictions, row * classes, classes);
          const label = labels[row] ?? 0;
          predicted[found] = (predicted[found] ?? 0) + 1;
          actual[label] = (actual[label] ?? 0) + 1;
          if (found === label) right[label] = (right[label] ?? 0) + 1;
        }
      },
      // As scikit-learn's `f1_score(average="macro", zero_division=0)`: over the classes that occur or were predicted.
      value() {
        let sum = 0;
        let known = 0;
        for (let i = 0; i < classes; i += 1) {
          const both = (predicted[i] ?? 0) + (actual[i] ?? 0);
          if (both === 0) continue;
          known += 1;
          sum += (2 * (right[i] ?? 0)) / both;
        }
        return known === 0 ? NaN : sum / known;
      },
    };
  },
};
