import { observer } from 'mobx-react-lite';
import { useEffect, useRef } from 'react';
import { useApp } from '../../stores/app-context';
import { LayerInspector } from './LayerInspector';
import { NetworkInspector } from './NetworkInspector';
import { SelectionInspector } from './SelectionInspector';
import styles from './inspector.module.css';

/** What is selected: nothing is the whole network. */
export const Inspector = observer(function Inspector() {
  const { documents, ui } = useApp();
  const { selected, selection } = documents;
  const panel = useRef<HTMLDivElement>(null);
  const { inspectorRequests } = ui;
  const handled = useRef(inspectorRequests);
  useEffect(() => {
    if (handled.current === inspectorRequests) return;
    handled.current = inspectorRequests;
    const first = panel.current?.querySelector<HTMLElement>(
      '[role="group"] :is(input, select, button, textarea)',
    );
    (first ?? panel.current)?.focus();
  }, [inspectorRequests]);
  return (
    <div ref={panel} className={styles.panel} tabIndex={-1} data-testid="inspector">
      {selected !== null && <LayerInspector key={selected.id} node={selected} />}
      {selected === null && selection.size > 0 && <SelectionInspector />}
      {selection.size === 0 && <NetworkInspector />}
    </div>
  );
});
