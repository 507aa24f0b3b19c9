import { observer } from 'mobx-react-lite';
import { onDemand } from '../../components/later';
import { useApp } from '../../document/app-context';

const Tour = onDemand(() => import('./Tour').then((module) => module.Tour));

export const TourPlace = observer(function TourPlace() {
  const { tour } = useApp();
  return tour.step === null ? null : <Tour step={tour.step} />;
});
