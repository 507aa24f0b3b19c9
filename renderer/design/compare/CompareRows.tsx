import { observer } from 'mobx-react-lite';
import { useImperativeHandle, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import type { ComparedRow, Comparison } from '../../../shared/compiler/compare/compare';
import type { CompiledLayer } from '../../../shared/compiler/compiled';
import { outputShapeOf } from '../../../shared/compiler/summary';
import { Button } from '../../components/Button';
import { LayerIcon } from '../../components/LayerIcon';
import { change, compact, exactly, MACS_ARE, macsText } from '../../format/numbers';
import { shapeText } from '../../format/shape';
import { useApp } from '../../document/app-context';
import { useCompare } from './compare-context';
import { kindWords, layerText } from './compare-text';
import { KindIcon } from './KindIcon';
import styles from './compare.module.css';

export interface RowsControls {
  /** Moves the focus to the next difference, or the one before. */
  step(step: 1 | -1): void;
}

interface RowsProps {
  readonly comparison: Comparison;
  readonly controls: Ref<RowsControls>;
  /** Above the rows; scrolls with them. */
  readonly before: ReactNode;
}

/** More rows at once would make the window wait; the rest is a click away. */
const MOST_ROWS = 800;
const PAGE = 10;

/** The layers of both networks, those that answer each other in one row, in the order of execution. */
export const CompareRows = observer(function CompareRows({ comparison, controls, before }: RowsProps) {
  const { documents, ui } = useApp();
  const compare = useCompare();
  const [active, setActive] = useState(0);
  const [all, setAll] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const rows = compare.onlyDifferences
    ? comparison.rows.filter(({ kind }) => kind !== 'same')
    : comparison.rows;
  const shown = all ? rows : rows.slice(0, MOST_ROWS);
  const tabStop = Math.min(active, shown.length - 1);

  const focus = (index: number): void => {
    setActive(index);
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  };

  useImperativeHandle(controls, () => ({
    step(step) {
      const inside = body.current?.contains(document.activeElement) ?? false;
      // The first press leads to the first difference, wherever the focus is.
      const from = inside ? tabStop + step : step === 1 ? 0 : shown.length - 1;
      const count = shown.length;
      for (let seen = 0; seen < count; seen += 1) {
        const index = (((from + seen * step) % count) + count) % count;
        if (shown[index]?.kind === 'same') continue;
        focus(index);
        return;
      }
    },
  }));

  /** The layer of the document that is open, where the row has it. */
  const hereOf = ({ left, right }: ComparedRow): CompiledLayer | null =>
    (compare.isHere('right') ? right : null) ?? (compare.isHere('left') ? left : null);

  const open = (row: ComparedRow): void => {
    const layer = hereOf(row);
    if (layer === null) return;
    ui.setCompareOpen(false);
    ui.setWorkspace('design');
    const node = documents.show(layer.id);
    // Once the dialog is gone.
    setTimeout(() => ui.canvas?.reveal([node]));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const to: Readonly<Record<string, number>> = {
      ArrowDown: tabStop + 1,
      ArrowUp: tabStop - 1,
      PageDown: tabStop + PAGE,
      PageUp: tabStop - PAGE,
      Home: 0,
      End: shown.length - 1,
    };
    const target = to[event.key];
    const row = shown[tabStop];
    if (target !== undefined) focus(Math.max(0, Math.min(shown.length - 1, target)));
    else if (event.key === 'Enter' && row !== undefined) open(row);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.scroll} role="region" aria-label="Differences">
      {before}
      {rows.length === 0 ? (
        <p className={styles.allSame}>All {exactly(comparison.rows.length)} layers are the same.</p>
      ) : (
        <div
          role="grid"
          aria-label="Layers side by side"
          aria-rowcount={rows.length + 1}
          className={styles.grid}
        >
          <div role="row" aria-rowindex={1} className={styles.head}>
            <span role="columnheader">Difference</span>
            <span role="columnheader" className={styles.ellipsis}>
              {compare.nameOf('left')}
            </span>
            <span role="columnheader" className={styles.ellipsis}>
              {compare.nameOf('right')}
            </span>
            <span role="columnheader" className={styles.number}>
              Parameters
            </span>
            <span role="columnheader" className={styles.number} title={MACS_ARE}>
              MACs
            </span>
          </div>
          <div role="rowgroup" ref={body} onKeyDown={onKeyDown}>
            {shown.map((row, index) => (
              <Row
                key={`${row.left?.id ?? ''} ${row.right?.id ?? ''}`}
                row={row}
                index={index}
                tabStop={index === tabStop}
                here={hereOf(row) !== null}
                onFocus={() => setActive(index)}
                onOpen={() => open(row)}
              />
            ))}
          </div>
        </div>
      )}
      {shown.length < rows.length && (
        <p className={styles.more}>
          <Button onClick={() => setAll(true)}>Show all {exactly(rows.length)} rows</Button>
        </p>
      )}
    </div>
  );
});

interface RowProps {
  readonly row: ComparedRow;
  readonly index: number;
  readonly tabStop: boolean;
  readonly here: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}

const Row = observer(function Row({ row, index, tabStop, here, onFocus, onOpen }: RowProps) {
  const { kind, left, right, changes, parameters, macs } = row;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      tabIndex={tabStop ? 0 : -1}
      className={styles.row}
      data-kind={kind}
      data-index={index}
      data-here={here}
      title={here ? 'Show it on the canvas' : undefined}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span role="gridcell" className={styles.kind}>
        <KindIcon kind={kind} />
        {kindWords[kind]}
      </span>
      <Layer layer={left} other={right} />
      <span role="gridcell" className={styles.cell}>
        <Layer layer={right} other={left} inner />
        {changes.length > 0 && (
          <span className={styles.changes}>
            {changes.map(({ label, from, to }) => (
              <span key={label} className={styles.change}>
                {label} <del>{from}</del> <span aria-label="to">→</span> <ins>{to}</ins>
              </span>
            ))}
          </span>
        )}
      </span>
      <Difference value={parameters} show={(value) => compact(value)} />
      <Difference value={macs} show={macsText} />
    </div>
  );
});

interface LayerProps {
  readonly layer: CompiledLayer | null;
  readonly other: CompiledLayer | null;
  /** Inside of a cell that holds more. */
  readonly inner?: boolean;
}

const Layer = observer(function Layer({ layer, other, inner = false }: LayerProps) {
  const { ui } = useApp();
  const role = inner ? undefined : 'gridcell';
  if (layer === null) {
    return (
      <span role={role} className={styles.missing}>
        <span aria-hidden="true">—</span>
        <span className="visually-hidden">not there</span>
      </span>
    );
  }
  const shape = outputShapeOf(layer);
  const otherShape = other === null ? null : outputShapeOf(other);
  const text = shape === null ? '' : shapeText(shape, ui.notation);
  const differs = otherShape !== null && shapeText(otherShape, ui.notation) !== text;
  return (
    <span role={role} className={styles.layer}>
      <LayerIcon layer={layer.definition} size={16} />
      <span className={styles.name} title={`${layerText(layer)} (${layer.type})`}>
        {layerText(layer)}
      </span>
      <span className={styles.type}>{layer.type}</span>
      <span className={styles.shape} data-differs={differs}>
        {text}
      </span>
    </span>
  );
});

function Difference({ value, show }: { readonly value: number; readonly show: (value: number) => string }) {
  return (
    <span role="gridcell" className={styles.number} title={change(value, exactly) ?? undefined}>
      {change(value, show) ?? ''}
    </span>
  );
}
