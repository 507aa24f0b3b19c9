/** Each piece of advice is provoked once, goes when its fix is applied, and stays away where it would be wrong. */
import { expect, test } from 'vitest';
import { applyEdits } from '../../graph/apply';
import { emptyDocument, type ConvDocument, type GraphNode } from '../../graph/document';
import { compile } from '../compile';

type Row = readonly [type: string, params?: Readonly<Record<string, unknown>>];
function chain(shape: readonly number[], ...rows: readonly Row[]): ConvDocument {
  const nodes = [['Input', { shape }] as Row, ...rows].map(([type, params = {}], i): GraphNode => {
    const id = `${type}${i}`;
    return { id, type, name: id, params };
  });
  const edges = nodes.slice(1).map(({ id }, i) => {
    return { source: nodes[i]?.id ?? '', sourcePort: 'out', target: id, targetPort: 'in' };
  });
  return { ...emptyDocument(), nodes, edges };
}
const codes = (document: ConvDocument): readonly string[] =>
  compile(document).diagnostics.map(({ code }) => code);

const conv = (filters = 8, size = 3): Row => [
  'Conv2D',
  { filters, kernelSize: [size, size], padding: 'same' },
];
const relu: Row = ['Activation'];
const pool: Row = ['MaxPooling2D'];
const head: readonly Row[] = [['GlobalAveragePooling2D'], ['Dense', { units: 10 }], ['Output']];
/** Sees enough of 16×16. */
const body: readonly Row[] = [conv(), relu, pool, conv(), relu, pool, conv(), relu];
const small = [16, 16, 1];

const provoked: readonly (readonly [string, ConvDocument])[] = [
  [
    'softmax-before-loss',
    chain(
      small,
      ...body,
      ...head.slice(0, 2),
      ['Activation', { activation: 'softmax' }],
      ['Dropout'],
      ['Output'],
    ),
  ],
  [
    'softmax-before-loss',
    chain(
      small,
      ...body,
      ...head.slice(0, 2),
      ['Activation', { activation: 'softmax' }],
      ['Output', { task: 'multilabel' }],
    ),
  ],
  [
    'sigmoid-for-exclusive-classes',
    chain(small, ...body, ...head.slice(0, 2), ['Activation', { activation: 'sigmoid' }], ['Output']),
  ],
  ['no-activation-between', chain(small, conv(), conv(), relu, pool, ...body, ...head)],
  [
    'no-activation-between',
    chain(
      small,
      ...body,
      ['Flatten'],
      ['Dense', { units: 32 }],
      ['Dropout'],
      ['Dense', { units: 10 }],
      ['Output'],
    ),
  ],
  ['bias-before-norm', chain(small, conv(), ['BatchNormalization'], relu, pool, ...body, ...head)],
  [
    'bias-before-norm',
    chain(
      small,
      conv(),
      ['BatchNormalization'],
      relu,
      conv(),
      ['BatchNormalization'],
      relu,
      ...body,
      ...head,
    ),
  ],
  ['norm-after-dropout', chain(small, conv(), relu, ['Dropout'], ['BatchNormalization'], ...body, ...head)],
  [
    'dense-holds-most',
    chain(
      [64, 64, 1],
      ...body,
      ['Flatten'],
      ['Dense', { units: 512 }],
      relu,
      ['Dense', { units: 10 }],
      ['Output'],
    ),
  ],
  [
    'no-pooling-before-flatten',
    chain(small, conv(8, 5), relu, conv(8, 5), relu, ['Flatten'], ['Dense', { units: 10 }], ['Output']),
  ],
  ['filters-shrink', chain(small, conv(64), relu, pool, conv(16), relu, pool, conv(64), relu, ...head)],
  [
    'receptive-field-small',
    chain([64, 64, 1], ...Array.from({ length: 5 }, () => [conv(), relu]).flat(), ...head),
  ],
  [
    'receptive-field-large',
    chain(
      [8, 8, 1],
      ...Array.from({ length: 5 }, () => [
        conv(8, 7),
        relu,
        ['MaxPooling2D', { padding: 'same' }] as Row,
      ]).flat(),
      ...head,
    ),
  ],
];

test.each(provoked)('%s: said once, and each fix takes it away without an error', (code, document) => {
  const { diagnostics } = compile(document);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const said = diagnostics.filter((each) => each.code === code);
  expect(said).toHaveLength(1);
  const fixes = said[0]?.fixes ?? [];
  expect(fixes.length).toBeGreaterThan(0);
  for (const { edits } of fixes) {
    const mended = compile(applyEdits(document, edits));
    expect(mended.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(mended.diagnostics.map((each) => each.code)).not.toContain(code);
  }
});

test('what is done on purpose is left in peace', () => {
  const bottleneck: readonly Row[] = [conv(64, 1), relu, conv(64), relu, conv(16, 1), conv(64, 1), relu];
  expect(codes(chain(small, ...body, ...bottleneck, ...head))).toEqual([]);
  const softmaxLast = chain(
    small,
    ...body,
    ...head.slice(0, 2),
    ['Activation', { activation: 'softmax' }],
    ['Output'],
  );
  expect(codes(softmaxLast)).toEqual([]);
});

test('while something is wrong, nothing else is said', () => {
  const broken = chain(small, conv(), conv(), ['Dense', { units: 10 }], ['Output']);
  expect(codes(broken)).toEqual(['needs-vector']);
});
