import { observer } from 'mobx-react-lite';
import type { KeyboardEvent } from 'react';
import type { Severity } from '../../../shared/layers/define';
import { findLayer } from '../../../shared/layers';
import { openBlock } from '../commands/scope';
import { AddLayerButton } from './AddLayerButton';
import { Button } from '../../components/Button';
import { LayerIcon } from '../../components/LayerIcon';
import { compact, parametersInFull, plural } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import { countedIn, outlineRows, type OutlineRow } from '../../document/outline-rows';
import styles from './outline.module.css';

/** Every layer in execution order; a click selects it and brings it into view, a double click looks into a block. */
export const Outline = observer(function Outline() {
  const { documents, ui } = useApp();
  const { compiled } = documents;
  const worst = new Map<string, Severity>();
  for (const problem of compiled.diagnostics) {
    const { severity } = problem;
    const node = severity === 'advice' ? null : documents.problemNode(problem);
    if (node !== null && (severity === 'error' || !worst.has(node))) worst.set(node, severity);
  }
  const rows = outlineRows(documents);
  if (rows.length === 0) {
    return (
      <div className={styles.empty}>
        <p>The network is empty. Its layers are listed here, in the order in which they are run.</p>
        <AddLayerButton />
        <Button onClick={() => ui.setLeftTab('networks')}>Open a network</Button>
      </div>
    );
  }
  return (
    <ol className={styles.list} aria-label="Layers of the network" onKeyDown={moveFocus}>
      {rows.map((row) => (
        <Row key={row.node.id} row={row} problem={worst.get(row.node.id) ?? null} />
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
  const app = useApp();
  const { documents, ui } = app;
  const { id, name, type } = row.node;
  const layer = findLayer(type);
  const { trainable, fixed } = countedIn(row.layers);
  const on = documents.selection.has(id);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={on}
        onClick={(event) => {
          if (event.shiftKey || event.ctrlKey || event.metaKey) {
            const others = [...documents.selection].filter((other) => other !== id);
            documents.select(on ? others : [...others, id]);
          } else {
            documents.select([id]);
            ui.canvas?.reveal([id]);
          }
        }}
        onDoubleClick={() => {
          if (row.isBlock) openBlock(app, id);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !row.isBlock) return;
          event.preventDefault();
          openBlock(app, id);
        }}
      >
        {layer !== undefined && <LayerIcon layer={layer} size={16} />}
        <span className={styles.name}>{name}</span>
        <span className={styles.type}>
          {row.isBlock ? plural(row.layers.length, 'layer') : (layer?.label ?? type)}
        </span>
        {problem !== null && (
          <span
            className={styles.problem}
            data-severity={problem}
            role="img"
            aria-label={`has ${words[problem]}`}
          />
        )}
        <span className={styles.count} title={parametersInFull(trainable, fixed)}>
          {trainable > 0 && compact(trainable)}
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
