import { observer } from 'mobx-react-lite';
import { lazy, Suspense } from 'react';
import { useApp } from '../../stores/app-context';

/** Fetched when something is first presented. */
const Presentation = lazy(() =>
  import('./Presentation').then((module) => ({ default: module.Presentation })),
);

export const PresentationPlace = observer(function PresentationPlace() {
  const { presentation } = useApp();
  if (!presentation.on) return null;
  return (
    <Suspense fallback={null}>
      <Presentation />
    </Suspense>
  );
});
