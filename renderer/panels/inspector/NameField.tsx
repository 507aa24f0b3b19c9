import { observer } from 'mobx-react-lite';
import { useEffect, useRef, useState } from 'react';
import { renameDefinition } from '../../../shared/graph/definitions';
import { type ConvDocument, type GraphNode, isBlock } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { usersOf } from '../../../shared/graph/instances';
import { findDefinition } from '../../../shared/graph/scope';
import { useApp } from '../../stores/app-context';
import styles from './inspector.module.css';

/** The layer's name as a heading that can be typed in. */
export const NameField = observer(function NameField({ node }: { readonly node: GraphNode }) {
  const { documents, ui } = useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const { renameRequests } = ui;
  const handled = useRef(renameRequests);
  useEffect(() => {
    if (handled.current === renameRequests) return;
    handled.current = renameRequests;
    field.current?.focus();
    field.current?.select();
  }, [renameRequests]);

  const take = (): void => {
    const name = draft?.trim() ?? '';
    setDraft(null);
    if (name === '' || name === node.name) return;
    documents.attempt(`Rename ${node.name} to ${name}`, (document) => [
      { edit: 'renameNode', ...documents.within, id: node.id, name },
      ...definitionNamed(document, node, name),
    ]);
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

/** What only this block stands for, and is called the same, goes by the new name too. */
function definitionNamed(document: ConvDocument, node: GraphNode, name: string): readonly Edit[] {
  if (!isBlock(node)) return [];
  const alike = findDefinition(document, node.definition)?.name === node.name;
  return alike && usersOf(document, node.definition).length === 1
    ? renameDefinition(document, node.definition, name)
    : [];
}
