import { ChevronRight } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { blockFacts } from '../../../shared/compiler/block-facts';
import type { Diagnostic } from '../../../shared/compiler/compiled';
import type { BlockNode } from '../../../shared/graph/document';
import { findDefinition } from '../../../shared/graph/scope';
import { findLayer } from '../../../shared/layers/index';
import { openBlock } from '../commands/scope';
import { LayerIcon } from '../../components/LayerIcon';
import { compact, parametersInFull, plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { blockBrief } from './block-brief';
import { RepeatField } from './RepeatField';
import { RowFrame } from './RowFrame';
import { hasShortcut, ShortcutMark } from './ShortcutMark';
import { shapeAfter } from './shapes';
import { shownShape } from '../../format/shown-shape';
import styles from './canvas.module.css';

/** A block in two lines: what it stands for and how often, then what is inside and what comes out. */
export const BlockRow = observer(function BlockRow({
  node,
  problems,
}: {
  readonly node: BlockNode;
  readonly problems: readonly Diagnostic[];
}) {
  const app = useApp();
  const { documents } = app;
  const layer = findLayer(node.type);
  const definition = findDefinition(documents.document, node.definition);
  const inside = documents.layersOf(node.id);
  const facts = blockFacts(documents.compiled, documents.flatId(node.id));
  const { trainable = 0, nonTrainable = 0 } = facts ?? {};
  const [output] = definition?.outputs ?? [];
  const shape = output ? shapeAfter(documents, node.id, output.name) : null;
  const name = definition?.name ?? `${node.definition} (missing)`;
  const brief = blockBrief(inside);
  const shortcut = hasShortcut(inside);
  return (
    <RowFrame
      node={node}
      problems={problems}
      kind="block"
      description={`Block, ${name}${shortcut ? ', with a shortcut' : ''}. Enter opens it.`}
      onEnter={() => openBlock(app, node.id)}
      beside={
        <>
          <RepeatField node={node} />
          <button
            type="button"
            className={`${styles.into} nodrag`}
            aria-label={`Open ${node.name}`}
            title="Open the block (Enter)"
            onClick={() => openBlock(app, node.id)}
          >
            <ChevronRight size={15} aria-hidden="true" />
          </button>
        </>
      }
    >
      <span className={styles.line}>
        {layer && <LayerIcon layer={layer} size={16} />}
        <span className={styles.name} title={node.name}>
          {node.name}
        </span>
        <span className={styles.stands} title={name}>
          {name === node.name ? '' : name}
          {shortcut && <ShortcutMark />}
        </span>
      </span>
      <span className={styles.line}>
        <span className={styles.brief} title={`${brief} in ${plural(inside.length, 'layer')}`}>
          {brief}
        </span>
        {shape && <span className={styles.shape}>{shownShape(app, shape)}</span>}
        <span
          className={styles.count}
          title={trainable + nonTrainable > 0 ? parametersInFull(trainable, nonTrainable) : undefined}
        >
          {trainable > 0 && compact(trainable, 1_000_000)}
        </span>
      </span>
    </RowFrame>
  );
});
