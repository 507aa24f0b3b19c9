/** All scores. Whoever shows, ranks or writes scores asks here, and knows none by name. */
import type { Scores, Task } from '../../model/scores';
import type { Counter, ScoreFacts } from './define';
import { allMetrics } from './list';

const metrics = allMetrics.toSorted((a, b) => a.rank - b.rank);

/** What is trained for; the executor counts it. */
export const loss: ScoreFacts = {
  name: 'loss',
  title: 'Loss',
  help: 'What training makes smaller: how far the answers are from the truth, as the output’s loss has it.',
  better: 'lower',
  unit: 'number',
};

const byName = new Map<string, ScoreFacts>([loss, ...metrics].map((facts) => [facts.name, facts]));

/** Of a score by its name; one that is not known here (of a later version) is a plain number. */
export function scoreFacts(name: string): ScoreFacts {
  return byName.get(name) ?? { name, title: name, help: '', better: 'higher', unit: 'number' };
}

/** What runs of this task are ranked by. */
export function leadingScore(task: Task): ScoreFacts {
  return metrics.find(({ tasks }) => tasks.includes(task)) ?? loss;
}

/** Counts all metrics of a task at once. */
export function countScores(task: Task, classes: number): Pick<Counter, 'add'> & { scores(): Scores } {
  const counters = metrics
    .filter(({ tasks, says }) => tasks.includes(task) && (says?.(classes) ?? true))
    .map(({ name, count }) => [name, count(classes)] as const);
  return {
    add(predictions, labels, rows) {
      for (const [, counter] of counters) counter.add(predictions, labels, rows);
    },
    scores: () => Object.fromEntries(counters.map(([name, counter]) => [name, counter.value()])),
  };
}

/** Those that can be told from what the loss counted while it trained. */
export function scoresOfSums(task: Task, sums: Scores): Scores {
  const known = metrics.flatMap(({ name, tasks, fromSums }) => {
    const value = tasks.includes(task) ? (fromSums?.(sums) ?? null) : null;
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

/** The scores in the order in which they are shown: the leading one first, loss last. */
export function orderedScores(scores: Scores): readonly (ScoreFacts & { readonly value: number })[] {
  const order = [...metrics.map(({ name }) => name), loss.name];
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(scores)
    .map(([name, value]) => ({ ...scoreFacts(name), value }))
    .sort((a, b) => place(a.name) - place(b.name));
}
