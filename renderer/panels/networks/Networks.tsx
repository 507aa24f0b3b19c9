import { observer } from 'mobx-react-lite';
import { compile } from '../../../shared/compiler/compile';
import type { Totals } from '../../../shared/compiler/compiled';
import { templates, type Template } from '../../../templates';
import { compact, exactly, macsText } from '../../format/numbers';
import { useApp } from '../../stores/app-context';
import styles from './networks.module.css';

const known = new Map<string, Totals>();

/** Templates never change, so each is compiled once, when it is first shown. */
function totalsOf({ name, document }: Template): Totals {
  const totals = known.get(name) ?? compile(document).totals;
  known.set(name, totals);
  return totals;
}

/** The architectures that everybody knows, to open and to change. */
export const Networks = observer(function Networks() {
  const { files, ui } = useApp();
  const open = (template: Template): void => {
    files.newDocument(template.document);
    ui.setWorkspace('design');
  };
  return (
    <ul className={styles.list} aria-label="Networks to open">
      {templates.map((template) => {
        const { trainable, nonTrainable, macs } = totalsOf(template);
        const parameters = trainable + nonTrainable;
        return (
          <li key={template.name}>
            <button
              type="button"
              className={styles.card}
              data-template={template.name}
              onClick={() => open(template)}
            >
              <span className={styles.head}>
                <span className={styles.title}>{template.title}</span>
                <span className={styles.year}>{template.year}</span>
              </span>
              <span className={styles.summary}>{template.summary}</span>
              <span
                className={styles.numbers}
                title={`${exactly(parameters)} parameters, ${exactly(macs)} MACs`}
              >
                {compact(parameters)} params · {macsText(macs)}
              </span>
              <span className={styles.reference}>{template.reference}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
});
