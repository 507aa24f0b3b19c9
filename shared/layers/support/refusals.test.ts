/** What does not fit still shows the arithmetic that says so: the right answers are worked out by hand. */
import { describe, expect, it } from 'vitest';
import { parseParams } from '../../schema/fields';
import { findLayer } from '../index';
import type { Shape } from '../shape';

function refused(type: string, raw: Readonly<Record<string, unknown>>, input: Shape): readonly string[] {
  const layer = findLayer(type);
  if (!layer) throw new Error(`There is no ${type}.`);
  const { params, problems } = parseParams(layer.params, raw);
  expect(problems).toEqual([]);
  const { shapes, steps, findings } = layer.infer(params, [input]);
  expect(shapes).toEqual([]);
  expect(findings.map(({ severity }) => severity)).toContain('error');
  return steps.map(({ title, filled, result }) => `${title}: ${filled} = ${result}`);
}

const none = 'but at least 1 is needed';

describe('a refusal', () => {
  it.each([
    [
      'Conv2D',
      { kernelSize: [7, 7] },
      [5, 5, 6],
      [`Output height and width: (5 − 7 + 2·0) / 1 + 1 = −1, ${none}`],
    ],
    [
      'Conv2D',
      { kernelSize: [3, 3], dilationRate: [4, 4] },
      [5, 6, 6],
      [
        'Effective filter (height): 4·(3 − 1) + 1 = 9',
        `Output height: (5 − 9 + 2·0) / 1 + 1 = −3, ${none}`,
        'Effective filter (width): 4·(3 − 1) + 1 = 9',
        `Output width: (6 − 9 + 2·0) / 1 + 1 = −2, ${none}`,
      ],
    ],
    // The window fits; it is the groups that don't.
    ['Conv2D', { groups: 4, filters: 8 }, [8, 8, 6], ['Output height and width: (8 − 3 + 2·0) / 1 + 1 = 6']],
    [
      'DepthwiseConv2D',
      { kernelSize: [7, 7], strides: [2, 2] },
      [4, 4, 6],
      [`Output height and width: ⌊(4 − 7 + 2·0) / 2⌋ + 1 = −1 (from −0.5), ${none}`],
    ],
    [
      'SeparableConv2D',
      { kernelSize: [7, 7] },
      [6, 9, 6],
      [`Output height: (6 − 7 + 2·0) / 1 + 1 = 0, ${none}`, 'Output width: (9 − 7 + 2·0) / 1 + 1 = 3'],
    ],
    [
      'MaxPooling2D',
      { poolSize: [2, 2], strides: [2, 2], ceilMode: true },
      [1, 1, 6],
      [`Output height and width: ⌊(1 − 2 + 2·0) / 2⌋ + 1 = 0 (from 0.5), ${none}`],
    ],
    [
      'AveragePooling2D',
      { poolSize: [2, 2], strides: [2, 2], padding: [2, 2, 2, 2] },
      [4, 4, 6],
      ['Output height and width: (4 − 2 + 2·2) / 2 + 1 = 4'],
    ],
    [
      'Conv2DTranspose',
      { kernelSize: [3, 3], strides: [1, 1], padding: [3, 3, 3, 3] },
      [2, 2, 6],
      [`Output height: (2 − 1)·1 − 2·3 + 3 = −2, ${none}`, `Output width: (2 − 1)·1 − 2·3 + 3 = −2, ${none}`],
    ],
    [
      'Cropping2D',
      { top: 3, bottom: 4, left: 1, right: 1 },
      [5, 5, 6],
      [`Output height: 5 − 3 − 4 = −2, ${none}`, 'Output width: 5 − 1 − 1 = 3'],
    ],
    [
      'Padding2D',
      { top: 5, bottom: 5, left: 5, right: 5, mode: 'reflect' },
      [4, 4, 6],
      ['Output height: 4 + 5 + 5 = 14', 'Output width: 4 + 5 + 5 = 14'],
    ],
    [
      'Split',
      { axis: 'channels', parts: 3 },
      [4, 4, 8],
      ['Channels of each part: 8 / 3 = 2.67, but whole ones are needed'],
    ],
    [
      'Slice',
      { axis: 'channels', start: 6, length: 4 },
      [4, 4, 8],
      ['End of what is kept: 6 + 4 = 10, but there are 8 channels'],
    ],
    [
      'Reshape',
      { shape: [4, 4, 8] },
      [5, 5, 8],
      ['Numbers that come in: 5·5·8 = 200', 'Numbers that it makes: 4·4·8 = 128'],
    ],
  ])('of %s %j keeps its formula', (type, params, input, steps) => {
    expect(refused(type, params, input)).toEqual(steps);
  });
});
