import { isWhole } from '../../../shared/compiler/compiled';
import { observer } from 'mobx-react-lite';
import { useCallback, useDeferredValue, useMemo, useState, type KeyboardEvent } from 'react';
import { optimizers } from '../../../shared/schema/optimizers';
import type { Shape } from '../../../shared/layers/shape';
import { AddLayerButton } from '../palette/AddLayerButton';
import { Button } from '../../components/Button';
import { exactly } from '../../format/numbers';
import { shapeWriting, writtenShape } from '../../format/shown-shape';
import { useApp } from '../../document/app-context';
import { filterRows } from './filter-rows';
import { ColumnHeads } from './ColumnHeads';
import { nextSorting, sortRows, type Sorting } from './sort-rows';
import { Row, TotalRow } from './Row';
import {
  amountKeys,
  amountsOf,
  flatten,
  rowsByBlock,
  rowsByLayer,
  sumOf,
  type Amounts,
} from './summary-rows';
import { SummaryTools, type Grouping } from './SummaryTools';
import styles from './summary.module.css';

/** Every layer or block with what it costs. A click on a row shows it on the canvas. */
export const SummaryTable = observer(function SummaryTable() {
  const app = useApp();
  const { documents } = app;
  const { compiled, document, selection } = documents;
  const { order, symbols, batch, input } = shapeWriting(app);
  const write = useCallback(
    (shape: Shape) => writtenShape(shape, { order, symbols, batch, input }),
    [order, symbols, batch, input],
  );
  const { batchSize, optimizer } = document.training;
  const [grouping, setGrouping] = useState<Grouping>('layer');
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [typed, setTyped] = useState('');
  /** The row that Tab goes to; the arrow keys lead to the others. */
  const [current, setCurrent] = useState<string | null>(null);
  // A thousand rows take longer to draw than a key press may.
  const query = useDeferredValue(typed);

  const all = useMemo(
    () => (grouping === 'layer' ? rowsByLayer : rowsByBlock)(compiled, { batchSize, optimizer }),
    [compiled, grouping, batchSize, optimizer],
  );
  const { counted, unused } = useMemo(
    () => amountsOf(compiled, { batchSize, optimizer }),
    [compiled, batchSize, optimizer],
  );
  const largest = useMemo(() => largestOf(all), [all]);
  const { rows, found } = useMemo(() => filterRows(all, query, write), [all, query, write]);
  const placed = useMemo(() => flatten(sortRows(rows, sorting)), [rows, sorting]);
  const filtered = query.trim() !== '';
  const shown = useMemo(() => (filtered ? sumOf(found) : null), [filtered, found]);
  const count = grouping === 'layer' ? all.length : flatten(all).length;
  const foundLabel = `${exactly(found.length)} of ${exactly(count)} found`;
  const totals = [
    ...(shown === null ? [] : [{ label: foundLabel, amounts: shown }]),
    ...(unused === null ? [] : [{ label: 'Not counted: no output needs it', amounts: unused }]),
    { label: isWhole(compiled) ? 'Total' : 'Total so far', amounts: counted },
  ];
  const tabStop = placed.some(({ row }) => row.key === current) ? current : (placed[0]?.row.key ?? null);

  return (
    <div className={styles.panel}>
      <SummaryTools
        grouping={grouping}
        onGrouping={setGrouping}
        query={typed}
        onQuery={setTyped}
        table={() => ({
          title: document.name,
          rows: placed,
          totals,
          write,
          note: `MACs of one image. Memory while training at batch ${exactly(batchSize)} with ${optimizers[optimizer].title}: weights, gradients, optimizer and activations.`,
        })}
      />
      <table className={styles.table}>
        <caption className="visually-hidden">
          {grouping === 'layer' ? 'Layers' : 'Blocks'} of {document.name}
          {sorting === null && ' in execution order'}
        </caption>
        <ColumnHeads
          sorting={sorting}
          batchSize={batchSize}
          onSort={(column) => setSorting((now) => nextSorting(now, column))}
        />
        <tbody onKeyDown={moveFocus}>
          {placed.map(({ row, depth }) => (
            <Row
              key={row.key}
              row={row}
              depth={depth}
              write={write}
              largest={largest}
              whole={compiled.unused.has(row.key) ? null : counted}
              selected={selection.has(documents.nodeInView(row.key) ?? '')}
              tabStop={row.key === tabStop}
              onFocus={setCurrent}
            />
          ))}
          {placed.length === 0 && (
            <tr className={styles.none}>
              <td colSpan={8}>
                {filtered ? (
                  <>
                    <p>
                      No {grouping} has “{query.trim()}” in its name, type or output shape.
                    </p>
                    <Button onClick={() => setTyped('')}>Show all</Button>
                  </>
                ) : (
                  <>
                    <p>Nothing is drawn yet. Each layer gets a row here, with its shape and its cost.</p>
                    <AddLayerButton />
                  </>
                )}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          {totals.map(({ label, amounts }) => (
            <TotalRow
              key={label.startsWith('Total') ? 'all' : label === foundLabel ? 'shown' : 'unused'}
              label={label}
              amounts={amounts}
            />
          ))}
        </tfoot>
      </table>
      <span className="visually-hidden" role="status">
        {filtered && foundLabel}
      </span>
    </div>
  );
});

function largestOf(rows: readonly Amounts[]): Amounts {
  const largest = { trainable: 0, nonTrainable: 0, macs: 0, memory: 0 };
  for (const row of rows) for (const key of amountKeys) largest[key] = Math.max(largest[key], row[key]);
  return largest;
}

function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('th button')];
  const at = rows.findIndex((row) => row === event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  rows[to]?.focus();
}
