/** Advice stays away where it would be wrong; that it comes where it should is in diagnostics.test.ts. */
import { expect, test } from 'vitest';
import type { ConvDocument } from '../../graph/document';
import { compile } from '../compile';
import { chain, type Row } from '../testing/drawn';

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
