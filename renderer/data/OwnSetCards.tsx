import { X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { SourceFacts } from '../../shared/data/source';
import { IconButton } from '../components/IconButton';
import { useApp } from '../document/app-context';
import type { OwnSet } from '../document/data/set-store';
import { chooseSet } from '../document/data/open-folder';
import { count, plural } from '../format/words';
import styles from './data.module.css';

/** The folders that the user opened in this window, the newest first: being read, ready, or with what is wrong. */
export const OwnSetCards = observer(function OwnSetCards() {
  const { sets } = useApp();
  return [...sets.own.values()].reverse().map((set) => <OwnSetCard key={set.name} set={set} />);
});

const OwnSetCard = observer(function OwnSetCard({ set: { name, state } }: { readonly set: OwnSet }) {
  const app = useApp();
  if (state.kind === 'ready') return <ReadySet facts={state.facts} />;
  const { progress } = state.kind === 'reading' ? state : { progress: null };
  return (
    <div className={styles.card} data-own={name} data-state={state.kind}>
      <span className={styles.cardTitle}>{name}</span>
      <span className={styles.away}>
        <IconButton
          label={state.kind === 'reading' ? `Cancel reading ${name}` : `Take ${name} off the list`}
          onClick={() => app.sets.forget(name)}
        >
          <X size={14} aria-hidden="true" />
        </IconButton>
      </span>
      {state.kind === 'failed' ? (
        <p className={styles.problem} role="alert">
          {state.message}
        </p>
      ) : (
        <>
          <progress
            className={styles.progress}
            aria-label={`Reading ${name}`}
            {...(progress !== null && { max: Math.max(1, progress.total), value: progress.done })}
          />
          <span className={styles.facts}>
            {progress === null
              ? 'Looking for pictures …'
              : `${count(progress.done)} of ${count(progress.total)} pictures read`}
          </span>
        </>
      )}
    </div>
  );
});

const ReadySet = observer(function ReadySet({ facts }: { readonly facts: SourceFacts }) {
  const app = useApp();
  const { name, title, trainCount, testCount, classNames, height, width, channels, leftOut } = facts;
  const chosen = app.documents.document.data.dataset === name;
  return (
    <label className={styles.card} data-chosen={chosen} data-own={name} data-state="ready">
      <input
        type="radio"
        name="dataset"
        className={styles.radio}
        checked={chosen}
        onChange={() => chooseSet(app, facts)}
      />
      <span className={styles.cardTitle}>{title}</span>
      <span className={styles.facts}>
        {count(trainCount)} to train · {count(testCount)} to test
        <br />
        {plural(classNames.length, 'class', 'classes')} · about {height}×{width}×{channels}
        <br />
        {leftOut.length > 0 && `${plural(leftOut.length, 'file')} left out`}
      </span>
    </label>
  );
});
