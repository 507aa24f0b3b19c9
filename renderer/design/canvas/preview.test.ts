import { expect, test } from 'vitest';
import { compile } from '../../../shared/compiler/compile';
import type { DiagnosticCode } from '../../../shared/compiler/codes';
import type { ConvDocument } from '../../../shared/graph/document';
import { brokenNetworks } from '../../../shared/compiler/testing/broken-networks';
import { previewOf, type Preview } from './preview';

function previews(code: DiagnosticCode, index = 0): readonly (Preview | null)[] {
  const document: ConvDocument | undefined = brokenNetworks[code][index]?.document;
  const problem = document && compile(document).diagnostics.find((each) => each.code === code);
  return (problem?.fixes ?? []).map(({ edits }) => (document ? previewOf(document, edits) : null));
}

test('what is inserted shows on its wire, or between the rows of a card', () => {
  expect(previews('shapes-differ')[0]?.onWire).toEqual(new Map([['merge:in:0', 'Conv 1×1 · 128 · s2 · p0']]));
  // The layer is wired to the input, which has a card of its own.
  expect(previews('needs-vector')[0]?.onWire).toEqual(new Map([['dense1:in', 'Flatten']]));
  const last = previews('no-activation-between')[0];
  expect(last?.above).toEqual(new Map([['conv2d2', 'Activation ReLU']]));
  expect(last?.onWire.size).toBe(0);
});

test('what is changed, removed or cut shows where it is', () => {
  expect(previews('parameter-out-of-range')[0]?.changed).toEqual(new Set(['dense2']));
  expect(previews('dead-end', 2)[0]?.removed).toEqual(new Set(['side', 'sidepool']));
  expect(previews('superfluous-input')[0]?.cut).toEqual(new Set(['f:extra']));
  expect(previews('missing-input')[0]?.changed).toEqual(new Set(['fc']));
});

test('what is added at an end shows below it, and what takes a place in it', () => {
  expect(previews('dead-end')[0]?.below.size).toBe(1);
  const swap = previews('dense-holds-most')[0];
  expect(swap?.removed).toEqual(new Set(['flatten9']));
  expect([...(swap?.above ?? [])]).toEqual([['flatten9', 'Global average pool']]);
});

test('what changes inside a block shows on the block', () => {
  expect(previews('shapes-differ', 11)[0]?.changed).toEqual(new Set(['part']));
});

test('what can not be made shows nothing', () => {
  const { document } = brokenNetworks['cycle'][0]!;
  expect(previewOf(document, [{ edit: 'removeNodes', ids: ['nowhere'] }])).toBeNull();
});
