import { observer } from 'mobx-react-lite';
import { Pause, Play, Square } from 'lucide-react';
import { useApp } from '../../document/app-context';
import type { Run } from '../../document/runs/run';
import { runAnnouncement, runStatus, statusParts } from '../../document/runs/run-words';
import { RunButton } from './RunButton';
import styles from './run-pill.module.css';

/** The newest run, wherever one is: what it does, with pause and stop. Nothing where there was none. */
export const RunPill = observer(function RunPill() {
  const { runs, ui } = useApp();
  const run = runs.active ?? runs.latest;
  return (
    <div className={styles.place}>
      <span className={styles.hidden} role="status">
        {run === null ? '' : runAnnouncement(run)}
      </span>
      {run !== null && (
        <div className={styles.pill}>
          <button
            type="button"
            className={styles.open}
            title={runStatus(run)}
            onClick={() => {
              runs.select(run.id);
              ui.setWorkspace('train');
            }}
          >
            <span className={styles.dot} data-phase={run.phase} aria-hidden="true" />
            <span className={styles.name}>{run.name}</span>
            <span className={styles.text}>
              {statusParts(run).map(({ text, isScore }) => (
                <span key={text} data-score={isScore}>
                  <span className={styles.point}>· </span>
                  {text}
                </span>
              ))}
            </span>
          </button>
          {run.active && <Controls run={run} />}
        </div>
      )}
    </div>
  );
});

const Controls = observer(function Controls({ run }: { readonly run: Run }) {
  const { training } = useApp();
  const paused = run.phase === 'paused';
  return (
    <span className={styles.controls}>
      <RunButton
        label={paused ? `Resume ${run.name}` : `Pause ${run.name}`}
        disabled={run.phase === 'preparing' || run.asked !== null}
        onClick={() => void (paused ? training.resume(run) : training.pause())}
      >
        {paused ? <Play size={13} /> : <Pause size={13} />}
      </RunButton>
      <RunButton
        label={`Stop ${run.name}`}
        disabled={run.asked === 'stop'}
        onClick={() => void training.stop()}
      >
        <Square size={12} fill="currentColor" />
      </RunButton>
    </span>
  );
});
