import { ArrowRight } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { repeatBlock, separate } from '../../../../shared/graph/definitions';
import { isExpression, type BlockNode, type Expression } from '../../../../shared/graph/document';
import { usersOf } from '../../../../shared/graph/instances';
import { findDefinition } from '../../../../shared/graph/scope';
import { openBlock } from '../../commands/scope';
import { Button } from '../../../components/Button';
import { NumberField } from '../../../components/NumberField';
import { exactly, macsInFull, macsText, plural } from '../../../format/numbers';
import { shownShape } from '../../../format/shown-shape';
import { shapeAfter, shapeBefore } from '../../canvas/shapes';
import { useApp } from '../../../document/app-context';
import { FormulaField, FormulaToggle } from '../fields/FormulaField';
import { useGesture } from '../../../components/use-gesture';
import { ArgumentRow } from './ArgumentRow';
import { copiesOf } from './copies';
import { CopiesTable } from './CopiesTable';
import { WhenRow } from './WhenRow';
import styles from '../inspector.module.css';

/** Beyond this a number is more likely a slip of the finger. */
const MOST_REPEATS = 1000;

/** What a block stands for, how often it is there, and with which parameters. */
export const BlockForm = observer(function BlockForm({ node }: { readonly node: BlockNode }) {
  const app = useApp();
  const { documents } = app;
  const { document } = documents;
  const gesture = useGesture();
  const definition = findDefinition(document, node.definition);
  const users = usersOf(document, node.definition).length;
  return (
    <>
      <div className={styles.form} role="group" aria-label="Block">
        <div className={styles.row}>
          <span className={styles.label}>Stands for</span>
          <div className={styles.stands}>
            <span className={styles.definition}>{definition?.name ?? `${node.definition} (missing)`}</span>
            <Button
              disabled={definition === undefined}
              title={definition === undefined ? 'What it stands for is missing.' : undefined}
              onClick={() => openBlock(app, node.id)}
            >
              Open
            </Button>
          </div>
        </div>
        {definition !== undefined && users > 1 && (
          <div className={styles.row}>
            <span className={styles.label} />
            <p className={styles.shared}>
              What is edited inside changes{' '}
              {users === 2 ? 'another block' : `${exactly(users - 1)} other blocks`} too.{' '}
              <button
                type="button"
                className={styles.textButton}
                onClick={() =>
                  documents.attempt(
                    `Make ${node.name} independent`,
                    (now) => separate(now, node.id, documents.scope).edits,
                  )
                }
              >
                Make independent
              </button>
            </p>
          </div>
        )}
        <RepeatRow node={node} />
        {definition?.params.map((param) => (
          <ArgumentRow key={param.name} node={node} param={param} gesture={gesture} />
        ))}
        {documents.scope !== null && <WhenRow node={node} gesture={gesture} />}
      </div>
      <BlockFacts node={node} />
      {definition !== undefined && <CopiesTable node={node} />}
    </>
  );
});

const RepeatRow = observer(function RepeatRow({ node }: { readonly node: BlockNode }) {
  const { documents } = useApp();
  const gesture = useGesture();
  const { repeat } = node;
  const inside = documents.scope !== null;
  const formula = isExpression(repeat);
  const set = (next: number | Expression): void => {
    const words = isExpression(next) ? `as often as ${next.expr} says` : `${exactly(next)} times`;
    documents.transact(
      `Repeat ${node.name} ${words}`,
      repeatBlock(documents.document, node.id, next, documents.scope),
      gesture.id('repeat'),
    );
  };
  return (
    <div className={styles.row}>
      <span className={styles.label}>Repeat</span>
      <div className={styles.withFormula} data-formula={inside || formula}>
        {formula ? (
          <FormulaField
            label="Repeat"
            description="How often it is there, one after the other."
            value={repeat}
            names={documents.expressionNames}
            onStart={() => gesture.renew()}
            onChange={(next) => {
              if (typeof next === 'number' || isExpression(next)) set(next);
            }}
          />
        ) : (
          <NumberField
            label="Repeat"
            value={repeat}
            min={1}
            max={MOST_REPEATS}
            live
            validate={(value) =>
              Number.isInteger(value) ? null : 'A block can only be repeated whole times.'
            }
            onStart={() => gesture.renew()}
            onChange={set}
          />
        )}
        {(inside || formula) && (
          <FormulaToggle
            label="Repeat"
            on={formula}
            onToggle={() => {
              gesture.renew();
              set(formula ? Math.max(1, copiesOf(documents, node).length) : { expr: String(repeat) });
            }}
          />
        )}
      </div>
    </div>
  );
});

const BlockFacts = observer(function BlockFacts({ node }: { readonly node: BlockNode }) {
  const app = useApp();
  const { documents } = app;
  const definition = findDefinition(documents.document, node.definition);
  const inner = documents.layersOf(node.id);
  const sum = (of: (layer: (typeof inner)[number]) => number): number =>
    inner.reduce((total, layer) => total + of(layer), 0);
  const [input] = definition?.inputs ?? [];
  const [output] = definition?.outputs ?? [];
  const from = input && shapeBefore(documents, node.id, input.name);
  const to = output && shapeAfter(documents, node.id, output.name);
  const fixed = sum(({ nonTrainable }) => nonTrainable);
  const macs = sum((layer) => layer.macs);
  return (
    <dl className={styles.facts}>
      {from && to && (
        <div>
          <dt>Shape</dt>
          <dd className={styles.shapes}>
            <span>{shownShape(app, from)}</span>
            <ArrowRight size={13} role="img" aria-label="becomes" />
            <b>{shownShape(app, to)}</b>
          </dd>
        </div>
      )}
      <div>
        <dt>Inside</dt>
        <dd>{plural(inner.length, 'layer')}</dd>
      </div>
      <div>
        <dt>Parameters</dt>
        <dd>
          {exactly(sum(({ trainable }) => trainable))}
          {fixed > 0 && ` + ${exactly(fixed)} fixed`}
        </dd>
      </div>
      <div>
        <dt>Cost</dt>
        <dd title={macsInFull(macs)}>{macsText(macs)} an image</dd>
      </div>
    </dl>
  );
});
