import { observer } from 'mobx-react-lite';
import { Button } from '../../components/Button';
import { useApp } from '../../document/app-context';

/** What to do first: draw, choose pictures, or start. What else stands in the way is said beside the settings. */
export const FirstStep = observer(function FirstStep() {
  const { forecast, training, documents, ui } = useApp();
  if (documents.document.nodes.length === 0)
    return <Button onClick={() => ui.setWorkspace('design')}>Draw a network first</Button>;
  if (forecast.dataset === null)
    return <Button onClick={() => ui.setWorkspace('data')}>Choose pictures first</Button>;
  if (training.startRefusal !== null) return <p>{training.startRefusal}</p>;
  return <Button onClick={() => void training.start()}>Start the first run</Button>;
});
