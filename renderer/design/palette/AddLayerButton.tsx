import { askWhatToAdd } from '../commands/placing';
import { useApp } from '../../document/app-context';
import { Button } from '../../components/Button';

/** Asks on the canvas what to put there. */
export function AddLayerButton() {
  const app = useApp();
  return <Button onClick={() => askWhatToAdd(app)}>Add a layer…</Button>;
}
