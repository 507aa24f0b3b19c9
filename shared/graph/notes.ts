/** Notes on the sheet of the document's own graph. */
import type { ConvDocument, Note } from './document';
import type { Edit } from './edit';
import { freeName } from './free-name';

export function findNote(document: ConvDocument, id: string): Note | undefined {
  return document.notes.find((note) => note.id === id);
}

export function addNote(
  document: ConvDocument,
  note: Omit<Note, 'id'>,
): { readonly id: string; readonly edits: readonly Edit[] } {
  const id = freeName('note', (name) => document.notes.some((each) => each.id === name));
  return { id, edits: [{ edit: 'setNotes', notes: [...document.notes, { id, ...note }] }] };
}

export function changeNote(
  document: ConvDocument,
  id: string,
  change: Partial<Omit<Note, 'id'>>,
): readonly Edit[] {
  const notes = document.notes.map((note) => (note.id === id ? { ...note, ...change } : note));
  return [{ edit: 'setNotes', notes }];
}

export function removeNote(document: ConvDocument, id: string): readonly Edit[] {
  return [{ edit: 'setNotes', notes: document.notes.filter((note) => note.id !== id) }];
}
