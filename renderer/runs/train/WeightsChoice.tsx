import { observer } from 'mobx-react-lite';
import { Segmented } from '../../components/Segmented';
import { useApp } from '../../document/app-context';
import { plural } from '../../format/words';
import { FormRow } from '../../components/fields/FormRow';

const choices = [
  { value: 'fresh', label: 'Fresh' },
  { value: 'continue', label: 'Go on' },
] as const;

/** Whether the next run begins with new weights or with those of the current run that still fit. */
export const WeightsChoice = observer(function WeightsChoice() {
  const { training, weights } = useApp();
  const { current, survival } = weights;
  if (current === null || survival === null) return null;
  const fresh = survival.fresh + survival.partly;
  const help =
    training.weightsFrom === 'fresh'
      ? weights.architectureChanged
        ? `Begins anew, since the network has changed since ${current.name}.`
        : 'Begins anew with random weights.'
      : fresh === 0
        ? `Begins with the weights of ${current.name}.`
        : `Begins with the weights of ${current.name}; ${plural(fresh, 'layer')} of ${fresh + survival.trained} start anew.`;
  return (
    <FormRow label="Weights" help={help}>
      <Segmented
        label="Weights to begin with"
        value={training.weightsFrom}
        options={choices}
        onChange={(from) => training.setWeightsFrom(from)}
      />
    </FormRow>
  );
});
