/** A run in words, for the pill, the list and screen readers. */
import type { Run } from './run';
import { leadingScore } from '../../../shared/training/metrics/index';
import { clock, inSentence, scoreValue } from '../../format/words';

/** What runs are ranked by, on the pictures kept for validation; on those it learns from where none were kept. */
function scoreText(run: Run): readonly string[] {
  const facts = leadingScore(run.task);
  const { validationScore: validation, trainingScore: training } = run;
  if (validation !== null) return [`validation ${scoreValue(facts, validation)}`];
  return training === null ? [] : [`training ${scoreValue(facts, training)}`];
}

function testText(run: Run): readonly string[] {
  const facts = leadingScore(run.task);
  const value = run.record?.test?.scores[facts.name];
  return value === undefined ? [] : [`${inSentence(facts.title)} ${scoreValue(facts, value)}`];
}

/** A piece of where a run stands; of all of them the score is what a narrow window has room for. */
export interface StatusPart {
  readonly text: string;
  readonly isScore: boolean;
}

/** Why a run that was to stop has not, and what stopping it at once costs; null where it need not be asked. */
export function lateText(run: Run): string | null {
  if (!run.late) return null;
  if (run.stopKept)
    return 'It has stopped, and is being measured on the test pictures. Stop at once leaves that out.';
  const kept =
    run.kept === null
      ? 'nothing that was learned is kept then'
      : 'what was learned until the last checkpoint is kept then';
  return `It has not stopped yet: a step takes long, or much is to be kept. Stop at once does not wait; ${kept}.`;
}

/** What the button says that stops a run. */
export function stopLabel(run: Run): string {
  if (run.late) return 'Stop at once';
  return run.asked === 'stop' ? 'Stopping…' : 'Stop';
}

/** "cut off in epoch 4 of 6": what was not done yet when its window closed or its worker died. */
export function cutOffText({ epochsDone, epochsPlanned }: Run): string {
  return `cut off in epoch ${Math.min(epochsDone + 1, epochsPlanned)} of ${epochsPlanned}`;
}

/** "epoch 4 of 6", "validation 90.4 %", "0:38 left" */
export function statusParts(run: Run): readonly StatusPart[] {
  const { progress } = run;
  const say = (...texts: readonly string[]): readonly StatusPart[] =>
    texts.map((text) => ({ text, isScore: false }));
  const score = scoreText(run).map((text): StatusPart => ({ text, isScore: true }));
  const epoch = `epoch ${progress?.epoch ?? Math.min(run.epochsDone + 1, run.epochsPlanned)} of ${run.epochsPlanned}`;
  if (run.active && run.stopKept) return say('stopped', 'measuring on the test pictures');
  switch (run.phase) {
    case 'preparing':
      return say('preparing');
    case 'training':
      if (progress === null) return [...say(epoch), ...score];
      if (progress.step >= progress.steps) return say('measuring on the test pictures');
      return [...say(epoch), ...score, ...say(`${clock(progress.secondsLeft)} left`)];
    case 'paused':
      return [...say('paused', epoch), ...score];
    case 'interrupted':
      return say(cutOffText(run));
    case 'stopped':
    case 'finished':
      return [...say(run.phase), ...score];
    case 'diverged':
      return say(`diverged in epoch ${run.record?.diverged?.epoch ?? run.epochsDone + 1}`);
    case 'failed':
      return say('failed');
  }
}

/** "epoch 4 of 6 · validation 90.4 % · 0:38 left" */
export function runStatus(run: Run): string {
  return statusParts(run)
    .map(({ text }) => text)
    .join(' · ');
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
    case 'diverged':
      return `${run.name} diverged: its loss went out of bounds, so it was stopped.`;
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
