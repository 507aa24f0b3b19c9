import { observer } from 'mobx-react-lite';
import { Pencil, Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useApp } from '../../document/app-context';
import type { Run } from '../../document/runs/run';
import { runStatus } from '../../document/runs/run-words';
import { plural } from '../../format/words';
import { leadingScore } from '../../../shared/training/metrics/index';
import { inSentence } from '../../../shared/schema/in-sentence';
import { RunButton } from './RunButton';
import styles from './run-list.module.css';

/** All runs, the newest first: choose, rename, delete. */
export const RunList = observer(function RunList() {
  const { runs } = useApp();
  return (
    <>
      <h2 className={styles.heading}>Runs</h2>
      {runs.runs.length === 0 && (
        <p className={styles.quiet}>Each training is kept here by name, to be compared and gone on with.</p>
      )}
      <ul className={styles.list}>
        {runs.runs
          .slice()
          .reverse()
          .map((run) => (
            <Row key={run.id} run={run} />
          ))}
      </ul>
    </>
  );
});

const Row = observer(function Row({ run }: { readonly run: Run }) {
  const { runs, weights } = useApp();
  const [renaming, setRenaming] = useState(false);
  const edits = weights.editsSince(run);
  const isBest = runs.ranked.length > 1 && runs.ranked[0] === run;
  const score = inSentence(leadingScore(run.task).title);
  if (renaming) return <Rename run={run} onDone={() => setRenaming(false)} />;
  return (
    <li className={styles.row} data-selected={runs.selectedId === run.id}>
      <button
        type="button"
        className={styles.open}
        aria-current={runs.selectedId === run.id}
        onClick={() => runs.select(run.id)}
        onDoubleClick={() => setRenaming(true)}
      >
        <span className={styles.name}>
          <span className={styles.dot} data-phase={run.phase} aria-hidden="true" />
          {run.name}
          {isBest && (
            <span
              className={styles.best}
              title={`The best of ${runs.ranked.length} by ${score} on validation pictures`}
            >
              best
            </span>
          )}
        </span>
        <span className={styles.text}>{runStatus(run)}</span>
        <span className={styles.text}>
          {edits === 0 ? 'the network as it is now' : `${plural(edits, 'edit')} since`}
        </span>
      </button>
      <span className={styles.actions}>
        <RunButton label={`Rename ${run.name}`} onClick={() => setRenaming(true)}>
          <Pencil size={13} />
        </RunButton>
        <RunButton
          label={
            run.active ? `${run.name} is still training: stop it before you delete it` : `Delete ${run.name}`
          }
          disabled={run.active}
          onClick={() => runs.remove(run.id)}
        >
          <Trash2 size={13} />
        </RunButton>
      </span>
    </li>
  );
});

function Rename({ run, onDone }: { readonly run: Run; readonly onDone: () => void }) {
  const { runs } = useApp();
  const [name, setName] = useState(run.name);
  const finish = (): void => {
    runs.rename(run.id, name);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') finish();
    if (event.key === 'Escape') onDone();
  };
  return (
    <li className={styles.row} data-selected="true">
      <input
        className={styles.rename}
        aria-label={`New name of ${run.name}`}
        value={name}
        maxLength={80}
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
        onBlur={finish}
        onKeyDown={onKeyDown}
      />
    </li>
  );
}
