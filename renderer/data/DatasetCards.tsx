import { observer } from 'mobx-react-lite';
import { FolderOpen } from 'lucide-react';
import { datasets } from '../../shared/data/catalogue';
import { Button } from '../components/Button';
import { useApp } from '../document/app-context';
import { chooseSet, openFolder } from '../document/data/open-folder';
import { count } from '../format/words';
import { OwnSetCards } from './OwnSetCards';
import { Samples } from './Samples';
import styles from './data.module.css';

export const DatasetCards = observer(function DatasetCards() {
  const app = useApp();
  const { documents } = app;
  const chosen = documents.document.data.dataset;
  return (
    <fieldset className={styles.cards}>
      <legend className={styles.heading}>Data sets</legend>
      <Button className={styles.openFolder} onClick={() => void openFolder(app)}>
        <FolderOpen size={15} aria-hidden="true" /> Open a folder of pictures…
      </Button>
      <OwnSetCards />
      {datasets.map((dataset) => (
        <label key={dataset.name} className={styles.card} data-chosen={dataset.name === chosen}>
          <input
            type="radio"
            name="dataset"
            className={styles.radio}
            checked={dataset.name === chosen}
            onChange={() => chooseSet(app, dataset)}
          />
          <span className={styles.cardTitle}>{dataset.title}</span>
          <Samples dataset={dataset} />
          <span className={styles.cardText}>{dataset.summary}</span>
          <span className={styles.facts}>
            {count(dataset.trainCount)} to train · {count(dataset.testCount)} to test
            <br />
            {dataset.classNames.length} classes · {dataset.height}×{dataset.width}×{dataset.channels}
            <br />
            {dataset.licence}
          </span>
        </label>
      ))}
    </fieldset>
  );
});
