import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useRef } from 'react';
import { anchor } from '../../components/anchors';
import { later } from '../../components/later';
import { SMALL_WINDOW } from '../../components/small-window';
import { useApp } from '../../document/app-context';
import { useArrival } from '../../document/use-arrival';
import { NetworkInspector } from './NetworkInspector';
import styles from './inspector.module.css';

const LayerInspector = later(() => import('./LayerInspector').then((module) => module.LayerInspector));
const SelectionInspector = later(() =>
  import('./SelectionInspector').then((module) => module.SelectionInspector),
);
const DefinitionInspector = later(() =>
  import('./blocks/DefinitionInspector').then((module) => module.DefinitionInspector),
);
const GroupInspector = later(() => import('./GroupInspector').then((module) => module.GroupInspector));
const NoteInspector = later(() => import('./NoteInspector').then((module) => module.NoteInspector));

/** What is selected, a group or a note too: nothing is the whole network, or the block that is looked into. */
export const Inspector = observer(function Inspector() {
  const { documents, marks, ui } = useApp();
  const { group, note } = marks;
  const { selected, selection } = documents;
  const level = documents.place.levels.at(-1);
  const panel = useRef<HTMLDivElement>(null);
  useArrival('inspector', () => {
    const first = panel.current?.querySelector<HTMLElement>(
      '[role="group"] :is(input, select, button, textarea)',
    );
    (first ?? panel.current)?.focus();
  });
  const [first] = selection;
  /** Escape leads back to the layer, and so does Enter where a field takes what was typed and lets go of the keyboard. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { key, target, currentTarget } = event;
    if (first === undefined || event.defaultPrevented || (key !== 'Escape' && key !== 'Enter')) return;
    if (!(target instanceof Node) || !currentTarget.contains(target)) return;
    // Else it would select nothing, too.
    if (key === 'Escape') event.preventDefault();
    // The field hears of the key first.
    setTimeout(() => {
      if (key === 'Enter' && document.activeElement !== document.body) return;
      if (key === 'Escape' && window.matchMedia(SMALL_WINDOW).matches) ui.setPanels({ right: false });
      ui.canvas?.reveal([first]);
    });
  };
  return (
    <div
      ref={panel}
      className={styles.panel}
      tabIndex={-1}
      data-testid="inspector"
      onKeyDownCapture={onKeyDown}
      {...anchor('inspector')}
    >
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
