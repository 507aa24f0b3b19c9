import { observer } from 'mobx-react-lite';
import { useState, type KeyboardEvent } from 'react';
import { useApp } from '../../document/app-context';
import { plural } from '../../format/words';
import styles from './header.module.css';

/** The network's name, edited in place, and how far it is from what was saved or trained. */
export const DocumentTitle = observer(function DocumentTitle() {
  const { documents, files, weights } = useApp();
  const { name } = documents.document;
  const [draft, setDraft] = useState<string | null>(null);

  const take = (): void => {
    const next = draft?.trim() ?? '';
    setDraft(null);
    if (next !== '' && next !== name) documents.transact('Rename network', [{ edit: 'setInfo', name: next }]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key === 'Escape') setDraft(null);
  };

  const run = weights.current;
  const since = run === null ? 0 : weights.editsSince(run);
  const text = draft ?? name;
  return (
    <span className={styles.document}>
      {/* The invisible copy gives the field the width of its text. */}
      <span className={styles.title} data-text={text}>
        <input
          aria-label="Name of the network"
          title={`${name}: ${files.file === null ? 'not saved to a file yet' : `saved as ${files.file.name}`}`}
          value={text}
          maxLength={200}
          spellCheck={false}
          size={1}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={take}
          onKeyDown={onKeyDown}
        />
      </span>
      {files.edited && <span className={styles.state}>· edited</span>}
      {run !== null && since > 0 && (
        <span className={styles.since}>
          <span>
            · {plural(since, 'edit')} since {run.name}
          </span>
        </span>
      )}
    </span>
  );
});
