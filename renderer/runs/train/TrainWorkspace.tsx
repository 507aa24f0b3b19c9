import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import { useApp } from '../../document/app-context';
import { RunList } from '../list/RunList';
import { RunDetail } from './RunDetail';
import { FirstStep } from './FirstStep';
import { TrainForm } from './TrainForm';
import styles from './train.module.css';

/** Runs on the left, the chosen one in the middle, the next one's settings on the right. */
export const TrainWorkspace = observer(function TrainWorkspace() {
  const { runs, training } = useApp();

  useEffect(() => void training.findBackends(), [training]);

  return (
    <div className={styles.workspace}>
      <aside className={styles.runs} aria-label="Runs">
        <RunList />
      </aside>
      <main className={styles.main}>
        {runs.selected === null ? (
          <div className={styles.empty}>
            <h2>Nothing trained yet</h2>
            <p>
              A run trains a snapshot of the network, so you can go on drawing meanwhile, and its curves
              appear here.
            </p>
            <FirstStep />
          </div>
        ) : (
          <RunDetail run={runs.selected} />
        )}
      </main>
      <aside className={styles.form} aria-label="Settings of the next run">
        <TrainForm />
      </aside>
    </div>
  );
});
