import { observer } from 'mobx-react-lite';
import { Pause, Play, Square } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Button } from '../../components/Button';
import { useApp } from '../../document/app-context';
import { leadingScore, loss as lossFacts } from '../../../shared/training/metrics/index';
import type { ScoreFacts } from '../../../shared/training/metrics/define';
import type { Run } from '../../document/runs/run';
import { clock, count, percent, scoreValue, took } from '../../format/words';
import { backendTitles } from './backends';
import { Chart } from './Chart';
import { EpochTable } from './EpochTable';
import styles from './train.module.css';

/** One run: where it stands, its curves, its epochs, and the result on the test pictures. */
export const RunDetail = observer(function RunDetail({ run }: { readonly run: Run }) {
  const { evaluations } = useApp();
  useEffect(() => void evaluations.loadCurve(run), [evaluations, run]);
  return (
    <>
      <header className={styles.header}>
        <div>
          <h2>{run.name}</h2>
          <p className={styles.quiet}>
            <Explanation run={run} />
          </p>
        </div>
        <Controls run={run} />
      </header>
      {run.error !== null && (
        <p className={styles.problem} role="alert">
          {run.error}
        </p>
      )}
      {run.trouble !== null && (
        <p className={styles.problem} role="alert">
          {run.trouble}
        </p>
      )}
      {run.notice !== null && <p className={styles.notice}>{run.notice}</p>}
      <Figures run={run} />
      <Curves run={run} />
      <EpochTable run={run} />
    </>
  );
});

const Explanation = observer(function Explanation({ run }: { readonly run: Run }) {
  const { record } = run;
  if (record === null)
    return (
      <>
        {run.active ? 'Looking for the fastest backend of this machine…' : 'It ended before its first step.'}
      </>
    );
  const threads = record.threads > 1 ? `, ${record.threads} threads` : '';
  return (
    <>
      On {backendTitles[record.backend]}
      {threads}. {record.backendReason}
    </>
  );
});

const Controls = observer(function Controls({ run }: { readonly run: Run }) {
  const { training, ui } = useApp();
  if (run.active) {
    const paused = run.phase === 'paused';
    return (
      <div className={styles.controls}>
        <Button
          disabled={run.phase === 'preparing' || run.asked !== null}
          onClick={() => void (paused ? training.resume(run) : training.pause())}
        >
          {paused ? <Play size={14} /> : <Pause size={14} />}
          {paused ? 'Resume' : run.asked === 'pause' ? 'Pausing…' : 'Pause'}
        </Button>
        <Button disabled={run.asked === 'stop'} onClick={() => void training.stop()}>
          <Square size={12} fill="currentColor" />
          {run.asked === 'stop' ? 'Stopping…' : 'Stop'}
        </Button>
      </div>
    );
  }
  const refusal = training.resumeRefusal(run);
  return (
    <div className={styles.controls}>
      {run.resumable && (
        <Button
          disabled={refusal !== null}
          title={refusal ?? undefined}
          onClick={() => void training.resume(run)}
        >
          <Play size={14} />
          Go on
        </Button>
      )}
      {run.trained && <Button onClick={() => ui.setWorkspace('evaluate')}>Evaluate</Button>}
    </div>
  );
});

/** `of`: what the value is taken from, where another one of this name could be meant. */
function Figure({
  label,
  of,
  value,
  hint,
}: {
  readonly label: string;
  readonly of?: string | undefined;
  readonly value: string;
  readonly hint?: string | undefined;
}) {
  return (
    <div className={styles.figure} title={hint}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {of !== undefined && <dd className={styles.of}>{of}</dd>}
    </div>
  );
}

