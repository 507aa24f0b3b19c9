import { observer } from 'mobx-react-lite';
import type { Note } from '../../../shared/graph/document';
import { noteCommands, rewriteNote } from '../commands/notes';
import { useApp } from '../../document/app-context';
import { Actions } from './Actions';
import { neededText } from '../../components/fields/needed-text';
import { TypedField } from '../../components/fields/TypedField';
import { useGesture } from '../../components/use-gesture';
import styles from './inspector.module.css';

const actions = noteCommands.filter(({ id }) => id === 'edit.deleteNote');

/** A note, to be read and written where there is more room. */
export const NoteInspector = observer(function NoteInspector({ note }: { readonly note: Note }) {
  const app = useApp();
  const gesture = useGesture();
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>Note</h2>
      </header>
      <div className={styles.form} role="group" aria-label="The note">
        <TypedField
          label="What the note says"
          value={note.text}
          lines={12}
          show={(text) => text}
          read={neededText('A note needs some text; below it can be deleted.', 100_000)}
          onStart={() => gesture.renew()}
          onChange={(text) => rewriteNote(app, note, text, gesture.id('text'))}
        />
        <p className={styles.cost}>
          Markdown: <code># title</code>, <code>**bold**</code>, <code>- list</code>, <code>`code`</code>.
        </p>
      </div>
      <Actions commands={actions} />
    </>
  );
});
