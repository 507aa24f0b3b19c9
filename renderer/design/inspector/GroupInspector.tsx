import { observer } from 'mobx-react-lite';
import type { VisualGroup } from '../../../shared/graph/document';
import { groupFacts } from '../canvas/group-facts';
import { groupColors } from '../canvas/group-colors';
import { groupCommands, paintGroup, renameGroup } from '../commands/groups';
import { compact, parametersInFull, plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { countedIn } from '../../document/outline-rows';
import { Actions } from './Actions';
import { CostLines } from './CostLines';
import { neededText } from '../../components/fields/needed-text';
import { TypedField } from '../../components/fields/TypedField';
import { useGesture } from '../../components/use-gesture';
import own from './group-inspector.module.css';
import styles from './inspector.module.css';

const ids = ['edit.foldGroup', 'edit.selectGroup', 'edit.ungroup'];
const actions = groupCommands.filter(({ id }) => ids.includes(id));
const colors = [...groupColors, { name: 'grey', category: undefined, hex: null }];

/** A group: its title and colour, what lies in it, and what that costs together. */
export const GroupInspector = observer(function GroupInspector({ group }: { readonly group: VisualGroup }) {
  const app = useApp();
  const gesture = useGesture();
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>Group</h2>
      </header>
      <div className={styles.form} role="group" aria-label="The group">
        <div className={styles.row}>
          <span className={styles.label}>Title</span>
          <TypedField
            label="Title"
            value={group.title}
            show={(title) => title}
            read={neededText('A group needs a title.', 200)}
            onStart={() => gesture.renew()}
            onChange={(title) => renameGroup(app, group, title, gesture.id('title'))}
          />
        </div>
        <div className={styles.row}>
          <span className={styles.label} id="group-colour">
            Colour
          </span>
          <div className={own.swatches} role="radiogroup" aria-labelledby="group-colour">
            {colors.map(({ name, category, hex }) => (
              <label
                key={name}
                className={own.swatch}
                title={name}
                {...(category !== undefined && { 'data-category': category })}
              >
                <input
                  type="radio"
                  name="group-colour"
                  className="visually-hidden"
                  aria-label={name}
                  checked={(group.color ?? null) === hex}
                  onChange={() => paintGroup(app, group, hex)}
                />
              </label>
            ))}
          </div>
        </div>
      </div>
      <section className={styles.card}>
        <h3 className={styles.cardTitle}>Totals</h3>
        <dl className={styles.list}>
          <CostLines {...groupFacts(app.documents, group)} />
        </dl>
      </section>
      <Members group={group} />
      <Actions commands={actions} />
    </>
  );
});

const Members = observer(function Members({ group }: { readonly group: VisualGroup }) {
  const { documents, ui } = useApp();
  const go = (id: string): void => {
    documents.select([id]);
    ui.canvas?.reveal([id]);
  };
  return (
    <section className={styles.card}>
      <h3 className={styles.cardTitle}>
        {plural(group.nodes.length, 'layer or block', 'layers and blocks')}
      </h3>
      <ul className={own.members}>
        {group.nodes.map((id) => {
          const node = documents.node(id);
          const { trainable, fixed } = countedIn(documents.layersOf(id));
          return (
            <li key={id}>
              <button type="button" onClick={() => go(id)}>
                <span>{node?.name ?? id}</span>
                <span>{node?.type}</span>
                <span title={parametersInFull(trainable, fixed)}>
                  {trainable > 0 && compact(trainable, 1_000_000)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
});
