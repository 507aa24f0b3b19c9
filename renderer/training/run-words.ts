/** A run in words, for the pill, the list and screen readers. */
import type { Run } from '../runs/run';
import { leadingScore } from '../../shared/training/metrics/index';
import { clock, scoreValue } from './words';

/** What runs are ranked by, on the pictures kept for validation; on those it learns from where none were kept. */
function scoreText(run: Run): readonly string[] {
  const facts = leadingScore(run.task);
  const value = run.validationScore ?? run.trainingScore;
  return value === null ? [] : [scoreValue(facts, value)];
}

function testText(run: Run): readonly string[] {
  const facts = leadingScore(run.task);
  const value = run.record?.test?.scores[facts.name];
  return value === undefined ? [] : [`${facts.title.toLowerCase()} ${scoreValue(facts, value)}`];
}

/** "epoch 4 of 6 · 90.4 % · 0:38 left" */
export function runStatus(run: Run): string {
  const { progress } = run;
  const score = scoreText(run);
  const epoch = `epoch ${progress?.epoch ?? Math.min(run.epochsDone + 1, run.epochsPlanned)} of ${run.epochsPlanned}`;
  switch (run.phase) {
    case 'preparing':
      return 'preparing';
    case 'training':
      if (progress !== null && progress.step >= progress.steps) return 'measuring on the test pictures';
      return [epoch, ...score, ...(progress === null ? [] : [`${clock(progress.secondsLeft)} left`])].join(
        ' · ',
      );
    case 'paused':
      return ['paused', epoch, ...score].join(' · ');
    case 'interrupted':
      return `cut off after epoch ${run.epochsDone} of ${run.epochsPlanned}`;
    case 'stopped':
      return ['stopped', ...score].join(' · ');
    case 'finished':
      return ['finished', ...score].join(' · ');
    case 'failed':
      return 'failed';
  }
}

/** Said once per epoch and at each turn, never with every report. */
export function runAnnouncement(run: Run): string {
  const last = run.record?.epochs.at(-1);
  switch (run.phase) {
    case 'preparing':
      return `${run.name} is being prepared.`;
    case 'training':
      if (last === undefined) return `${run.name} is training.`;
      return `${run.name}: epoch ${last.epoch} of ${run.epochsPlanned} done${[...scoreText(run)].map((text) => `, ${text}`).join('')}.`;
    case 'paused':
      return `${run.name} is paused.`;
    case 'interrupted':
      return `${run.name} was cut off and can be resumed.`;
    case 'failed':
      return `${run.name} failed.`;
    case 'stopped':
    case 'finished': {
      const end = run.phase === 'finished' ? 'has finished' : 'was stopped';
      const [test] = testText(run);
      return `${run.name} ${end}${test === undefined ? '' : `, ${test} on the test pictures`}.`;
    }
  }
}
