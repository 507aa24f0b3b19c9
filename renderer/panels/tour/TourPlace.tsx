import { observer } from 'mobx-react-lite';
import { lazy, Suspense } from 'react';
import { useApp } from '../../stores/app-context';

/** Fetched when it is first taken. */
const Tour = lazy(() => import('./Tour').then((module) => ({ default: module.Tour })));

export const TourPlace = observer(function TourPlace() {
  const { tour } = useApp();
  if (tour.step === null) return null;
  return (
    <Suspense fallback={null}>
      <Tour step={tour.step} />
    </Suspense>
  );
});
