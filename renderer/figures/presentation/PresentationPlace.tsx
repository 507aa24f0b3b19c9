import { observer } from 'mobx-react-lite';
import { onDemand } from '../../components/later';
import { useApp } from '../../document/app-context';

const Presentation = onDemand(() => import('./Presentation').then((module) => module.Presentation));

export const PresentationPlace = observer(function PresentationPlace() {
  const { presentation } = useApp();
  return presentation.on ? <Presentation /> : null;
});
