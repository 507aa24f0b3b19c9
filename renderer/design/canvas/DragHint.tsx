import { observer } from 'mobx-react-lite';
import type { NodeId } from '../../../shared/graph/document';
import { Shortcut } from '../../components/Shortcut';
import { useApp } from '../../document/app-context';
import type { Joining } from './join';
import { isWired } from './take-out';
import styles from './placing.module.css';

interface DragHintProps {
  readonly nodes: readonly NodeId[];
  readonly joining: Joining | null;
  /** A row is dragged, by its grip. */
  readonly row: boolean;
}

/** While a card or a row is dragged: what dropping it does, and what else it can do. */
export const DragHint = observer(function DragHint({ nodes, joining, row }: DragHintProps) {
  const { documents } = useApp();
  if (joining !== null) {
    const { joint } = joining;
    const to = documents.node(joint.coming === 'below' ? joint.above : joint.below);
    return (
      <p className={styles.hint} role="status">
        Drop to join it to {to?.name}; hold <Shortcut keys="Mod" /> to keep them apart
      </p>
    );
  }
  if (row)
    return (
      <p className={styles.hint} role="status">
        On the sheet its card comes apart here; with <Shortcut keys="Alt" /> only this layer is taken out
      </p>
    );
  if (!isWired(documents, nodes)) return null;
  return (
    <p className={styles.hint} role="status">
      Drop with <Shortcut keys="Alt" /> to take it out of its wires
    </p>
  );
});
