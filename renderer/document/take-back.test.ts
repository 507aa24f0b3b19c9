import { describe, expect, test } from 'vitest';
import { findLayer } from '../../shared/layers/index';
import { replaceType } from '../../shared/graph/replace-type';
import { findTemplate } from '../../templates/index';
import { DocumentStore } from './document-store';

function open(name = 'lenet5_modern'): DocumentStore {
  const found = findTemplate(name);
  if (!found) throw new Error(`There is no template ${name}.`);
  return new DocumentStore(found.document, { notify: ({ message }) => expect.fail(message) });
}

const set = (documents: DocumentStore, label: string, id: string, params: Record<string, unknown>): void => {
  documents.transact(label, [{ edit: 'setParams', id, params }]);
};
const backOf = ({ compiled }: DocumentStore) =>
  compiled.diagnostics.flatMap(({ severity, fixes }) =>
    severity === 'error' ? fixes.filter(({ label }) => label.startsWith('Take back')) : [],
  );

function takeBack(documents: DocumentStore): void {
  const [fix] = backOf(documents);
  if (!fix) throw new Error('Nothing is offered to be taken back.');
  documents.transact(fix.label, fix.edits);
}

describe('the edit that broke the network', () => {
  test('is offered to be taken back by its name, and the network is then what it was', () => {
    const documents = open();
    const { totals } = documents.compiled;
    const before = documents.document;
    set(documents, 'Change kernel size of conv3', 'conv3', { kernelSize: [7, 7] });
    expect(backOf(documents).map(({ label }) => label)).toEqual(['Take back “Change kernel size of conv3”']);
    takeBack(documents);
    expect(documents.document.nodes).toEqual(before.nodes);
    expect(documents.compiled.totals).toEqual(totals);
    expect(documents.undoLabel).toContain('Take back');
  });

  test('is found where the error is far behind it, and behind what only moved cards', () => {
    const documents = open();
    set(documents, 'Change strides of conv1', 'conv1', { strides: [8, 8] });
    documents.transact('Move conv1', [{ edit: 'place', layout: { conv1: { x: 900, y: 40 } } }]);
    const [fix] = backOf(documents);
    expect(fix?.label).toBe('Take back “Change strides of conv1”');
    takeBack(documents);
    expect(documents.compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(documents.document.layout['conv1']).toMatchObject({ x: 900, y: 40 });
  });

  test('is another type, or a removed layer', () => {
    const replaced = open();
    const conv = replaced.document;
    const dense = findLayer('Dense');
    if (!dense) throw new Error('There is no Dense.');
    replaced.transact('Replace conv2', replaceType(conv, 'conv2', dense));
    takeBack(replaced);
    expect(new Set(replaced.document.nodes)).toEqual(new Set(conv.nodes));
    expect(new Set(replaced.document.edges)).toEqual(new Set(conv.edges));

    const removed = open();
    removed.transact('Delete flat1', [{ edit: 'removeNodes', ids: [nodeOfType(removed, 'Flatten')] }]);
    takeBack(removed);
    expect(new Set(removed.document.nodes)).toEqual(new Set(conv.nodes));
  });

  test('is not offered for errors that were there before it, nor for what others broke', () => {
    const documents = open();
    set(documents, 'Change kernel size of conv3', 'conv3', { kernelSize: [7, 7] });
    set(documents, 'Change filters of conv1', 'conv1', { filters: 8 });
    expect(backOf(documents)).toEqual([]);
    documents.undo();
    expect(backOf(documents)).toHaveLength(1);
    documents.undo();
    expect(backOf(documents)).toEqual([]);
  });
});

function nodeOfType({ document }: DocumentStore, type: string): string {
  const found = document.nodes.find((node) => node.type === type);
  if (!found) throw new Error(`There is no ${type}.`);
  return found.id;
}
