import { observer } from 'mobx-react-lite';
import { useApp } from '../stores/app-context';
import { AddLayerButton } from '../components/AddLayerButton';
import { Button } from '../components/Button';
import { Shortcut } from '../components/Shortcut';
import styles from './canvas.module.css';

/** What to do with nothing. */
export const EmptyCanvas = observer(function EmptyCanvas() {
  const { documents, ui, start } = useApp();
  if (documents.scope !== null)
    return (
      <div className={styles.empty}>
        <h2>An empty block</h2>
        <p>
          Drag a layer here from the left, or press <Shortcut keys="/" />. Then draw wires from its ports to
          “new input” and “new output”.
        </p>
      </div>
    );
  return (
    <div className={styles.empty}>
      <h2>Draw a network</h2>
      <p>
        Drag a layer here from the left, or press <Shortcut keys="/" /> to add one. Each layer goes behind the
        selected one.
      </p>
      <div className={styles.emptyActions}>
        <AddLayerButton />
        <Button onClick={() => ui.setGalleryOpen(true)}>Open a famous network</Button>
        <Button onClick={() => start.show()}>Start screen</Button>
      </div>
    </div>
  );
});
