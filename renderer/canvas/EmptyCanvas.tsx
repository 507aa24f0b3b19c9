import { useApp } from '../stores/app-context';
import { Button } from '../components/Button';
import { Shortcut } from '../components/Shortcut';
import styles from './canvas.module.css';

/** What to do with nothing. */
export function EmptyCanvas() {
  const { ui } = useApp();
  return (
    <div className={styles.empty}>
      <h2>Draw a network</h2>
      <p>
        Drag a layer here from the left, or press <Shortcut keys="/" /> to add one. Each layer goes behind the
        selected one.
      </p>
      <Button onClick={() => ui.setGalleryOpen(true)}>Open a famous network</Button>
    </div>
  );
}
