import { GripVertical } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Diagnostic } from '../../shared/compiler/compiled';
import type { GraphNode } from '../../shared/graph/document';
import { edgesInto, edgesOutOf } from '../../shared/graph/wiring';
import { isBlock } from '../../shared/graph/document';
import { findLayer } from '../../shared/layers/index';
import { LayerIcon } from '../components/LayerIcon';
import { compact, exactly } from '../format/numbers';
import { sameShape, shapeText } from '../format/shape';
import { useApp } from '../stores/app-context';
import { briefOf } from './brief';
import { ROW_MIME } from './drag';
import { ProblemMarker } from './ProblemMarker';
import { useTarget } from './target-context';
import styles from './canvas.module.css';

/** One layer: name, what matters of its parameters, how many it has, and the shape where that changes. */
export const Row = observer(function Row({
  node,
  problems,
}: {
  readonly node: GraphNode;
  readonly problems: readonly Diagnostic[];
}) {
  const { documents, ui } = useApp();
  const target = useTarget();
  const definition = findLayer(node.type);
  const layer = documents.compiled.byId.get(node.id);
  const selected = documents.selection.has(node.id);
  const [shape] = layer?.outputShapes ?? [];
  const changes = shape !== undefined && !sameShape(shape, layer?.inputShapes[0] ?? null);
  const parameters =
    blockParameters(documents.compiled.layers, node) ?? (layer ? layer.trainable + layer.nonTrainable : 0);
  const brief = definition ? briefOf(definition, node) : node.type;
  const drop = target?.kind === 'row' && target.id === node.id ? target.side : undefined;

  const select = (event: MouseEvent): void => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      const others = [...documents.selection].filter((id) => id !== node.id);
      documents.select(selected ? others : [...others, node.id]);
    } else documents.select([node.id]);
  };
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 'next' : event.key === 'ArrowUp' ? 'previous' : null;
    if (step !== null && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const { edges } = documents.document;
      const neighbour =
        step === 'next' ? edgesOutOf(edges, node.id)[0]?.target : edgesInto(edges, node.id)[0]?.source;
      event.preventDefault();
      event.stopPropagation();
      if (neighbour === undefined) return;
      documents.select([neighbour]);
      ui.canvas?.reveal([neighbour]);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      documents.select([node.id]);
      ui.focusInspector();
    }
  };

  return (
    <div
      className={styles.row}
      data-node-id={node.id}
      data-testid="row"
      data-category={definition?.category}
      data-selected={selected}
      data-drop={drop}
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
        aria-description={definition?.type ?? node.type}
        onClick={select}
        onDoubleClick={() => ui.focusInspector()}
        onKeyDown={move}
      >
        {definition && <LayerIcon layer={definition} size={16} />}
        <span className={styles.name} title={node.name}>
          {node.name}
        </span>
        <span className={styles.brief}>{brief}</span>
        {changes && <span className={styles.shape}>{shapeText(shape, ui.notation)}</span>}
        <span
          className={styles.count}
          title={parameters > 0 ? `${exactly(parameters)} parameters` : undefined}
        >
          {parameters > 0 && compact(parameters, 1_000_000)}
        </span>
      </button>
      {problems.length > 0 && <ProblemMarker node={node.id} name={node.name} problems={problems} />}
    </div>
  );
});

/** A block's row stands for all layers inside. */
export function blockParameters(
  layers: readonly {
    readonly block: string | null;
    readonly trainable: number;
    readonly nonTrainable: number;
  }[],
  node: GraphNode,
): number | null {
  if (!isBlock(node)) return null;
  return layers
    .filter(({ block }) => block === node.id)
    .reduce((sum, { trainable, nonTrainable }) => sum + trainable + nonTrainable, 0);
}
