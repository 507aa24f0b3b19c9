import { observer } from 'mobx-react-lite';
import type { KeyboardEvent } from 'react';
import type { Severity } from '../../../shared/layers/define';
import { LayerIcon } from '../../components/LayerIcon';
import { compact, exactly } from '../../format/numbers';
import { useApp } from '../../stores/app-context';
import { outlineRows, parametersOf, type OutlineRow } from './rows';
import styles from './outline.module.css';

/** Every layer in execution order; a click selects it and brings it into view. */
export const Outline = observer(function Outline() {
  const { documents } = useApp();
  const { compiled } = documents;
  const worst = new Map<string, Severity>();
  for (const { documentNode, severity } of compiled.diagnostics) {
    if (documentNode === null || severity === 'advice') continue;
    if (severity === 'error' || !worst.has(documentNode)) worst.set(documentNode, severity);
  }
  const rows = outlineRows(compiled);
  if (rows.length === 0) {
    return (
      <p className={styles.empty}>The network is empty. Drag a layer onto the canvas, or open a network.</p>
    );
  }
  return (
    <ol className={styles.list} aria-label="Layers of the network" onKeyDown={moveFocus}>
      {rows.map((row) => (
        <Row key={row.node} row={row} problem={worst.get(row.node) ?? null} />
      ))}
    </ol>
  );
});

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  event.preventDefault();
  buttons[at + step]?.focus();
}

const Row = observer(function Row({
  row,
  problem,
}: {
  readonly row: OutlineRow;
  readonly problem: Severity | null;
}) {
  const { documents, ui } = useApp();
  const [first] = row.layers;
  const parameters = parametersOf(row);
  const on = documents.selection.has(row.node);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={on}
        onClick={(event) => {
          if (event.shiftKey || event.ctrlKey || event.metaKey) {
            const others = [...documents.selection].filter((id) => id !== row.node);
            documents.select(on ? others : [...others, row.node]);
          } else {
            documents.select([row.node]);
            ui.canvas?.reveal([row.node]);
          }
        }}
      >
        {first !== undefined && <LayerIcon layer={first.definition} size={16} />}
        <span className={styles.name}>{row.name}</span>
        <span className={styles.type}>
          {row.isBlock ? `${row.layers.length} layers` : first?.definition.label}
        </span>
        {problem !== null && (
          <span
            className={styles.problem}
            data-severity={problem}
            role="img"
            aria-label={`has ${words[problem]}`}
          />
        )}
        <span className={styles.count} title={`${exactly(parameters)} parameters`}>
          {parameters > 0 && compact(parameters)}
        </span>
      </button>
    </li>
  );
});

const words: Readonly<Record<Severity, string>> = {
  error: 'an error',
  warning: 'a warning',
  advice: 'advice',
};
