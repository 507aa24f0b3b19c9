import type { Scores } from '../shared/model/scores';
import { orderedScores } from '../shared/training/metrics/index';
import { inSentence } from '../shared/schema/in-sentence';

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** A loss that has gone out of bounds has no use for its decimals. */
const plain = (value: number): string => (Math.abs(value) < 1e6 ? value.toFixed(4) : value.toExponential(2));

/** `accuracy 89.90 %  loss 0.2881` */
export function scoreText(scores: Scores, between = '  '): string {
  return orderedScores(scores)
    .map(({ title, unit, value }) => {
      const shown = unit === 'share' ? percent(value) : plain(value);
      return `${inSentence(title)} ${shown}`;
    })
    .join(between);
}
