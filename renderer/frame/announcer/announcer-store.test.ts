import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyDocument } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { AnnouncerStore } from './announcer-store';
import { DocumentStore } from '../../document/document-store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const add = (id: string, type: string, params = {}): Edit => ({
  edit: 'addNode',
  node: { id, type, name: id, params },
});

function announced() {
  const documents = new DocumentStore(emptyDocument(), { notify: () => undefined });
  const announcer = new AnnouncerStore(documents);
  return { documents, announcer, settle: () => vi.advanceTimersByTime(1_000) };
}

test('a step, its undoing and its redoing are told, each once', () => {
  const { documents, announcer, settle } = announced();
  documents.transact('Add Input', [add('input', 'Input', { shape: [28, 28, 1] })]);
  settle();
  expect(announcer.text).toBe('Added input.');
  documents.transact('Add Conv2D', [
    add('fc', 'Conv2D', { filters: 6, kernelSize: [5, 5] }),
    { edit: 'connect', edge: { source: 'input', sourcePort: 'out', target: 'fc', targetPort: 'in' } },
  ]);
  settle();
  expect(announcer.text).toBe('Added fc after input. 0 to 156 parameters.');
  documents.undo();
  settle();
  expect(announcer.text).toBe('Undone: Add Conv2D. Removed fc. 156 to 0 parameters.');
  documents.redo();
  settle();
  expect(announcer.text).toBe('Redone: Add Conv2D. Added fc after input. 0 to 156 parameters.');
});

test('a slider that is dragged is told where it came to rest', () => {
  const { documents, announcer, settle } = announced();
  documents.transact('Add Input', [add('input', 'Input', { shape: [28, 28, 1] })]);
  settle();
  const said: string[] = [];
  for (let size = 29; size < 40; size++) {
    const params = { shape: [size, size, 1] };
    documents.transact('Set shape of input', [{ edit: 'setParams', id: 'input', params }], 'drag');
    vi.advanceTimersByTime(50);
    said.push(announcer.text);
  }
  expect(new Set(said)).toEqual(new Set(['Added input.']));
  settle();
  expect(announcer.text).toBe('Set shape of input.');
});

test('another document is told by its name, and the same words twice are read twice', () => {
  const { documents, announcer, settle } = announced();
  documents.load({ ...emptyDocument(), name: 'Digits' });
  expect(announcer.text).toBe('Opened Digits, 0 layers.');
  documents.load({ ...emptyDocument(), name: 'Digits' });
  expect(announcer.text).not.toBe('Opened Digits, 0 layers.');
  expect(announcer.text.trim()).toBe('Opened Digits, 0 layers.');
  settle();
  expect(announcer.text.trim()).toBe('Opened Digits, 0 layers.');
});
