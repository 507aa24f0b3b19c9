import { observer } from 'mobx-react-lite';
import { useRef, useState } from 'react';
import type { GraphNode } from '../../../shared/graph/document';
import { renameLayer } from '../commands/rename';
import { useApp } from '../../document/app-context';
import { useArrival } from '../../document/use-arrival';
import styles from './inspector.module.css';

/** The layer's name as a heading that can be typed in. */
export const NameField = observer(function NameField({ node }: { readonly node: GraphNode }) {
  const { documents } = useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useArrival('name', () => {
    field.current?.focus();
    field.current?.select();
  });

  const take = (): void => {
    setDraft(null);
    renameLayer(documents, node, draft ?? '');
  };
  return (
    <input
      ref={field}
      className={styles.name}
      aria-label="Name of the layer"
      spellCheck={false}
      maxLength={200}
      value={draft ?? node.name}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
});
