import { observer } from 'mobx-react-lite';
import { useEffect, useRef } from 'react';
import { useApp } from '../../stores/app-context';
import { DefinitionInspector } from './blocks/DefinitionInspector';
import { GroupInspector } from './GroupInspector';
import { LayerInspector } from './LayerInspector';
import { NetworkInspector } from './NetworkInspector';
import { NoteInspector } from './NoteInspector';
import { SelectionInspector } from './SelectionInspector';
import styles from './inspector.module.css';

/** What is selected, a group or a note too: nothing is the whole network, or the block that is looked into. */
export const Inspector = observer(function Inspector() {
  const { documents, marks, ui } = useApp();
  const { group, note } = marks;
  const { selected, selection } = documents;
  const level = documents.place.levels.at(-1);
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
      {selected !== null && (
        <LayerInspector key={`${documents.scope ?? ''}/${selected.id}`} node={selected} />
      )}
      {selected === null && selection.size > 0 && <SelectionInspector />}
      {selection.size === 0 && group !== null && <GroupInspector key={group.id} group={group} />}
      {selection.size === 0 && note !== null && <NoteInspector key={note.id} note={note} />}
      {selection.size === 0 &&
        group === null &&
        note === null &&
        (level === undefined ? (
          <NetworkInspector />
        ) : (
          <DefinitionInspector
            key={level.node.definition}
            id={level.node.definition}
            definition={level.definition}
          />
        ))}
    </div>
  );
});
