import type { NodeProps } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import type { VisualGroup } from '../../shared/graph/document';
import { moveGroup, renameGroup, ungroup } from '../commands/groups';
import { plural } from '../format/numbers';
import { useApp } from '../stores/app-context';
import { categoryOf, ownColor } from './group-colors';
import { FRAME_HANDLE, type FrameNode } from './marks';
import { nudgeOf } from './nudge';
import { takeFocus } from './take-focus';
import styles from './marks.module.css';

/** A frame behind its cards. Its title is the handle: drag it, name it, move it by the arrow keys. */
export const FrameView = observer(function FrameView({ data: { group } }: NodeProps<FrameNode>) {
  const app = useApp();
  const { marks } = app;
  const writing = marks.writing?.kind === 'group' && marks.writing.id === group.id;
  const category = categoryOf(group.color);
  const own = ownColor(group.color);
  const style: CSSProperties & Partial<Record<'--k', string>> = own === null ? {} : { '--k': own };
  /** Who leaves the field by a key goes on with the title. */
  const [back, setBack] = useState(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    const nudge = nudgeOf(event);
    if (nudge !== null) moveGroup(app, group, nudge);
    else if (event.key === 'Enter' || event.key === 'F2') marks.write({ kind: 'group', id: group.id });
    else if (event.key === 'Delete' || event.key === 'Backspace') ungroup(app, group);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={styles.frame}
      data-testid="frame"
      data-group={group.id}
      {...(category !== null && { 'data-category': category })}
      style={style}
    >
      {writing ? (
        <TitleField group={group} onLeave={setBack} />
      ) : (
        <button
          type="button"
          autoFocus={back}
          className={`${styles.title} ${FRAME_HANDLE}`}
          aria-label={`Group ${group.title}, ${plural(group.nodes.length, 'layer')}`}
          title="Drag to move all of it; double-click to rename"
          onFocus={() => marks.choose({ kind: 'group', id: group.id })}
          onClick={() => marks.choose({ kind: 'group', id: group.id })}
          onDoubleClick={() => marks.write({ kind: 'group', id: group.id })}
          onKeyDown={onKeyDown}
        >
          <span>{group.title}</span>
        </button>
      )}
    </div>
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