const Figures = observer(function Figures({ run }: { readonly run: Run }) {
  const { progress, record } = run;
  const leading = leadingScore(run.task);
  const test = record?.test?.scores[leading.name];
  const score = (value: number): string => scoreValue(leading, value);
  const epoch = record?.epochs.at(-1)?.epoch;
  const left = run.phase === 'training' && progress !== null ? clock(progress.secondsLeft) : '–';
  const dash = (value: number | null | undefined, show: (value: number) => string): string =>
    value === null || value === undefined ? '–' : show(value);
  return (
    <section aria-label="Progress">
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={`${run.name}, share of its steps done`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(run.fraction * 100)}
        data-phase={run.phase}
      >
        <span style={{ transform: `scaleX(${run.fraction})` }} />
      </div>
      <dl className={styles.figures}>
        <Figure
          label="Epoch"
          value={`${run.epoch} of ${run.epochsPlanned}`}
          hint={progress === null ? undefined : `Step ${count(progress.step)} of ${count(progress.steps)}`}
        />
        <Figure
          label="Training"
          of={epoch === undefined ? 'last batches' : `mean of epoch ${epoch}`}
          value={dash(run.trainingScore, score)}
          hint={
            epoch === undefined
              ? `${leading.title} on the pictures that it learned from last`
              : `${leading.title} on the pictures it learns from, the mean over epoch ${epoch}, while the weights changed`
          }
        />
        <Figure
          label="Validation"
          of={epoch === undefined ? 'after each epoch' : `after epoch ${epoch}`}
          value={dash(run.validationScore, score)}
          hint={`${leading.title} on pictures kept aside: what runs are compared by`}
        />
        <Figure
          label="Test"
          of="at the end"
          value={dash(test, score)}
          hint="Measured once, at the end. Whoever chooses among runs by it has no test pictures any more."
        />
        <Figure
          label="Images/s"
          of={run.active ? 'at present' : 'mean of its epochs'}
          value={dash(run.active ? progress?.imagesPerSecond : rate(run), count)}
        />
        <Figure
          label={run.active ? 'Time left' : 'Took'}
          value={run.active ? left : dash(record?.seconds, took)}
        />
      </dl>
    </section>
  );
});

/** Of a run that has ended: what it managed on average. */
function rate(run: Run): number | null {
  const pictures = run.record?.data.pictures ?? null;
  const epochs = run.record?.epochs ?? [];
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  if (pictures === null || seconds <= 0) return null;
  return (pictures.training * epochs.length) / seconds;
}

const Curves = observer(function Curves({ run }: { readonly run: Run }) {
  const leading = leadingScore(run.task);
  return (
    <div className={styles.curves}>
      <ScoreCurve run={run} score={lossFacts} />
      {leading.name !== lossFacts.name && <ScoreCurve run={run} score={leading} />}
    </div>
  );
});

const nowhere: readonly (number | null)[] = [];

const ScoreCurve = observer(function ScoreCurve(props: { readonly run: Run; readonly score: ScoreFacts }) {
  const { run, score } = props;
  const { curves } = run;
  const series = useMemo(
    () => [
      {
        label: run.pointsDrawn ? 'Training, by batch' : 'Training, by epoch',
        color: '--accent',
        values: curves.train[score.name] ?? nowhere,
      },
      {
        label: 'Validation, by epoch',
        color: '--c-act',
        dashed: true,
        values: curves.validation[score.name] ?? nowhere,
      },
    ],
    [curves, score, run.pointsDrawn],
  );
  const last = run.record?.epochs.at(-1);
  const told = [
    ['training', last?.train[score.name]],
    ['validation', last?.validation?.[score.name]],
  ] as const;
  const figures = told.flatMap(([part, value]) =>
    value === undefined ? [] : [`${part} ${scoreValue(score, value)}`],
  );
  return (
    <Chart
      title={score.title}
      summary={
        last === undefined ? 'No epoch is done yet.' : `After epoch ${last.epoch}: ${figures.join(', ')}.`
      }
      epochs={run.epochsPlanned}
      x={curves.x}
      series={series}
      format={(value) => scoreValue(score, value)}
      tick={score.unit === 'share' ? shareTick : numberTick}
      range={score.unit === 'share' ? shareRange : null}
    />
  );
});

const shareRange = [0, 1] as const;

/** Round values: `20 %`, and `2.5 %` where the axis is that fine. */
function shareTick(value: number): string {
  return percent(value, Number.isInteger(Math.round(value * 1000) / 10) ? 0 : 1);
}

/** As short as it is: `0`, `0.5`, `2e9`, without the last bits of a sum of steps. */
function numberTick(value: number): string {
  const short = Number(value.toPrecision(3));
  return Math.abs(short) < 1e5 ? String(short) : short.toExponential().replace('e+', 'e');
}
