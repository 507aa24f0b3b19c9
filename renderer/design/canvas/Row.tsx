import { observer } from 'mobx-react-lite';
import { acrossCopies } from '../../../shared/compiler/across-copies';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import type { GraphNode, NodeId } from '../../../shared/graph/document';
import { findLayer } from '../../../shared/layers/index';
import { editNumbers } from '../commands/edit-row';
import { LayerIcon } from '../../components/LayerIcon';
import { compact, parametersInFull } from '../../format/numbers';
import { sameShape } from '../../format/shape';
import { useApp } from '../../document/app-context';
import type { DocumentStore } from '../../document/document-store';
import { briefOf } from './brief';
import { RowFrame } from './RowFrame';
import { shownShape } from '../../format/shown-shape';
import styles from './canvas.module.css';

/** One layer: name, what matters of its parameters, how many it has, and the shape where that changes. */
export const Row = observer(function Row({
  node,
  problems,
}: {
  readonly node: GraphNode;
  readonly problems: readonly Diagnostic[];
}) {
  const app = useApp();
  const { documents, ui } = app;
  const definition = findLayer(node.type);
  const layer = documents.layer(node.id);
  /** A condition of its own leaves it out of the copy that is shown. */
  const skipped = node.when !== undefined && layer === undefined;
  const [shape] = layer?.outputShapes ?? [];
  const changes = shape !== undefined && !sameShape(shape, layer?.inputShapes[0] ?? null);
  const { trainable = 0, nonTrainable = 0 } = layer ?? {};
  const brief = definition ? briefOf(definition, layer?.params ?? node.params) : node.type;
  return (
    <RowFrame
      node={node}
      problems={problems}
      kind="layer"
      description={skipped ? `${node.type}, left out of this copy` : node.type}
      skipped={skipped}
      onEnter={() => ui.focusInspector()}
      onDoubleClick={() => editNumbers(app)}
    >
      {definition && <LayerIcon layer={definition} size={16} />}
      <span className={styles.name} title={node.name}>
        {node.name}
      </span>
      <span className={styles.brief} title={acrossText(documents, node.id) ?? brief}>
        {skipped ? 'left out here' : brief}
      </span>
      {changes && <span className={styles.shape}>{shownShape(app, shape)}</span>}
      <span
        className={styles.count}
        title={trainable + nonTrainable > 0 ? parametersInFull(trainable, nonTrainable) : undefined}
      >
        {trainable > 0 && compact(trainable, 1_000_000)}
      </span>
    </RowFrame>
  );
});

/** Inside of a block: what it is in all copies, since the row shows one of them. */
function acrossText({ compiled, place, scope }: DocumentStore, node: NodeId): string | undefined {
  const level = place.levels.at(-1);
  if (!level || level.copies === 1) return undefined;
  const block = (place.levels.at(-2)?.prefix ?? '') + level.node.id;
  const across = acrossCopies(compiled, { scope, node }, block);
  return across === null ? undefined : `In all copies: ${across.brief}`;
}
