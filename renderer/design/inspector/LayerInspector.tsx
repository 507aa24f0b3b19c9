import { Copy, Replace, Trash2, Ungroup } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { isBlock, type GraphNode } from '../../../shared/graph/document';
import { findLayer } from '../../../shared/layers';
import { runById } from '../../commands/use-shortcuts';
import { IconButton } from '../../components/IconButton';
import { LayerIcon } from '../../components/LayerIcon';
import { useApp } from '../../document/app-context';
import { ProblemItem } from '../problems/ProblemItem';
import { worstFirst } from '../problems/problem-counts';
import { BlockForm } from './blocks/BlockForm';
import { Formulas } from './Formulas';
import { LayerFacts } from './LayerFacts';
import { NameField } from './NameField';
import { ParamForm } from './ParamForm';
import { Teaching } from './Teaching';
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
        {isBlock(node) && (
          <IconButton
            label="Dissolve into its layers"
            shortcut="Mod+Shift+G"
            onClick={() => runById(app, 'edit.dissolveBlock')}
          >
            <Ungroup size={15} />
          </IconButton>
        )}
        {!isBlock(node) && (
          <IconButton label="Replace with another type…" onClick={() => runById(app, 'place.replace')}>
            <Replace size={15} />
          </IconButton>
        )}
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
      {layer !== undefined && !isBlock(node) && <ParamForm node={node} layer={layer} />}
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
          <Formulas compiled={compiled} layer={compiledLayer} />
        </>
      )}
      {layer !== undefined && <Teaching layer={layer} />}
    </>
  );
});
