import { observer } from 'mobx-react-lite';
import { Pause, Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { useApp } from '../../stores/app-context';
import { datasets } from '../../../shared/data/catalogue';
import type { Run } from '../../training/run';
import { imagesPerEpoch } from '../../training/time-estimate';
import { clock, count, loss, percent } from '../../training/words';
import { backendTitles } from './backends';
import { Chart } from './Chart';
import { EpochTable } from './EpochTable';
import styles from './train.module.css';

/** One run: where it stands, its curves, its epochs, and the result on the test pictures. */
export const RunDetail = observer(function RunDetail({ run }: { readonly run: Run }) {
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
      {run.notice !== null && <p className={styles.notice}>{run.notice}</p>}
      <Figures run={run} />
      <Curves run={run} />
      <EpochTable run={run} />
    </>
  );
});

const Explanation = observer(function Explanation({ run }: { readonly run: Run }) {
  const { record } = run;
  if (record === null) return <>Looking for the fastest backend of this machine…</>;
  const threads = record.threads > 1 ? `, ${record.threads} threads` : '';
  return (
    <>
      On {backendTitles[record.backend]}
      {threads}. {record.backendReason}
    </>
  );
});

const Controls = observer(function Controls({ run }: { readonly run: Run }) {
  const { runs, ui } = useApp();
  if (run.active) {
    const paused = run.phase === 'paused';
    return (
      <div className={styles.controls}>
        <Button
          disabled={run.phase === 'preparing' || run.asked !== null}
          onClick={() => void (paused ? runs.resume(run) : runs.pause())}
        >
          {paused ? <Play size={14} /> : <Pause size={14} />}
          {paused ? 'Resume' : run.asked === 'pause' ? 'Pausing…' : 'Pause'}
        </Button>
        <Button disabled={run.asked === 'stop'} onClick={() => void runs.stop()}>
          <Square size={12} fill="currentColor" />
          {run.asked === 'stop' ? 'Stopping…' : 'Stop'}
        </Button>
      </div>
    );
  }
  const refusal = runs.resumeRefusal(run);
  return (
    <div className={styles.controls}>
      {run.resumable && run.phase !== 'finished' && (
        <Button
          disabled={refusal !== null}
          title={refusal ?? undefined}
          onClick={() => void runs.resume(run)}
        >
          <Play size={14} />
          Go on
        </Button>
      )}
      {run.model !== null && <Button onClick={() => ui.setWorkspace('evaluate')}>Evaluate</Button>}
    </div>
  );
});

function Figure({
  label,
  value,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}) {
  return (
    <div className={styles.figure} title={hint}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const Figures = observer(function Figures({ run }: { readonly run: Run }) {
  const { progress, record } = run;
  const last = record?.epochs.at(-1);
  const test = record?.test ?? null;
  const accuracy = progress?.accuracy ?? last?.accuracy;
  const valAccuracy = progress?.valAccuracy ?? last?.valAccuracy;
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
          value={`${progress?.epoch ?? run.epochsDone} of ${run.epochsPlanned}`}
          hint={progress === null ? undefined : `Step ${count(progress.step)} of ${count(progress.steps)}`}
        />
        <Figure
          label="Training"
          value={dash(accuracy, percent)}
          hint="Accuracy on the pictures it learns from"
        />
        <Figure
          label="Validation"
          value={dash(valAccuracy, percent)}
          hint="Accuracy on pictures kept aside"
        />
        <Figure label="Test" value={dash(test?.accuracy, percent)} hint="Measured once, at the end" />
        <Figure label="Images/s" value={dash(progress?.imagesPerSecond ?? rate(run), count)} />
        <Figure
          label={run.active ? 'Time left' : 'Took'}
          value={run.active ? left : dash(record?.seconds, clock)}
        />
      </dl>
    </section>
  );
});

/** Of a run that has ended: what it managed on average. */
function rate(run: Run): number | null {
  const dataset = datasets.find(({ name }) => name === run.dataset);
  const epochs = run.record?.epochs ?? [];
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  if (dataset === undefined || seconds <= 0) return null;
  return (imagesPerEpoch(run.document, dataset) * epochs.length) / seconds;
}

const Curves = observer(function Curves({ run }: { readonly run: Run }) {
  const { curves } = run;
  const last = run.record?.epochs.at(-1);
  const series = useMemo(
    () => ({
      loss: [
        { label: 'Training', color: '--accent', values: curves.loss },
        { label: 'Validation', color: '--c-act', dashed: true, values: curves.valLoss },
      ],
      accuracy: [
        { label: 'Training', color: '--accent', values: curves.accuracy },
        { label: 'Validation', color: '--c-act', dashed: true, values: curves.valAccuracy },
      ],
    }),
    [curves],
  );
  const after = last === undefined ? 'No epoch is done yet.' : `After epoch ${last.epoch}: `;
  const told = (training: number, validation: number | null, show: (value: number) => string): string =>
    `${after}training ${show(training)}${validation === null ? '' : `, validation ${show(validation)}`}.`;
  return (
    <div className={styles.curves}>
      <Chart
        title="Loss"
        summary={last === undefined ? after : told(last.loss, last.valLoss, loss)}
        epochs={run.epochsPlanned}
        x={curves.x}
        series={series.loss}
        format={loss}
        range={null}
      />
      <Chart
        title="Accuracy"
        summary={last === undefined ? after : told(last.accuracy, last.valAccuracy, percent)}
        epochs={run.epochsPlanned}
        x={curves.x}
        series={series.accuracy}
        format={wholePercent}
        range={accuracyRange}
      />
    </div>
  );
});

const accuracyRange = [0, 1] as const;

function wholePercent(value: number): string {
  return percent(value, Number.isInteger(Math.round(value * 1000) / 10) ? 0 : 1);
}
