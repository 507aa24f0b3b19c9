import { observer } from 'mobx-react-lite';
import type { DatasetDescription } from '../../shared/data/catalogue';
import type { DataSettings } from '../../shared/graph/document';
import { dataFields } from '../../shared/schema/data-fields';
import { useApp } from '../document/app-context';
import { useFacts } from '../document/views/use-pictures';
import { count } from '../format/words';
import { SettingRows } from '../components/fields/SettingRows';
import { FeedPreview } from './FeedPreview';
import { PipelineSteps } from './PipelineSteps';
import styles from './data.module.css';

const { limit, validation, ...feeding } = dataFields;
const choosing = { limit, validation };

export const FeedSettings = observer(function FeedSettings({
  dataset,
}: {
  readonly dataset: DatasetDescription;
}) {
  const { documents } = useApp();
  const { data } = documents.document;
  const set = (label: string, change: Partial<DataSettings>): void => {
    documents.transact(label, [{ edit: 'setData', data: change }]);
  };
  const apart = useFacts(dataset.name)?.classCounts.validation.reduce((sum, each) => sum + each, 0) ?? 0;
  const used = Math.min(data.limit ?? dataset.trainCount, dataset.trainCount);
  // A set that keeps pictures apart for validation says itself which.
  const kept = apart > 0 ? 0 : Math.round(used * data.validation);

  return (
    <>
      <h3 className={styles.heading}>What the network is fed</h3>
      <FeedPreview dataset={dataset} />
      <PipelineSteps />
      <h3 className={styles.heading}>Then, to the network’s input</h3>
      <SettingRows fields={feeding} values={data} onChange={set} />
      <h3 className={styles.heading}>What it is trained on</h3>
      <SettingRows
        fields={apart > 0 ? { limit } : choosing}
        values={data}
        range={{ min: dataset.classNames.length, max: dataset.trainCount }}
        onChange={set}
      />
      <p className={styles.split} aria-live="polite">
        <b>{count(used - kept)}</b> to train on · <b>{count(kept + apart)}</b> to validate ·{' '}
        <b>{count(dataset.testCount)}</b> to test
      </p>
    </>
  );
});
