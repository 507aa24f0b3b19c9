import { expect, test } from 'vitest';
import { applyEdits } from '../../graph/apply';
import type { ConvDocument, Definition } from '../../graph/document';
import type { Edit } from '../../graph/edit';
import { startHistory, transact, undo } from '../../graph/history';
import { makeBlock } from '../../graph/make-block';
import { parseDocument, serializeDocument } from '../../format/document-format';
import { compile } from '../compile';
import type { Compiled, Diagnostic } from '../compiled';
import { chain } from '../testing/drawn';
import { brokenNetworks } from '../testing/broken-networks';
import { dismissal } from './dismissal';

const dropout = ['Dropout'] as const;
const norm = ['BatchNormalization'] as const;
const conv = ['Conv2D', { padding: 'same', useBias: false, filters: 8 }] as const;
/** Told twice, of bn3 and of bn6. */
const told = chain(
  [4, 4, 1],
  conv,
  dropout,
  norm,
  conv,
  dropout,
  norm,
  ['GlobalAveragePooling2D'],
  ['Dense', { units: 10 }],
  ['Output'],
);
const of = ({ diagnostics }: Pick<Compiled, 'diagnostics'>): readonly Diagnostic[] =>
  diagnostics.filter(({ code }) => code === 'norm-after-dropout');
const edits = (document: ConvDocument, where: 'here' | 'everywhere'): readonly Edit[] => {
  const compiled = compile(document);
  const [first] = of(compiled);
  if (!first) throw new Error('Nothing is said.');
  return dismissal(compiled, first, where) ?? [];
};

test('advice is dismissed of one layer, or of the network, in one step that can be undone', () => {
  expect(of(compile(told))).toHaveLength(2);
  const here = transact(startHistory(told), 'Dismiss', edits(told, 'here'));
  expect(of(compile(here.document)).map(({ nodeId }) => nodeId)).toEqual(['batchnormalization6']);
  expect(compile(here.document).dismissed.map(({ nodeId }) => nodeId)).toEqual(['batchnormalization3']);
  const everywhere = applyEdits(here.document, edits(here.document, 'everywhere'));
  expect(of(compile(everywhere))).toEqual([]);
  expect(compile(everywhere).dismissed).toHaveLength(2);
  // What held here is contained in what holds everywhere.
  expect(everywhere.dismissed).toEqual([{ code: 'norm-after-dropout' }]);
  expect(undo(here).document).toBe(told);
  const back = applyEdits(everywhere, [{ edit: 'setDismissed', dismissed: [] }]);
  expect(back).toEqual(told);
  expect('dismissed' in back).toBe(false);
});

test('it is saved with the document', () => {
  const dismissed = applyEdits(told, edits(told, 'here'));
  expect(parseDocument(serializeDocument(dismissed))).toEqual(dismissed);
  expect(serializeDocument(told)).not.toContain('dismissed');
});

test('it goes with its layer, and a new name changes nothing', () => {
  const dismissed = applyEdits(told, edits(told, 'here'));
  const renamed = applyEdits(dismissed, [{ edit: 'renameNode', id: 'batchnormalization3', name: 'another' }]);
  expect(compile(renamed).dismissed).toHaveLength(1);
  const other = applyEdits(dismissed, [{ edit: 'removeNodes', ids: ['dropout5'] }]);
  expect(other.dismissed).toHaveLength(1);
  const removed = applyEdits(dismissed, [{ edit: 'removeNodes', ids: ['batchnormalization3'] }]);
  expect('dismissed' in removed).toBe(false);
});

test('inside a block it holds for the layer of the definition, and goes with it', () => {
  const { nodes, edges } = told;
  const inner = nodes.slice(1, 7);
  const ids = new Set(inner.map(({ id }) => id));
  const part: Definition = {
    name: 'Part',
    params: [],
    nodes: inner,
    edges: edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
    inputs: [{ name: 'in', node: inner[0]?.id ?? '', port: 'in' }],
    outputs: [{ name: 'out', node: inner.at(-1)?.id ?? '', port: 'out' }],
  };
  const block = { id: 'b', type: 'Block', name: 'b', params: {}, definition: 'part', args: {}, repeat: 3 };
  const document: ConvDocument = {
    ...told,
    nodes: [...nodes.filter(({ id }) => !ids.has(id)), block],
    edges: [
      { source: 'input0', sourcePort: 'out', target: 'b', targetPort: 'in' },
      { source: 'b', sourcePort: 'out', target: nodes[7]?.id ?? '', targetPort: 'in' },
      ...edges.slice(7),
    ],
    definitions: { part },
  };
  const dismissed = applyEdits(document, edits(document, 'here'));
  expect(dismissed.dismissed).toEqual([
    { code: 'norm-after-dropout', scope: 'part', node: 'batchnormalization3' },
  ]);
  expect(of(compile(dismissed)).map(({ nodeId }) => nodeId)).toEqual(['b[0]/batchnormalization6']);
  const without = applyEdits(dismissed, [
    { edit: 'removeNodes', scope: 'part', ids: ['batchnormalization3'] },
  ]);
  expect('dismissed' in without).toBe(false);
  const gone = applyEdits(dismissed, [
    { edit: 'removeNodes', ids: ['b'] },
    { edit: 'setDefinition', id: 'part', definition: null },
  ]);
  expect('dismissed' in gone).toBe(false);
});

test('it follows its layer into a block that is made of it', () => {
  const dismissed = applyEdits(told, edits(told, 'here'));
  const { edits: made } = makeBlock(dismissed, ['dropout2', 'batchnormalization3']);
  const after = applyEdits(dismissed, made);
  expect(after.dismissed).toMatchObject([{ code: 'norm-after-dropout', node: 'batchnormalization3' }]);
  expect(after.dismissed?.[0]?.scope).toBeDefined();
  expect(compile(after).dismissed).toHaveLength(1);
});

test('errors and warnings can not be dismissed, even by a file that says so', () => {
  for (const code of ['needs-vector', 'softmax-before-loss'] as const) {
    const document = brokenNetworks[code][0]?.document ?? told;
    const compiled = compile(document);
    const problem = compiled.diagnostics.find((each) => each.code === code);
    expect(problem && dismissal(compiled, problem, 'everywhere')).toBeNull();
    const insisting = compile({ ...document, dismissed: [{ code }] });
    expect(insisting.diagnostics.map((each) => each.code)).toContain(code);
    expect(insisting.dismissed).toEqual([]);
  }
});
