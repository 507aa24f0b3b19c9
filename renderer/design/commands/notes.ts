/** Notes on the sheet. */
import type { Note } from '../../../shared/graph/document';
import { addNote, changeNote, removeNote } from '../../../shared/graph/notes';
import { cardsOf } from '../../../shared/drawing/cards';
import { NOTE_WIDTH, noteRect, rectOf } from '../../../shared/drawing/frames';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

/** Selected as the writing begins, so that typing takes its place. */
const FIRST_TEXT = 'Note';
/** Beside what lies there. */
const SPACE = 24;
/** What a few lines need. */
const ROOM = 120;

const sheetNeeded = ({ documents, ui }: AppStore): true | string => {
  if (ui.drawing === null || ui.workspace !== 'design')
    return 'Notes are on the canvas, in the Design workspace.';
  return documents.scope === null || 'Notes are on the sheet of the network itself, not in blocks.';
};

const noteNeeded = (app: AppStore): true | string => {
  const here = sheetNeeded(app);
  if (here !== true) return here;
  return app.marks.note !== null || 'Select a note first.';
};

/** In the middle of what is seen, or beside all cards and notes that lie there, so far as that is seen too. */
function freePlace({ documents, ui }: Pick<AppStore, 'documents' | 'ui'>): { x: number; y: number } {
  const middle = ui.drawing?.middle() ?? { x: 0, y: 0 };
  const view = ui.drawing?.view() ?? { x: 0, y: 0, zoom: 1 };
  const left = -view.x / view.zoom;
  const right = 2 * middle.x - left;
  const first = { x: middle.x - NOTE_WIDTH / 2, y: middle.y };
  const taken = [...cardsOf(documents.graph).map(rectOf), ...documents.document.notes.map(noteRect)]
    .filter(({ top, bottom }) => top < first.y + ROOM && first.y - SPACE < bottom)
    .sort((a, b) => a.left - b.left);
  const isTaken = (at: number, box: { left: number; right: number }): boolean =>
    box.left - SPACE < at + NOTE_WIDTH && at < box.right + SPACE;
  const behind = taken.reduce((at, box) => (isTaken(at, box) ? box.right + SPACE : at), first.x);
  const before = taken.reduceRight(
    (at, box) => (isTaken(at, box) ? box.left - SPACE - NOTE_WIDTH : at),
    first.x,
  );
  const x = behind + NOTE_WIDTH <= right ? behind : before >= left ? before : first.x;
  return { x, y: first.y };
}

function add({ documents, marks, ui }: AppStore): void {
  const { x, y } = marks.menu?.at ?? freePlace({ documents, ui });
  const { id, edits } = addNote(documents.document, {
    text: FIRST_TEXT,
    x: Math.round(x),
    y: Math.round(y),
  });
  if (!documents.transact('Add a note', edits)) return;
  marks.choose({ kind: 'note', id });
  // Once the menu or the palette that it was chosen from is gone.
  setTimeout(() => marks.write({ kind: 'note', id }));
}

/** Nothing left of the text: the note goes. */
export function writeNote(app: AppStore, note: Note, text: string): void {
  const { documents } = app;
  if (text === note.text) return;
  if (text.trim() === '') deleteNote(app, note);
  else documents.transact('Write a note', changeNote(documents.document, note.id, { text }));
}

/** As it is typed in the inspector: a run of it is one step. */
export function rewriteNote({ documents }: AppStore, { id }: Note, text: string, gesture: string): void {
  documents.transact('Write a note', changeNote(documents.document, id, { text }), gesture);
}

export function deleteNote({ documents, marks }: AppStore, { id }: Note): void {
  if (documents.transact('Delete a note', removeNote(documents.document, id))) marks.choose(null);
}

/** A run of such movements is one step. */
export function moveNote(
  { documents }: AppStore,
  { id, x, y }: Note,
  [byX, byY]: readonly [number, number],
): void {
  const edits = changeNote(documents.document, id, { x: x + byX, y: y + byY });
  documents.transact('Move a note', edits, `move note ${id}`);
}

export function resizeNote(
  { documents }: AppStore,
  { id }: Note,
  size: { readonly width: number; readonly height: number },
): void {
  const [width, height] = [Math.round(size.width), Math.round(size.height)];
  documents.transact(
    'Resize a note',
    changeNote(documents.document, id, { width, height }),
    `resize note ${id}`,
  );
}

export const noteCommands: readonly Command[] = [
  {
    id: 'edit.addNote',
    title: 'Add a note',
    group: 'Add',
    shortcut: 'N',
    keywords: 'comment text markdown sticky annotation remark',
    enabled: sheetNeeded,
    run: add,
  },
  {
    id: 'edit.writeNote',
    title: 'Write in the note',
    group: 'Edit',
    keywords: 'comment edit text',
    enabled: noteNeeded,
    run: ({ marks }) => {
      const id = marks.note?.id;
      if (id !== undefined) setTimeout(() => marks.write({ kind: 'note', id }));
    },
  },
  {
    id: 'edit.deleteNote',
    title: 'Delete the note',
    group: 'Edit',
    keywords: 'comment remove',
    enabled: noteNeeded,
    run: (app) => {
      if (app.marks.note !== null) deleteNote(app, app.marks.note);
    },
  },
];
