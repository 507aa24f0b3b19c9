import { expect, test } from 'vitest';
import { applyEdits } from './apply';
import { chainsOf } from './chains';
import { emptyDocument, type ConvDocument } from './document';
import { changeGroup, findGroup, foldGroup, joinGroup, leaveGroups, makeGroup, removeGroup } from './groups';
import { addNote, changeNote, removeNote } from './notes';

const layer = (id: string, type = 'Activation') => ({ id, type, name: id, params: {} });
const line: ConvDocument = {
  ...emptyDocument(),
  nodes: ['a', 'b', 'c', 'd'].map((id) => layer(id)),
  edges: ['ab', 'bc', 'cd'].map(([source = '', target = '']) => ({
    source,
    sourcePort: 'out',
    target,
    targetPort: 'in',
  })),
};

test('a frame holds whole cards: the chain that it cuts comes apart, and joins again without it', () => {
  expect(chainsOf(line)).toEqual([['a', 'b', 'c', 'd']]);
  const { id, edits } = makeGroup(line, ['b', 'c']);
  const framed = applyEdits(line, edits);
  expect(chainsOf(framed)).toEqual([['a'], ['b', 'c'], ['d']]);
  expect(chainsOf(applyEdits(framed, removeGroup(framed, id)))).toEqual([['a', 'b', 'c', 'd']]);
});

test('a layer is in one group, and a frame around nothing goes', () => {
  const first = makeGroup(line, ['a', 'b']);
  const one = applyEdits(line, first.edits);
  const second = makeGroup(one, ['b', 'c']);
  const two = applyEdits(one, second.edits);
  expect(two.groups).toEqual([
    { id: 'group', title: 'Group', nodes: ['a'] },
    { id: 'group2', title: 'Group 2', nodes: ['b', 'c'] },
  ]);
  const joined = applyEdits(two, joinGroup(two, second.id, ['a', 'c']));
  expect(joined.groups).toEqual([{ id: 'group2', title: 'Group 2', nodes: ['b', 'a', 'c'] }]);
  expect(applyEdits(joined, leaveGroups(joined, ['a', 'b', 'c'])).groups).toEqual([]);
  // Layers that are removed leave their frame.
  expect(applyEdits(two, [{ edit: 'removeNodes', ids: ['b', 'c'] }]).groups.map(({ id }) => id)).toEqual([
    'group',
  ]);
});

test('title and colour change apart, and the colour can go', () => {
  const made = applyEdits(line, makeGroup(line, ['a']).edits);
  const red = applyEdits(made, changeGroup(made, 'group', { color: '#c4282d' }));
  const named = applyEdits(red, changeGroup(red, 'group', { title: 'Stem' }));
  expect(named.groups).toEqual([{ id: 'group', title: 'Stem', color: '#c4282d', nodes: ['a'] }]);
  expect(applyEdits(named, changeGroup(named, 'group', { color: null })).groups).toEqual([
    { id: 'group', title: 'Stem', nodes: ['a'] },
  ]);
});

test('notes come, change and go', () => {
  const one = applyEdits(line, addNote(line, { text: 'Why', x: 1, y: 2 }).edits);
  const two = applyEdits(one, addNote(one, { text: 'How', x: 3, y: 4 }).edits);
  expect(two.notes.map(({ id }) => id)).toEqual(['note', 'note2']);
  const wide = applyEdits(two, changeNote(two, 'note', { width: 300 }));
  expect(wide.notes[0]).toEqual({ id: 'note', text: 'Why', x: 1, y: 2, width: 300 });
  expect(applyEdits(wide, removeNote(wide, 'note')).notes.map(({ id }) => id)).toEqual(['note2']);
});

test('a group is folded and opened, and keeps what else is said of it', () => {
  const { id, edits } = makeGroup(line, ['a']);
  const grouped = applyEdits(line, edits);
  const folded = applyEdits(grouped, foldGroup(grouped, id, true));
  expect(findGroup(folded, id)).toEqual({ ...findGroup(grouped, id), collapsed: true });
  expect(applyEdits(folded, foldGroup(folded, id, false))).toEqual(grouped);
});
