import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import { Button } from '../../components/Button';
import { useApp } from '../../document/app-context';
import type { Run } from '../../document/runs/run';
import { plural } from '../../format/words';
import { RunList } from '../list/RunList';
import { EvaluationView } from './EvaluationView';
import { TryIt } from './try-it/TryIt';
import styles from './evaluate.module.css';

/** How good a trained run is on pictures that it has never seen. */
export const EvaluateWorkspace = observer(function EvaluateWorkspace() {
  const { runs } = useApp();
  const run = runs.selected ?? runs.current;
  return (
    <div className={styles.workspace}>
      <aside className={styles.runs} aria-label="Runs">
        <RunList />
      </aside>
      <main className={styles.main}>{run === null ? <Nothing /> : <OneRun key={run.id} run={run} />}</main>
    </div>
  );
});

function Nothing() {
  const { ui, files } = useApp();
  return (
    <div className={styles.empty}>
      <h2>Nothing to evaluate yet</h2>
      <p>
        Train the network, or open a trained model (*.cnn); then its accuracy on the test pictures appears
        here.
      </p>
      <div className={styles.actions}>
        <Button onClick={() => ui.setWorkspace('train')}>Go to Train</Button>
        <Button onClick={() => void files.open()}>Open a trained model…</Button>
      </div>
    </div>
  );
}

const OneRun = observer(function OneRun({ run }: { readonly run: Run }) {
  const { evaluations, weights, ui } = useApp();
  const ready = run.trained;
  useEffect(() => {
    if (ready) void evaluations.evaluate(run);
  }, [evaluations, run, ready]);

  if (!ready) {
    return (
      <div className={styles.empty}>
        <h2>{run.name} has no result yet</h2>
        <p>
          {run.active
            ? 'It is measured on the test pictures when it is done, or when you stop it.'
            : (run.error ?? 'It was cut off before it was measured. Go on with it in Train.')}
        </p>
        <p>Then it can also be tried on pictures of your own.</p>
        <Button onClick={() => ui.setWorkspace('train')}>Go to Train</Button>
      </div>
    );
  }
  const edits = weights.editsSince(run);
  return (
    <>
      <header className={styles.header}>
        <h2>{run.name} on the test pictures</h2>
        <p className={styles.quiet}>
          {edits === 0
            ? 'The network as it is now.'
            : `The network as it was trained; ${plural(edits, 'edit')} since then.`}
        </p>
      </header>
      {run.evaluationError !== null && (
        <div className={styles.problem} role="alert">
          <p>{run.evaluationError}</p>
          <Button onClick={() => void evaluations.evaluate(run)}>Try again</Button>
        </div>
      )}
      <EvaluationView run={run}>
        <TryIt run={run} />
      </EvaluationView>
    </>
  );
});
