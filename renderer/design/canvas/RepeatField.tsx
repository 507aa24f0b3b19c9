import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { repeatBlock } from '../../../shared/graph/definitions';
import { type BlockNode, isExpression } from '../../../shared/graph/document';
import { exactly } from '../../format/numbers';
import { useApp } from '../../document/app-context';
import styles from './canvas.module.css';

/** The most that can be typed in the row; what the compiler takes is more. */
export const MOST_REPEATS = 1000;

/** How often a block is there one after the other, to be typed in its row; arrow keys count. */
export const RepeatField = observer(function RepeatField({ node }: { readonly node: BlockNode }) {
  const { documents } = useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const { repeat } = node;
  if (isExpression(repeat)) {
    return (
      <span className={styles.repeat} title={`Repeated ${repeat.expr} times`}>
        × {repeat.expr}
      </span>
    );
  }
  const set = (next: number): void => {
    if (!Number.isInteger(next) || next < 1 || next > MOST_REPEATS || next === repeat) return;
    documents.attempt(`Repeat ${node.name} ${exactly(next)} times`, (document) =>
      repeatBlock(document, node.id, next, documents.scope),
    );
  };
  return (
    <label className={`${styles.repeat} nodrag`} title="How often it is repeated" data-once={repeat === 1}>
      <span aria-hidden="true">×</span>
      <input
        type="text"
        inputMode="numeric"
        aria-label={`Repeat ${node.name}`}
        value={draft ?? String(repeat)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => {
          if (draft !== null && draft.trim() !== '') set(Number(draft));
          setDraft(null);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setDraft(String(repeat));
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            setDraft(null);
            set(repeat + (event.key === 'ArrowUp' ? 1 : -1));
          }
        }}
      />
    </label>
  );
});
