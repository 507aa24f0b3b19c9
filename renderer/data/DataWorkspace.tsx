import { observer } from 'mobx-react-lite';
import { datasets } from '../../shared/data/catalogue';
import { Button } from '../components/Button';
import { useApp } from '../document/app-context';
import { chooseSet, openFolder } from '../document/data/open-folder';
import { DatasetCards } from './DatasetCards';
import { FeedSettings } from './FeedSettings';
import { FitNetwork } from './FitNetwork';
import { PicturesByClass } from './PicturesByClass';
import styles from './data.module.css';

/** Choose pictures, look at them, and see what the network will be fed. */
export const DataWorkspace = observer(function DataWorkspace() {
  const app = useApp();
  const { dataset } = app.forecast;
  const named = app.documents.document.data.dataset;
  return (
    <div className={styles.workspace}>
      <aside className={styles.sets} aria-label="Data sets">
        <DatasetCards />
      </aside>
      <main className={styles.main}>
        {dataset === null ? (
          <div className={styles.empty}>
            <h2>{named === null ? 'No pictures yet' : `“${named}” is not open`}</h2>
            <p>
              {named === null
                ? 'Choose a data set, or drop a folder of your own that has a folder for each class: the pictures appear here by class, and beside them what the network will be fed.'
                : 'The document was made for these pictures of your own. Open their folder to go on with them; nothing of the document is lost meanwhile.'}
            </p>
            <div className={styles.choices}>
              <Button variant="primary" onClick={() => void openFolder(app)}>
                Open a folder of pictures…
              </Button>
              {datasets.map((each) => (
                <Button key={each.name} onClick={() => chooseSet(app, each)}>
                  Take {each.title}
                </Button>
              ))}
            </div>
          </div>
        ) : (
          <>
            <FitNetwork dataset={dataset} />
            <PicturesByClass key={dataset.name} dataset={dataset} />
          </>
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
