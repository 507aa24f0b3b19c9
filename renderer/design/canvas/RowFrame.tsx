import { GripVertical } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import { type GraphNode, isBlock } from '../../../shared/graph/document';
import { edgesInto, edgesOutOf } from '../../../shared/graph/wiring';
import { findLayer } from '../../../shared/layers/index';
import { KeysHeld } from '../../components/KeysHeld';
import { later } from '../../components/later';
import { useApp } from '../../document/app-context';
import { ROW_MIME } from './drag';
import { RowGhost } from './Ghost';
import { ProblemMarker } from './ProblemMarker';
import { type Reading, readingOf } from '../../../shared/drawing/reading';
import { useTarget } from './target-context';
import { useFact } from './use-fact';
import { tinted } from './heat-tint';
import styles from './canvas.module.css';

const RowEditor = later(() => import('./RowEditor').then((module) => module.RowEditor), <KeysHeld />);

interface RowFrameProps {
  readonly node: GraphNode;
  readonly problems: readonly Diagnostic[];
  /** What it is, for those who don't see the icon. */
  readonly description: string;
  readonly kind: 'layer' | 'block';
  readonly skipped?: boolean;
  /** Enter, and a double click where nothing else is said of it. */
  readonly onEnter: () => void;
  readonly onDoubleClick?: () => void;
  /** Beside the part that selects the row. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** Along the wires; from left to right where they run so, and down the rows of a card. */
function stepOf(key: string, reading: Reading): 'next' | 'previous' | null {
  if (key === 'ArrowDown' || (reading === 'across' && key === 'ArrowRight')) return 'next';
  if (key === 'ArrowUp' || (reading === 'across' && key === 'ArrowLeft')) return 'previous';
  return null;
}

/** A row to select, to drag out and to walk along, whatever it shows. */
export const RowFrame = observer(function RowFrame(props: RowFrameProps) {
  const { node, problems, description, kind, skipped = false, onEnter, beside, children } = props;
  const { documents, ui, find, heat } = useApp();
  const warmth = heat.of(node.id);
  const target = useTarget();
  // Each row follows only whether it is the one.
  const selected = useFact(() => documents.selection.has(node.id), [documents, node.id]);
  const edited = useFact(() => ui.rowEdit?.node === node.id, [ui, node.id]);
  const drop = target?.kind === 'row' && target.id === node.id ? target.side : undefined;

  const select = (event: MouseEvent): void => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      const others = [...documents.selection].filter((id) => id !== node.id);
      documents.select(selected ? others : [...others, node.id]);
    } else documents.select([node.id]);
  };
  const move = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, readingOf(documents.graph));
    if (step !== null && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const { edges } = documents.graph;
      const neighbour =
        step === 'next' ? edgesOutOf(edges, node.id)[0]?.target : edgesInto(edges, node.id)[0]?.source;
      event.preventDefault();
      event.stopPropagation();
      if (neighbour === undefined) return;
      documents.select([neighbour]);
      ui.canvas?.reveal([neighbour]);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      documents.select([node.id]);
      onEnter();
    }
  };

  return (
    <div
      className={styles.row}
      data-node-id={node.id}
      data-testid="row"
      data-kind={kind}
      data-stacked={isBlock(node) && node.repeat !== 1}
      data-category={findLayer(node.type)?.category}
      data-selected={selected}
      data-skipped={skipped}
      data-drop={drop}
      data-found={find.markOf(node.id)}
      data-heat={warmth && ''}
      style={warmth && tinted(warmth)}
    >
      <span
        className={`${styles.grip} nodrag`}
        draggable
        title="Drag to move this layer"
        onDragStart={(event) => {
          event.dataTransfer.setData(ROW_MIME, node.id);
          event.dataTransfer.effectAllowed = 'move';
        }}
      >
        <GripVertical size={12} aria-hidden="true" />
      </span>
      <button
        type="button"
        className={styles.main}
        aria-pressed={selected}
        aria-description={warmth ? `${description}, ${warmth.text}` : description}
        onClick={select}
        onDoubleClick={props.onDoubleClick ?? onEnter}
        onKeyDown={move}
      >
        {children}
      </button>
      {beside}
      {edited && <RowEditor node={node} />}
      {warmth && <span className={styles.heat} style={{ width: `${100 * warmth.share}%` }} />}
      <RowGhost node={node.id} />
      {problems.length > 0 && <ProblemMarker node={node.id} name={node.name} problems={problems} />}
    </div>
  );
});
