import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { VisualGroup } from '../../../shared/graph/document';
import { renameGroup } from '../commands/groups';
import { useApp } from '../../document/app-context';
import { takeFocus } from './take-focus';
import styles from './marks.module.css';

interface GroupTitleProps {
  readonly group: VisualGroup;
  readonly className: string;
  /** Where its text does not say it. */
  readonly label?: string;
  readonly description?: string;
  readonly hint: string;
  readonly expanded: boolean;
  readonly onDoubleClick: () => void;
  /** True where the key was for it. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly children?: ReactNode;
}

/** A group's title, which is a field while it is written in. */
export const GroupTitle = observer(function GroupTitle(props: GroupTitleProps) {
  const { group, onKey } = props;
  const { documents, marks } = useApp();
  /** Who leaves the field by a key goes on with the title. */
  const [back, setBack] = useState(false);
  const write = (): void => marks.write({ kind: 'group', id: group.id });
  const choose = (): void => marks.choose({ kind: 'group', id: group.id });
  /** A layer that a folded group hides stays selected when it is gone to. */
  const onFocus = (): void => {
    const inside = group.collapsed === true && group.nodes.some((id) => documents.selection.has(id));
    if (!inside) choose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === 'F2') write();
    else if (!onKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (marks.writing?.kind === 'group' && marks.writing.id === group.id)
    return <TitleField group={group} onLeave={setBack} />;
  return (
    <button
      type="button"
      autoFocus={back}
      className={props.className}
      aria-label={props.label}
      aria-description={props.description}
      aria-expanded={props.expanded}
      title={props.hint}
      onFocus={onFocus}
      onClick={choose}
      onDoubleClick={props.onDoubleClick}
      onKeyDown={onKeyDown}
    >
      <span>{group.title}</span>
      {props.children}
    </button>
  );
});

const TitleField = observer(function TitleField(props: {
  readonly group: VisualGroup;
  /** By a key or not. */
  readonly onLeave: (byKey: boolean) => void;
}) {
  const { group, onLeave } = props;
  const app = useApp();
  const [title, setTitle] = useState(group.title);
  return (
    <input
      className={`${styles.titleField} nodrag nopan`}
      aria-label="Title of the group"
      ref={takeFocus}
      maxLength={200}
      value={title}
      onFocus={(event) => {
        onLeave(false);
        event.currentTarget.select();
      }}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={() => {
        app.marks.write(null);
        renameGroup(app, group, title);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        onLeave(true);
        if (event.key === 'Enter') event.currentTarget.blur();
        else app.marks.write(null);
      }}
    />
  );
});
