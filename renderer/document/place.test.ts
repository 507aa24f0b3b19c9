import { beforeEach, describe, expect, test, vi } from 'vitest';
import { findTemplate } from '../../templates/index';
import type { ConvDocument } from '../../shared/graph/document';
import { makeBlock } from '../../shared/graph/make-block';
import { DocumentStore } from './document-store';
import { nodeAt, parsePath, placeOf } from './place';
import type { Notice } from './ui-store';

function template(name: string): ConvDocument {
  const found = findTemplate(name);
  if (!found) throw new Error(`There is no template ${name}.`);
  return found.document;
}
const resnet = template('resnet50');

/** ResNet-50 with its first two stages in a block of their own: blocks in blocks. */
function nested(): ConvDocument {
  const documents = new DocumentStore(resnet, { notify: (notice) => expect.fail(notice.message) });
  const made = makeBlock(resnet, ['stage1', 'stage2'], { name: 'body' });
  documents.transact('Make a block', made.edits);
  return documents.document;
}

describe('the way into blocks', () => {
  test('leads to a definition, in a copy', () => {
    const place = placeOf(resnet, [{ block: 'stage2', copy: 3 }]);
    expect(place.scope).toBe('bottleneck');
    expect(place.prefix).toBe('stage2[3]/');
    expect(place.levels[0]?.copies).toBe(4);
    expect(place.environment).toMatchObject({ i: 3, width: 128, stride: 2 });
  });

  test('ends where nothing is to be looked into, and takes the last copy for one that is gone', () => {
    expect(placeOf(resnet, [{ block: 'conv1', copy: 0 }]).path).toEqual([]);
    expect(placeOf(resnet, [{ block: 'nowhere', copy: 0 }]).graph).toBe(resnet);
    expect(placeOf(resnet, [{ block: 'stage1', copy: 9 }]).path).toEqual([{ block: 'stage1', copy: 2 }]);
  });

  test('is what a flat id says', () => {
    expect(parsePath('body/stage2[3]/conv1')).toEqual({
      path: [
        { block: 'body', copy: 0 },
        { block: 'stage2', copy: 3 },
      ],
      node: 'conv1',
    });
    expect(nodeAt('', 'stage2[3]/conv1')).toBe('stage2');
    expect(nodeAt('stage2[3]/', 'stage2[3]/conv1')).toBe('conv1');
    expect(nodeAt('stage2[3]/', 'stage2[1]/conv1')).toBeNull();
  });
});

describe('the graph in view', () => {
  const notify = vi.fn<(notice: Notice) => void>();
  let documents: DocumentStore;
  beforeEach(() => {
    notify.mockReset();
    documents = new DocumentStore(resnet, { notify });
  });

  test('is edited where it is, and each row shows the copy that is looked at', () => {
    expect(documents.open('stage2', 1)).toBe(true);
    expect(documents.scope).toBe('bottleneck');
    expect(documents.layer('conv2')?.id).toBe('stage2[1]/conv2');
    expect(documents.layer('conv2')?.params['strides']).toEqual([1, 1]);
    // The first copy alone projects its shortcut.
    expect(documents.layer('project')).toBeUndefined();
    documents.showCopy(0);
    expect(documents.layer('conv2')?.params['strides']).toEqual([2, 2]);
    expect(documents.layer('project')?.id).toBe('stage2[0]/project');

    documents.transact('Change', [
      { edit: 'setParams', ...documents.within, id: 'conv2', params: { filters: 8 } },
    ]);
    expect(documents.document.nodes).toBe(resnet.nodes);
    expect(documents.layer('conv2')?.params['filters']).toBe(8);
    expect(documents.compiled.byId.get('stage4[2]/conv2')?.params['filters']).toBe(8);
  });

  test('stands for all layers of the blocks in it', () => {
    expect(documents.layersOf('stage1')).toHaveLength(32);
    expect(documents.layersOf('conv1').map(({ id }) => id)).toEqual(['conv1']);
  });

  test('selects the block that is left, and nothing in the one that is entered', () => {
    documents.select(['stage2']);
    documents.open('stage2');
    expect([...documents.selection]).toEqual([]);
    documents.select(['conv1']);
    documents.showCopy(2);
    expect([...documents.selection]).toEqual(['conv1']);
    documents.leave();
    expect(documents.scope).toBeNull();
    expect([...documents.selection]).toEqual(['stage2']);
    documents.leave();
    expect(documents.scope).toBeNull();
  });

  test('can’t be a layer, nor what is missing', () => {
    expect(documents.open('conv1')).toBe(false);
    expect(documents.open('nowhere')).toBe(false);
    expect(documents.scope).toBeNull();
  });

  test('is that of a flat layer, in its copy', () => {
    expect(documents.show('stage3[4]/conv2')).toBe('conv2');
    expect(documents.place.path).toEqual([{ block: 'stage3', copy: 4 }]);
    expect([...documents.selection]).toEqual(['conv2']);
    expect(documents.show('conv1')).toBe('conv1');
    expect(documents.scope).toBeNull();
  });

  test('goes up to what is left where undo takes the block away', () => {
    const made = makeBlock(resnet, ['stage1', 'stage2'], { name: 'body' });
    documents.transact('Make a block', made.edits);
    documents.open(made.block);
    documents.open('stage2', 2);
    expect(documents.place.prefix).toBe(`${made.block}/stage2[2]/`);
    documents.select(['conv1']);
    documents.undo();
    expect(documents.scope).toBeNull();
    expect(documents.graph).toBe(documents.document);
    expect([...documents.selection]).toEqual([]);
    documents.redo();
    expect(documents.scope).toBeNull();
  });

  test('goes up one block where only the inner one is gone', () => {
    documents.load(nested());
    const body = documents.document.nodes.find(({ name }) => name === 'body')?.id ?? '';
    documents.open(body);
    documents.open('stage1');
    documents.transact('Remove', [
      { edit: 'removeNodes', scope: documents.place.levels[0]?.node.definition ?? '', ids: ['stage1'] },
    ]);
    expect(documents.place.path).toEqual([{ block: body, copy: 0 }]);
    documents.load(resnet);
    expect(documents.place.path).toEqual([]);
  });

  test('shows another copy where the last ones are gone', () => {
    documents.open('stage2', 3);
    documents.transact('Repeat', [{ edit: 'setBlock', id: 'stage2', repeat: 2 }]);
    expect(documents.place.path).toEqual([{ block: 'stage2', copy: 1 }]);
    documents.transact('Repeat', [{ edit: 'setBlock', id: 'stage2', repeat: 1 }]);
    expect(documents.place.prefix).toBe('stage2/');
  });

  test('has the problems of its copy', () => {
    documents.open('stage2', 0);
    expect(documents.problemNode({ nodeId: 'stage2[0]/conv1', documentNode: 'stage2' })).toBe('conv1');
    expect(documents.problemNode({ nodeId: 'stage2[1]/conv1', documentNode: 'stage2' })).toBeNull();
    documents.leave();
    expect(documents.problemNode({ nodeId: 'stage2[1]/conv1', documentNode: 'stage2' })).toBe('stage2');
    expect(documents.problemNode({ nodeId: null, documentNode: null })).toBeNull();
  });

  test('says why edits that are still to be found out can’t be made', () => {
    const done = documents.attempt('Make a block', (document) => makeBlock(document, ['input']).edits);
    expect(done).toBe(false);
    expect(notify).toHaveBeenCalledOnce();
    expect(notify.mock.calls[0]?.[0]).toMatchObject({ kind: 'error' });
    expect(notify.mock.calls[0]?.[0].message).toContain('input');
  });
});
