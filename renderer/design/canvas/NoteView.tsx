import type { NodeProps } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Note } from '../../../shared/graph/document';
import { deleteNote, resizeNote, moveNote, writeNote } from '../commands/notes';
import { Markdown } from '../inspector/Markdown';
import { useApp } from '../../document/app-context';
import type { NoteNode } from './drawn-node';
import { nudgeOf } from './nudge';
import { takeFocus } from './take-focus';
import { useCorner } from './use-corner';
import styles from './marks.module.css';

const LEAST = { width: 120, height: 40 } as const;

/** A note on the sheet: read as Markdown, written as text. */
export const NoteView = observer(function NoteView({ data: { note } }: NodeProps<NoteNode>) {
  const app = useApp();
  const { marks } = app;
  const writing = marks.writing?.kind === 'note' && marks.writing.id === note.id;
  /** Who leaves the field by a key goes on with the note. */
  const [back, setBack] = useState(false);
  const text = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (back && !writing) text.current?.focus();
  }, [back, writing]);
  const { size, corner } = useCorner(LEAST, (next) => resizeNote(app, note, next));
  const write = (): void => marks.write({ kind: 'note', id: note.id });
  const onKeyDown = (event: KeyboardEvent): void => {
    const nudge = nudgeOf(event);
    if (nudge !== null && event.shiftKey) {
      const box = event.currentTarget.parentElement;
      const width = Math.max(LEAST.width, (box?.offsetWidth ?? 0) + nudge[0]);
      const height = Math.max(LEAST.height, (box?.offsetHeight ?? 0) + nudge[1]);
      resizeNote(app, note, { width, height });
    } else if (nudge !== null) moveNote(app, note, nudge);
    else if (event.key === 'Enter' || event.key === 'F2') write();
    else if (event.key === 'Delete' || event.key === 'Backspace') deleteNote(app, note);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.note} data-testid="note" data-note={note.id} style={size ?? undefined}>
      {writing ? (
        <NoteField note={note} onLeave={setBack} />
      ) : (
        <div
          className={styles.noteText}
          role="group"
          aria-label={`Note: ${firstWords(note.text)}`}
          aria-description="Enter to write in it"
          tabIndex={0}
          ref={text}
          onFocus={() => marks.choose({ kind: 'note', id: note.id })}
          onDoubleClick={write}
          onKeyDown={onKeyDown}
        >
          <Markdown source={note.text} />
        </div>
      )}
      <span
        className={`${styles.resize} nodrag nopan`}
        title="Drag to resize"
        aria-hidden="true"
        data-testid="note-corner"
        {...corner}
      />
    </div>
  );
});

const firstWords = (text: string): string => text.trim().split(/\s+/).slice(0, 8).join(' ');

const NoteField = observer(function NoteField(props: {
  readonly note: Note;
  /** By a key or not. */
  readonly onLeave: (byKey: boolean) => void;
}) {
  const { note, onLeave } = props;
  const app = useApp();
  const [text, setText] = useState(note.text);
  return (
    <textarea
      className={`${styles.noteField} nodrag nopan nowheel`}
      aria-label="Text of the note"
      ref={takeFocus}
      rows={Math.min(14, Math.max(3, text.split('\n').length + 1))}
      maxLength={100_000}
      value={text}
      onFocus={(event) => {
        onLeave(false);
        event.currentTarget.select();
      }}
      onChange={(event) => setText(event.target.value)}
      // However it is left: what was written is kept, and Undo takes it back.
      onBlur={() => {
        app.marks.write(null);
        writeNote(app, note, text);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        const done = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
        if (!done) return;
        onLeave(true);
        event.currentTarget.blur();
      }}
    />
  );
});
