/** A run in words, for the pill, the list and screen readers. */
import type { Run } from './run';
import { clock, percent } from './words';

/** "epoch 4 of 6 · 90.4 % · 0:38 left" */
export function runStatus(run: Run): string {
  const { progress, headlineAccuracy } = run;
  const accuracy = headlineAccuracy === null ? [] : [percent(headlineAccuracy)];
  const epoch = `epoch ${progress?.epoch ?? Math.min(run.epochsDone + 1, run.epochsPlanned)} of ${run.epochsPlanned}`;
  switch (run.phase) {
    case 'preparing':
      return 'preparing';
    case 'training':
      if (progress !== null && progress.step >= progress.steps) return 'measuring on the test pictures';
      return [epoch, ...accuracy, ...(progress === null ? [] : [`${clock(progress.secondsLeft)} left`])].join(
        ' · ',
      );
    case 'paused':
      return ['paused', epoch, ...accuracy].join(' · ');
    case 'interrupted':
      return `cut off after epoch ${run.epochsDone} of ${run.epochsPlanned}`;
    case 'stopped':
      return ['stopped', ...accuracy].join(' · ');
    case 'finished':
      return ['finished', ...accuracy].join(' · ');
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
      return `${run.name}: epoch ${last.epoch} of ${run.epochsPlanned} done, accuracy ${percent(last.valAccuracy ?? last.accuracy)}.`;
    case 'paused':
      return `${run.name} is paused.`;
    case 'interrupted':
      return `${run.name} was cut off and can be resumed.`;
    case 'failed':
      return `${run.name} failed.`;
    case 'stopped':
    case 'finished': {
      const test = run.record?.test;
      const end = run.phase === 'finished' ? 'has finished' : 'was stopped';
      return `${run.name} ${end}${test ? `, ${percent(test.accuracy)} right on the test pictures` : ''}.`;
    }
  }
}
