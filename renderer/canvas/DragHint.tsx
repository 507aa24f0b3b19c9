import { observer } from 'mobx-react-lite';
import type { NodeId } from '../../shared/graph/document';
import { Shortcut } from '../components/Shortcut';
import { useApp } from '../stores/app-context';
import { isWired } from './take-out';
import styles from './placing.module.css';

/** While a card is dragged: what else dropping it can do. */
export const DragHint = observer(function DragHint({ nodes }: { readonly nodes: readonly NodeId[] }) {
  const { documents } = useApp();
  if (!isWired(documents, nodes)) return null;
  return (
    <p className={styles.hint} role="status">
      Drop with <Shortcut keys="Alt" /> to take it out of its wires
    </p>
  );
});
