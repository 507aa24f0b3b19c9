import { observer } from 'mobx-react-lite';
import { Play } from 'lucide-react';
import type { BackendName } from '../../../shared/engine/executor';
import { trainingFields } from '../../../shared/schema/training-fields';
import { Button } from '../../components/Button';
import { Select } from '../../components/Select';
import { useApp } from '../../document/app-context';
import { backendHelps, backendTitles } from './backends';
import { FormRow } from '../../components/fields/FormRow';
import { SettingRows } from '../../components/fields/SettingRows';
import { StartProblems } from './StartProblems';
import { TrainEstimates } from './TrainEstimates';
import { WeightsChoice } from './WeightsChoice';
import styles from './train.module.css';

/** The settings of the next run. They belong to the document, so they can be undone and are saved with it. */
export const TrainForm = observer(function TrainForm() {
  const { documents, training } = useApp();
  const { training: settings } = documents.document;
  const backends: { value: BackendName | 'auto'; label: string }[] = [
    { value: 'auto', label: 'Automatic' },
    ...(training.backends ?? []).map((value) => ({ value, label: backendTitles[value] })),
  ];

  return (
    <>
      <h3 className={styles.heading}>Next run</h3>
      <SettingRows
        fields={trainingFields}
        values={settings}
        onChange={(label, change) => documents.transact(label, [{ edit: 'setTraining', training: change }])}
      />
      <FormRow label="Backend" help={backendHelps[training.backend]}>
        <Select
          label="Backend"
          value={training.backend}
          options={backends}
          onChange={(backend) => training.setBackend(backend)}
        />
      </FormRow>
      <WeightsChoice />
      <TrainEstimates />
      <div className={styles.start}>
        <StartProblems />
        <Button
          variant="primary"
          disabled={training.startRefusal !== null}
          title={training.startRefusal ?? undefined}
          onClick={() => void training.start()}
        >
          <Play size={14} fill="currentColor" />
          Start training
        </Button>
        {training.busy !== null && <p className={styles.why}>{training.busy}</p>}
      </div>
    </>
  );
});
