import { observer } from 'mobx-react-lite';
import { Play } from 'lucide-react';
import type { BackendName } from '../../../shared/engine/executor';
import type { Schedule, TrainingSettings } from '../../../shared/graph/document';
import { optimizerNames, optimizers, USUAL_WEIGHT_DECAY } from '../../../shared/graph/optimizers';
import { Button } from '../../components/Button';
import { Segmented } from '../../components/Segmented';
import { Select } from '../../components/Select';
import { useApp } from '../../stores/app-context';
import { backendHelps, backendTitles } from './backends';
import { FormRow, NumberRow } from './FormRow';
import { StartProblems } from './StartProblems';
import { TrainEstimates } from './TrainEstimates';
import { WeightsChoice } from './WeightsChoice';
import styles from './train.module.css';

const optimizerOptions = optimizerNames.map((value) => ({ value, label: optimizers[value].title }));
const schedules: readonly { readonly value: Schedule; readonly label: string }[] = [
  { value: 'linear', label: 'Linear' },
  { value: 'cosine', label: 'Cosine' },
  { value: 'constant', label: 'Constant' },
];
const scheduleHelps: Readonly<Record<Schedule, string>> = {
  linear: 'The learning rate falls in a straight line to zero.',
  cosine: 'The learning rate falls along half a cosine: slowly, fast, slowly.',
  constant: 'The learning rate stays what it is.',
};

/** The settings of the next run. They belong to the document, so they can be undone and are saved with it. */
export const TrainForm = observer(function TrainForm() {
  const { documents, training } = useApp();
  const { training: settings } = documents.document;
  const set = (label: string, change: Partial<TrainingSettings>): boolean =>
    documents.transact(label, [{ edit: 'setTraining', training: change }]);
  const backends: { value: BackendName | 'auto'; label: string }[] = [
    { value: 'auto', label: 'Automatic' },
    ...(training.backends ?? []).map((value) => ({ value, label: backendTitles[value] })),
  ];

  return (
    <>
      <h3 className={styles.heading}>Next run</h3>
      <FormRow label="Optimizer" help={optimizers[settings.optimizer].summary}>
        <Select
          label="Optimizer"
          value={settings.optimizer}
          options={optimizerOptions}
          onChange={(optimizer) => set('Change optimizer', { optimizer })}
        />
      </FormRow>
      <NumberRow
        label="Learning rate"
        help="How far each step goes."
        value={settings.learningRate}
        min={0}
        max={10}
        step={0.001}
        onChange={(learningRate) => set('Change learning rate', { learningRate })}
      />
      {settings.optimizer === 'sgd' && (
        <NumberRow
          label="Momentum"
          help="How much of the last step is carried on."
          value={settings.momentum}
          min={0}
          max={0.999}
          step={0.05}
          onChange={(momentum) => set('Change momentum', { momentum })}
        />
      )}
      {settings.optimizer === 'adamw' && (
        <NumberRow
          label="Weight decay"
          help="The share of every kernel taken off at each step, times the learning rate; biases and normalization stay."
          value={settings.weightDecay ?? USUAL_WEIGHT_DECAY}
          min={0}
          max={1}
          step={0.01}
          onChange={(weightDecay) => set('Change weight decay', { weightDecay })}
        />
      )}
      <FormRow label="Schedule" help={scheduleHelps[settings.schedule]}>
        <Segmented
          label="Schedule"
          value={settings.schedule}
          options={schedules}
          onChange={(schedule) => set('Change schedule', { schedule })}
        />
      </FormRow>
      <NumberRow
        label="Batch size"
        help="Pictures per step; more need more memory."
        value={settings.batchSize}
        min={1}
        max={4096}
        step={1}
        onChange={(batchSize) => set('Change batch size', { batchSize: Math.round(batchSize) })}
      />
      <NumberRow
        label="Epochs"
        help="How often it sees every training picture."
        value={settings.epochs}
        min={1}
        max={1000}
        step={1}
        onChange={(epochs) => set('Change epochs', { epochs: Math.round(epochs) })}
      />
      <NumberRow
        label="Seed"
        help="The same seed, data and backend give the same result."
        value={settings.seed}
        min={0}
        max={2_147_483_647}
        step={1}
        onChange={(seed) => set('Change seed', { seed: Math.round(seed) })}
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
      </div>
    </>
  );
});
