import { observer } from 'mobx-react-lite';
import { Button } from '../../components/Button';
import { useApp } from '../../stores/app-context';

/** What to do first: draw, choose pictures, or start. What else stands in the way is said beside the settings. */
export const FirstStep = observer(function FirstStep() {
  const { runs, documents, ui } = useApp();
  if (documents.document.nodes.length === 0)
    return <Button onClick={() => ui.setWorkspace('design')}>Draw a network first</Button>;
  if (runs.dataset === null)
    return <Button onClick={() => ui.setWorkspace('data')}>Choose pictures first</Button>;
  if (runs.startRefusal !== null) return <p>{runs.startRefusal}</p>;
  return <Button onClick={() => void runs.start()}>Start the first run</Button>;
});
