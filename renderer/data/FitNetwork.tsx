import { observer } from 'mobx-react-lite';
import type { DatasetDescription } from '../../shared/data/catalogue';
import { Button } from '../components/Button';
import { useApp } from '../document/app-context';
import { changesToFit, fitNetwork } from '../document/data/open-folder';
import styles from './data.module.css';

/** Where the network can't be trained on the chosen pictures as it is: what one step would change. */
export const FitNetwork = observer(function FitNetwork({
  dataset,
}: {
  readonly dataset: DatasetDescription;
}) {
  const app = useApp();
  const changes = changesToFit(app, dataset);
  if (changes.length === 0) return null;
  return (
    <section className={styles.fitting} aria-label="Network and pictures">
      <div>
        <b>The network doesn’t fit {dataset.title} yet.</b>
        <ul>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      </div>
      <Button variant="primary" onClick={() => fitNetwork(app, dataset)}>
        Fit the network
      </Button>
    </section>
  );
});
