import type { Scores } from '../shared/model/scores';
import { orderedScores } from '../shared/training/metrics/index';

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** `accuracy 89.90 %  loss 0.2881` */
export function scoreText(scores: Scores, between = '  '): string {
  return orderedScores(scores)
    .map(({ title, unit, value }) => {
      const shown = unit === 'share' ? percent(value) : value.toFixed(4);
      return `${title.toLowerCase()} ${shown}`;
    })
    .join(between);
}
