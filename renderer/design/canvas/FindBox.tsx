import { ChevronDown, ChevronUp, ListChecks, Search, X } from 'lucide-react';
import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { canSelectFound, goToHit, selectFound } from '../commands/find';
import { IconButton } from '../../components/IconButton';
import { exactly } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import styles from './find-box.module.css';

const SAID = 'find-said';

/** A field over the drawing: what matches is lit, the rest steps back, Enter goes from one to the next. */
export const FindBox = observer(function FindBox() {
  const app = useApp();
  const { find } = app;
  const field = useRef<HTMLInputElement>(null);
  const { requests } = find;
  useEffect(() => {
    if (requests === 0) return;
    field.current?.focus();
    field.current?.select();
  }, [requests]);

  const { hits, position, query, isSearching } = find;
  const refusal = !isSearching ? 'Write what to look for.' : hits.length === 0 ? 'Nothing was found.' : null;
  const selectRefusal = canSelectFound(app);
  const close = (): void => {
    find.close();
    const [first] = app.documents.selection;
    if (first === undefined) app.ui.canvas?.focusFirst();
    else app.ui.canvas?.reveal([first]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const inField = event.target === field.current;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.altKey && inField) {
      if (selectRefusal === true) selectFound(app);
    } else if (event.key === 'F3' || (event.key === 'Enter' && inField))
      goToHit(app, event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className={styles.box} aria-label="Find layers" onKeyDown={onKeyDown}>
      <div className={styles.line}>
        <Search size={14} aria-hidden="true" />
        <input
          ref={field}
          type="text"
          className={styles.field}
          aria-label="Find"
          aria-describedby={SAID}
          placeholder="conv 3x3, >1M params, 56x56…"
          autoComplete="off"
          spellCheck={false}
          value={find.text}
          onChange={(event) => find.setText(event.target.value)}
        />
        <span className={styles.count} role="status" data-none={isSearching && hits.length === 0}>
          {isSearching && countText(position, hits.length)}
        </span>
        <IconButton
          label="The one before"
          shortcut="Shift+Enter"
          refusal={refusal}
          onClick={() => goToHit(app, -1)}
        >
          <ChevronUp size={15} />
        </IconButton>
        <IconButton label="The next" shortcut="Enter" refusal={refusal} onClick={() => goToHit(app, 1)}>
          <ChevronDown size={15} />
        </IconButton>
        <IconButton
          label="Select all found"
          shortcut="Alt+Enter"
          refusal={selectRefusal === true ? null : selectRefusal}
          onClick={() => selectFound(app)}
        >
          <ListChecks size={15} />
        </IconButton>
        <IconButton label="Close" shortcut="Escape" onClick={close}>
          <X size={15} />
        </IconButton>
      </div>
      <p id={SAID} className={styles.said} data-problem={query.problem !== null}>
        {query.problem ??
          'Names, types and what others call them; sizes such as 3x3 or 56x56x256; filters=64; >1M params, macs or memory.'}
      </p>
    </search>
  );
});

function countText(position: number, count: number): string {
  if (count === 0) return 'none';
  return position < 0 ? `${exactly(count)} found` : `${exactly(position + 1)} of ${exactly(count)}`;
}
