import { Copy, Trash2 } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { isBlock, type BlockNode, type GraphNode } from '../../../shared/graph/document';
import { findLayer } from '../../../shared/layers';
import { runById } from '../../commands/use-shortcuts';
import { IconButton } from '../../components/IconButton';
import { LayerIcon } from '../../components/LayerIcon';
import { NumberField } from '../../components/NumberField';
import { exactly, macsText, plural } from '../../format/numbers';
import { useApp } from '../../stores/app-context';
import { ProblemItem } from '../problems/ProblemItem';
import { worstFirst } from '../problems/problem-counts';
import { Formulas } from './Formulas';
import { LayerFacts } from './LayerFacts';
import { NameField } from './NameField';
import { ParamForm } from './ParamForm';
import { Teaching } from './Teaching';
import { useGesture } from './use-gesture';
import styles from './inspector.module.css';

/** All there is to see and to set of one layer. */
export const LayerInspector = observer(function LayerInspector({ node }: { readonly node: GraphNode }) {
  const app = useApp();
  const { documents } = app;
  const { compiled } = documents;
  const layer = findLayer(node.type);
  const compiledLayer = documents.layer(node.id);
  const problems = worstFirst(
    compiled.diagnostics.filter((problem) => documents.problemNode(problem) === node.id),
  );
  return (
    <>
      <header className={styles.head}>
        {layer !== undefined && <LayerIcon layer={layer} size={22} />}
        <NameField node={node} />
        <IconButton label="Duplicate" shortcut="Mod+D" onClick={() => runById(app, 'edit.duplicate')}>
          <Copy size={15} />
        </IconButton>
        <IconButton label="Delete" shortcut="Delete" onClick={() => runById(app, 'edit.delete')}>
          <Trash2 size={15} />
        </IconButton>
      </header>
      <p className={styles.summary}>
        <b>{node.type}</b>
        {layer === undefined ? ' is no layer that this version knows.' : ` · ${layer.summary}`}
      </p>
      {layer !== undefined && <ParamForm node={node} layer={layer} />}
      {isBlock(node) && <BlockForm node={node} />}
      {problems.length > 0 && (
        <ul className={styles.problems} aria-label={`Problems of ${node.name}`}>
          {problems.map((problem, index) => (
            <ProblemItem key={`${problem.code}/${index}`} problem={problem} />
          ))}
        </ul>
      )}
      {compiledLayer !== undefined && (
        <>
          <LayerFacts layer={compiledLayer} />
          <Formulas layer={compiledLayer} batchSize={documents.document.training.batchSize} />
        </>
      )}
      {layer !== undefined && <Teaching layer={layer} />}
    </>
  );
});

/** What a block stands for and how often; what is inside comes with the definition. */
const BlockForm = observer(function BlockForm({ node }: { readonly node: BlockNode }) {
  const { documents } = useApp();
  const gesture = useGesture();
  const { document } = documents;
  const inner = documents.layersOf(node.id);
  const sum = (of: (layer: (typeof inner)[number]) => number): number =>
    inner.reduce((total, layer) => total + of(layer), 0);
  const definition = Object.hasOwn(document.definitions, node.definition)
    ? document.definitions[node.definition]
    : undefined;
  return (
    <>
      <div className={styles.form} role="group" aria-label="Block">
        <div className={styles.row}>
          <span className={styles.label}>Stands for</span>
          <span className={styles.control}>{definition?.name ?? `${node.definition} (missing)`}</span>
        </div>
        {typeof node.repeat === 'number' && (
          <div className={styles.row}>
            <span className={styles.label}>Repeat</span>
            <NumberField
              label="Repeat"
              value={node.repeat}
              min={1}
              max={1000}
              live
              validate={(value) =>
                Number.isInteger(value) ? null : 'A block can only be repeated whole times.'
              }
              onStart={() => gesture.renew()}
              onChange={(repeat) =>
                documents.transact(
                  `Repeat ${node.name} ${exactly(repeat)} times`,
                  [{ edit: 'setBlock', ...documents.within, id: node.id, repeat }],
                  gesture.id('repeat'),
                )
              }
            />
          </div>
        )}
      </div>
      <p className={styles.summary}>
        {plural(inner.length, 'layer')}, {exactly(sum(({ trainable }) => trainable))} trainable parameters,{' '}
        {macsText(sum(({ macs }) => macs))}
      </p>
    </>
  );
});
