import { observer } from 'mobx-react-lite';
import { datasets } from '../../shared/data/catalogue';
import { useApp } from '../document/app-context';
import { choiceOf } from '../document/choose-data';
import { count } from '../format/words';
import { Samples } from './Samples';
import styles from './data.module.css';

export const DatasetCards = observer(function DatasetCards() {
  const { documents } = useApp();
  const chosen = documents.document.data.dataset;
  return (
    <fieldset className={styles.cards}>
      <legend className={styles.heading}>Data sets</legend>
      {datasets.map((dataset) => (
        <label key={dataset.name} className={styles.card} data-chosen={dataset.name === chosen}>
          <input
            type="radio"
            name="dataset"
            className={styles.radio}
            checked={dataset.name === chosen}
            onChange={() =>
              documents.transact(`Choose ${dataset.title}`, [
                { edit: 'setData', data: choiceOf(dataset, documents.compiled) },
              ])
            }
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
