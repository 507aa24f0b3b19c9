import { observer } from 'mobx-react-lite';
import { lazy, Suspense, useEffect } from 'react';
import { useApp } from '../../stores/app-context';

/** Fetched when it is first shown: whoever goes on with their work never loads it. */
const StartScreen = lazy(() => import('./StartScreen').then((module) => ({ default: module.StartScreen })));

export const StartPlace = observer(function StartPlace() {
  const { start } = useApp();
  useEffect(() => void start.begin(), [start]);
  if (!start.open) return null;
  return (
    <Suspense fallback={null}>
      <StartScreen />
    </Suspense>
  );
});
