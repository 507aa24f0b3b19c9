import { expect, test } from 'vitest';
import { flattenChain, readChain } from '../graph/chain-notation';
import type { Finding, Layer } from '../layers/define';
import { findLayer } from '../layers/index';
import { fitChain, fitOf, leadsInto } from './fit';

const layer = (type: string, params = {}) => {
  const found = findLayer(type);
  if (!found) throw new Error(type);
  return { layer: found, params };
};
const chain = (text: string, entering: readonly number[] | null) => {
  const reading = readChain(text);
  if (!reading.ok) throw new Error(reading.message);
  return fitChain(flattenChain(reading.parts), entering).map(
    (each) => `${each.added ? '+' : ''}${each.layer.type}`,
  );
};

test('what fits says what comes out', () => {
  expect(fitOf(layer('Conv2D', { filters: 8 }), [28, 28, 1])).toEqual({ kind: 'fits', shape: [26, 26, 8] });
  expect(fitOf(layer('Add'), [4, 4, 2])).toEqual({ kind: 'fits', shape: [4, 4, 2] });
});

test('a dense layer behind a picture needs Flatten, behind a vector nothing', () => {
  expect(fitOf(layer('Dense'), [5, 5, 16])).toMatchObject({
    kind: 'insert',
    before: { layer: { type: 'Flatten' } },
    shape: [64],
  });
  expect(fitOf(layer('Dense'), [400]).kind).toBe('fits');
  expect(fitOf(layer('Dense'), null)).toEqual({ kind: 'fits', shape: [64] });
});

test('what can’t be mended says why', () => {
  const fit = fitOf(layer('Conv2D'), [10]);
  expect(fit.kind).toBe('no');
  expect(fit.kind === 'no' && fit.reason).toMatch(/Conv2D.*\.$/);
});

test('a row of layers gets what it needs, where that is known', () => {
  expect(chain('c3-8 pool dense 10', [28, 28, 1])).toEqual(['Conv2D', 'MaxPooling2D', '+Flatten', 'Dense']);
  expect(chain('c3-8 gap dense 10', null)).toEqual(['Conv2D', 'GlobalAveragePooling2D', 'Dense']);
  expect(chain('c3-8 dense 10', null)).toEqual(['Conv2D', '+Flatten', 'Dense']);
  // A vector as likely as a picture: nothing is added on suspicion.
  expect(chain('relu dense 10', null)).toEqual(['Activation', 'Dense']);
});

test('what could stand before a layer', () => {
  const dense = layer('Dense');
  expect(leadsInto(layer('Flatten'), dense)).toBe(true);
  expect(leadsInto(layer('MaxPooling2D'), dense)).toBe(false);
});

test('a vector beside the picture keeps no layer away, and what it can’t stand behind says why', () => {
  const modulate = { ...layer('Subtract').layer, infer: modulated };
  expect(fitOf({ layer: modulate, params: {} }, [4, 4, 2])).toEqual({ kind: 'fits', shape: [4, 4, 2] });
  expect(fitOf({ layer: modulate, params: {} }, [4])).toEqual({ kind: 'no', reason: 'It needs a picture.' });
});

/** Of a picture and a vector. */
const modulated: Layer['infer'] = (_, [picture = [], vector = []]) => {
  const refusal = (message: string): Finding => ({ severity: 'error', code: 'needs-picture', message });
  if (picture.length !== 3) return { shapes: [], steps: [], findings: [refusal('It needs a picture.')] };
  if (vector.length !== 1) return { shapes: [], steps: [], findings: [refusal('It needs a vector.')] };
  return { shapes: [picture], steps: [], findings: [] };
};
