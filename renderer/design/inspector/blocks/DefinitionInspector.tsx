import { observer } from 'mobx-react-lite';
import { renameDefinition } from '../../../../shared/graph/definitions';
import { portNames } from '../../../../shared/graph/definition-ports';
import type { Definition, DefinitionId } from '../../../../shared/graph/document';
import { usersOf } from '../../../../shared/graph/instances';
import { leaveBlock, showLayer } from '../../commands/scope';
import { Button } from '../../../components/Button';
import { exactly, macsText, plural } from '../../../format/numbers';
import { useApp } from '../../../document/app-context';
import { SaveBlockButton } from '../../palette/SaveBlockButton';
import { TypedField } from '../../../components/fields/TypedField';
import { useGesture } from '../../../components/use-gesture';
import { DefinitionParams } from './DefinitionParams';
import styles from '../inspector.module.css';
import own from './blocks.module.css';

/** What is looked into, while no layer is selected: its name, its own parameters, its ports and who uses it. */
export const DefinitionInspector = observer(function DefinitionInspector(props: {
  readonly id: DefinitionId;
  readonly definition: Definition;
}) {
  const { id, definition } = props;
  const app = useApp();
  const { documents } = app;
  const gesture = useGesture();
  const level = documents.place.levels.at(-1);
  const inner = documents.compiled.layers.filter((layer) => documents.nodeInView(layer.id) !== null);
  const sum = (of: (layer: (typeof inner)[number]) => number): number =>
    inner.reduce((total, layer) => total + of(layer), 0);
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>Block</h2>
        <span className={own.spacer} />
        <SaveBlockButton id={id} />
        <Button onClick={() => leaveBlock(app)}>Leave</Button>
      </header>
      <p className={styles.summary}>What is changed in here is changed wherever the block is used.</p>
      <div className={styles.form} role="group" aria-label="The block">
        <div className={styles.row}>
          <span className={styles.label}>Name</span>
          <TypedField
            label="Name of the block"
            value={definition.name}
            show={(name) => name}
            read={(text) =>
              text.trim() === '' ? { problem: 'A block needs a name.' } : { value: text.slice(0, 200) }
            }
            onStart={() => gesture.renew()}
            onChange={(name) =>
              documents.attempt(
                'Rename the block',
                (document) => renameDefinition(document, id, name),
                gesture.id('name'),
              )
            }
          />
        </div>
        <div className={styles.row}>
          <span className={styles.label}>Ports</span>
          <p className={own.portsLine}>
            {plural(portNames(definition, 'inputs').length, 'input')},{' '}
            {plural(portNames(definition, 'outputs').length, 'output')}
            <span>Drag a wire onto “new input” or “new output” for another.</span>
          </p>
        </div>
      </div>
      <DefinitionParams id={id} definition={definition} />
      <section className={styles.card}>
        <h3 className={styles.cardTitle}>
          {level && level.copies > 1 ? `Copy ${level.step.copy + 1} of ${level.copies}` : 'Totals'}
        </h3>
        <dl className={styles.list}>
          <div>
            <dt>Layers</dt>
            <dd>{exactly(inner.length)}</dd>
          </div>
          <div>
            <dt>Trainable parameters</dt>
            <dd>{exactly(sum(({ trainable }) => trainable))}</dd>
          </div>
          <div>
            <dt>Cost of an image</dt>
            <dd>{macsText(sum(({ macs }) => macs))}</dd>
          </div>
        </dl>
      </section>
      <section className={own.section} aria-label="Used by">
        <h3 className={own.heading}>Used by</h3>
        <ul className={own.uses}>
          {usersOf(documents.document, id).map(({ scope, node }) => (
            <li key={`${scope ?? ''}/${node.id}`}>
              {scope === null ? (
                <button type="button" className={own.use} onClick={() => showLayer(app, node.id)}>
                  {node.name}
                  <span>in the network</span>
                </button>
              ) : (
                <p className={own.use}>
                  {node.name}
                  <span>in {documents.document.definitions[scope]?.name ?? scope}</span>
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
});
