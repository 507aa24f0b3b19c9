import { observer } from 'mobx-react-lite';
import { useMemo } from 'react';
import { datasets } from '../../../shared/data/catalogue';
import type { DatasetDescription } from '../../../shared/data/dataset';
import { useApp } from '../../stores/app-context';
import { count } from '../../training/words';
import { bytesSource } from './draw-pictures';
import { Pictures } from './Pictures';
import { usePictures } from './use-pictures';
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
                { edit: 'setData', data: { dataset: dataset.name } },
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

const SHOWN = 10;

function Samples({ dataset }: { readonly dataset: DatasetDescription }) {
  const { name } = dataset;
  const sheet = usePictures(name, {
    dataset: name,
    split: 'test',
    classIndex: null,
    count: SHOWN,
    document: null,
  });
  const source = useMemo(
    () => (sheet.state === 'ready' ? bytesSource(sheet.value, sheet.value.pixels) : null),
    [sheet],
  );
  return (
    <span className={styles.samples}>
      {source !== null && (
        <Pictures
          source={source}
          indices={Array.from({ length: SHOWN }, (_, index) => index)}
          columns={5}
          size={36}
          label={`One picture of each class of ${dataset.title}`}
        />
      )}
      {sheet.state === 'failed' && <span className={styles.problem}>{sheet.message}</span>}
    </span>
  );
}
