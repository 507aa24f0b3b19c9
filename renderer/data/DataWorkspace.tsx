import { observer } from 'mobx-react-lite';
import { datasets } from '../../shared/data/catalogue';
import { Button } from '../components/Button';
import { useApp } from '../document/app-context';
import { choiceOf } from '../document/choose-data';
import { DatasetCards } from './DatasetCards';
import { FeedSettings } from './FeedSettings';
import { PicturesByClass } from './PicturesByClass';
import styles from './data.module.css';

/** Choose pictures, look at them, and see what the network will be fed. */
export const DataWorkspace = observer(function DataWorkspace() {
  const { forecast, documents } = useApp();
  const { dataset } = forecast;
  return (
    <div className={styles.workspace}>
      <aside className={styles.sets} aria-label="Data sets">
        <DatasetCards />
      </aside>
      <main className={styles.main}>
        {dataset === null ? (
          <div className={styles.empty}>
            <h2>No pictures yet</h2>
            <p>
              Choose a data set: its pictures appear here by class, and beside them what the network will be
              fed.
            </p>
            <div className={styles.choices}>
              {datasets.map((each) => (
                <Button
                  key={each.name}
                  onClick={() =>
                    documents.transact(`Choose ${each.title}`, [
                      { edit: 'setData', data: choiceOf(each, documents.compiled) },
                    ])
                  }
                >
                  Take {each.title}
                </Button>
              ))}
            </div>
          </div>
        ) : (
          <PicturesByClass key={dataset.name} dataset={dataset} />
        )}
      </main>
      <aside className={styles.feed} aria-label="How the pictures are fed">
        {dataset === null ? (
          <p className={styles.quiet}>
            Fit, scaling and the share for validation appear once a data set is chosen.
          </p>
        ) : (
          <FeedSettings dataset={dataset} />
        )}
      </aside>
    </div>
  );
});
