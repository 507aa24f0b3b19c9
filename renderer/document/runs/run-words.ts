/** A run in words, for the pill, the list and screen readers. */
import type { Run } from './run';
import { leadingScore } from '../../../shared/training/metrics/index';
import { inSentence } from '../../../shared/schema/in-sentence';
import { clock, count, plural, scoreValue } from '../../format/words';

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

/** Of a run that is to be left since it does not stop: what is kept of it; null where it has learned nothing. */
export function leftText({ name, phase, progress, kept }: Run): string | null {
  if (phase === 'preparing' || progress === null) return null;
  const stopped = `${name} was stopped while it computed a step or kept a checkpoint, which takes long.`;
  if (kept === null)
    return `${stopped} It had no checkpoint yet: what it learned in ${steps(progress.step)} is lost.`;
  if (kept.step === null) return `${stopped} It is kept up to its last checkpoint.`;
  const since = progress.step - kept.step;
  const lost = since > 0 ? `; what it learned in ${steps(since)} after that is lost` : '';
  return `${stopped} It is kept up to step ${count(kept.step)}${lost}.`;
}

const steps = (number: number): string => plural(number, 'step');

/** "cut off in epoch 4 of 6": what was not done yet when its window closed or its worker died; "paused" where it rested then. */
export function leftOffText(run: Run): string {
  return `${leftOff(run)} in epoch ${epochNow(run)} of ${run.epochsPlanned}`;
}

/** The one that is not done yet; the last where all are. */
const epochNow = ({ epochsDone, epochsPlanned }: Run): number => Math.min(epochsDone + 1, epochsPlanned);

const leftOff = ({ record }: Run): string => (record?.state === 'paused' ? 'paused' : 'cut off');

/** "epoch 4 of 6", "validation 90.4 %", "0:38 left" */
export function statusParts(run: Run): readonly StatusPart[] {
  const { progress } = run;
  const say = (...texts: readonly string[]): readonly StatusPart[] =>
    texts.map((text) => ({ text, isScore: false }));
  const score = scoreText(run).map((text): StatusPart => ({ text, isScore: true }));
  const epoch = `epoch ${progress?.epoch ?? epochNow(run)} of ${run.epochsPlanned}`;
  if (run.active && run.ended !== null) return say(run.ended, 'measuring on the test pictures');
  if (run.active && run.halted) return say('stopped', 'keeping what it has learned');
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
      return say(leftOffText(run));
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
      return `${run.name} was ${leftOff(run)} and can be resumed.`;
    case 'diverged':
      return `${run.name} diverged: its loss went out of bounds, so it was stopped.`;
    case 'failed':
      return `${run.name} failed.`;
    case 'stopped':
    case 'finished': {
      const end = run.phase === 'finished' ? 'has finished' : 'was stopped';
      const [test] = testText(run);
      const told = `${run.name} ${end}${test === undefined ? '' : `, ${test} on the test pictures`}.`;
      return run.trouble === null ? told : `${told} ${run.trouble}`;
    }
  }
}
