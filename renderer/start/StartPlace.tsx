import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import { onDemand } from '../components/later';
import { useApp } from '../document/app-context';

const StartScreen = onDemand(() => import('./StartScreen').then((module) => module.StartScreen));

export const StartPlace = observer(function StartPlace() {
  const { start } = useApp();
  useEffect(() => void start.begin(), [start]);
  return start.open ? <StartScreen /> : null;
});
