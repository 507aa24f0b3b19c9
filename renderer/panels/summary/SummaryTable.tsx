import { Copy } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { summarize } from '../../../shared/compiler/summary';
import { Button } from '../../components/Button';
import { compact, exactly } from '../../format/numbers';
import { shapeText } from '../../format/shape';
import { useApp } from '../../stores/app-context';
import { fieldText, layerName, summaryCsv, summaryMarkdown } from './summary-text';
import styles from './summary.module.css';

/** Every layer with what it costs. A click on a row shows the layer. */
export const SummaryTable = observer(function SummaryTable() {
  const { documents, ui } = useApp();
  const { compiled } = documents;
  const summary = summarize(compiled);
  const { totals } = summary;

  const copy = (text: string, name: string): void => {
    navigator.clipboard.writeText(text).then(
      () => ui.notify({ kind: 'info', message: `The table is on the clipboard as ${name}.` }),
      () => ui.notify({ kind: 'error', message: 'The browser did not let the table onto the clipboard.' }),
    );
  };

  return (
    <div className={styles.panel}>
      <div className={styles.actions}>
        <Button
          className={styles.copy}
          onClick={() => copy(summaryMarkdown(summary, ui.notation), 'Markdown')}
        >
          <Copy size={13} aria-hidden="true" /> Markdown
        </Button>
        <Button className={styles.copy} onClick={() => copy(summaryCsv(summary, ui.notation), 'CSV')}>
          <Copy size={13} aria-hidden="true" /> CSV
        </Button>
      </div>
      <table className={styles.table}>
        <caption className="visually-hidden">Layers of {summary.name} in execution order</caption>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Type</th>
            <th scope="col">Output</th>
            <th scope="col" className={styles.number}>
              Trainable
            </th>
            <th scope="col" className={styles.number}>
              Non-trainable
            </th>
            <th scope="col" className={styles.number}>
              MACs
            </th>
            <th scope="col" className={styles.number}>
              Receptive field
            </th>
          </tr>
        </thead>
        <tbody>
          {summary.layers.map((layer) => {
            const node = compiled.byId.get(layer.id);
            const target = node?.block ?? node?.origin.node ?? null;
            return (
              <tr key={layer.id} data-selected={target !== null && documents.selection.has(target)}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.name}
                    onClick={() => {
                      if (target === null) return;
                      documents.select([target]);
                      ui.canvas?.reveal([target]);
                    }}
                  >
                    {layerName(layer)}
                  </button>
                </th>
                <td>{layer.type}</td>
                <td className={styles.mono}>
                  {layer.outputShape === null ? '' : shapeText(layer.outputShape, ui.notation)}
                </td>
                <Count value={layer.params.trainable} />
                <Count value={layer.params.nonTrainable} />
                <Count value={layer.macs} />
                <td className={`${styles.number} ${styles.mono}`}>{fieldText(layer.receptiveField)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              Total
            </th>
            <Count value={totals.trainable} total />
            <Count value={totals.nonTrainable} total />
            <Count value={totals.macs} total />
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
});

function Count({ value, total = false }: { readonly value: number; readonly total?: boolean }) {
  return (
    <td className={`${styles.number} ${styles.mono}`} title={exactly(value)}>
      {value === 0 && !total ? '·' : compact(value)}
    </td>
  );
}
