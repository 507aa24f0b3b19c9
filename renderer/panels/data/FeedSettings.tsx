import { observer } from 'mobx-react-lite';
import type { DatasetDescription } from '../../../shared/data/dataset';
import type { DataSettings } from '../../../shared/graph/document';
import { NumberField } from '../../components/NumberField';
import { Segmented } from '../../components/Segmented';
import { useApp } from '../../stores/app-context';
import { count } from '../../training/words';
import { FormRow } from '../train/FormRow';
import { FeedPreview } from './FeedPreview';
import styles from './data.module.css';

const fits = [
  { value: 'pad', label: 'Pad' },
  { value: 'resize', label: 'Resize' },
] as const;
const scales = [
  { value: 'unit', label: '0 to 1' },
  { value: 'standardize', label: 'Standardize' },
] as const;
const limits = [
  { value: 'all', label: 'All' },
  { value: 'some', label: 'At most' },
] as const;

const FIRST_LIMIT = 5_000;

export const FeedSettings = observer(function FeedSettings({
  dataset,
}: {
  readonly dataset: DatasetDescription;
}) {
  const { documents } = useApp();
  const { data } = documents.document;
  const set = (label: string, change: Partial<DataSettings>): boolean =>
    documents.transact(label, [{ edit: 'setData', data: change }]);
  const used = Math.min(data.limit ?? dataset.trainCount, dataset.trainCount);
  const kept = Math.round(used * data.validation);

  return (
    <>
      <h3 className={styles.heading}>What the network is fed</h3>
      <FeedPreview dataset={dataset} />
      <FormRow
        label="Fit"
        help={
          data.fit === 'pad'
            ? 'A picture smaller than the input gets a border of zeros; a larger one is shrunk first.'
            : 'A picture is stretched to the input’s height and width.'
        }
      >
        <Segmented
          label="Fit"
          value={data.fit}
          options={fits}
          onChange={(fit) => set('Change fit', { fit })}
        />
      </FormRow>
      <FormRow
        label="Scaling"
        help={
          data.scale === 'unit'
            ? 'Each value is divided by 255.'
            : 'The training pictures’ mean is taken away and the rest divided by their standard deviation.'
        }
      >
        <Segmented
          label="Scaling"
          value={data.scale}
          options={scales}
          onChange={(scale) => set('Change scaling', { scale })}
        />
      </FormRow>
      <h3 className={styles.heading}>What it is trained on</h3>
      <FormRow label="Pictures" help="Fewer pictures train faster and generalize worse.">
        <Segmented
          label="Training pictures"
          value={data.limit === null ? 'all' : 'some'}
          options={limits}
          onChange={(choice) =>
            set('Limit training pictures', {
              limit: choice === 'all' ? null : Math.min(FIRST_LIMIT, dataset.trainCount),
            })
          }
        />
        {data.limit !== null && (
          <NumberField
            label="At most so many pictures"
            value={data.limit}
            min={dataset.classNames.length}
            max={dataset.trainCount}
            step={100}
            onChange={(limit) => set('Limit training pictures', { limit: Math.round(limit) })}
          />
        )}
      </FormRow>
      <FormRow label="Validation" help="Kept aside to watch for overfitting; never trained on.">
        <NumberField
          label="Share kept for validation, in percent"
          value={Math.round(data.validation * 100)}
          min={0}
          max={90}
          step={5}
          unit="%"
          onChange={(share) => set('Change validation share', { validation: share / 100 })}
        />
      </FormRow>
      <p className={styles.split} aria-live="polite">
        <b>{count(used - kept)}</b> to train on · <b>{count(kept)}</b> to validate ·{' '}
        <b>{count(dataset.testCount)}</b> to test
      </p>
    </>
  );
});
