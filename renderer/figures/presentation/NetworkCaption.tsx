import { observer } from 'mobx-react-lite';
import { exactly, macsText, plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import styles from './presentation.module.css';

/** What a lecture begins with. */
export const NetworkCaption = observer(function NetworkCaption() {
  const { documents } = useApp();
  const { document, compiled } = documents;
  const { totals, layers } = compiled;
  return (
    <>
      <h2 className={styles.title}>{document.name}</h2>
      <p className={styles.summary}>
        {plural(layers.length, 'layer')}, {exactly(totals.trainable)} parameters, {macsText(totals.macs)} an
        image. {document.description}
      </p>
      <p className={styles.keys}>
        <kbd>→</kbd> goes through the layers, <kbd>Home</kbd> shows all of them, <kbd>Esc</kbd> leaves.
      </p>
    </>
  );
});
