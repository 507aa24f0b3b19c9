import { describe, expect, test } from 'vitest';
import { layers } from '../layers/index';
import { flattenChain, readChain } from './chain-notation';

/** `Conv2D 3,3 64 …`: type and what was said of it. */
function read(text: string): readonly string[] {
  const reading = readChain(text);
  if (!reading.ok) throw new Error(reading.message);
  return flattenChain(reading.parts).map(({ layer, params }) =>
    [layer.type, ...Object.entries(params).map(([name, value]) => `${name}=${String(value)}`)].join(' '),
  );
}
const types = (text: string): readonly string[] => read(text).map((line) => line.split(' ')[0] ?? '');

const conv64 = 'Conv2D padding=same kernelSize=3,3 filters=64';

test('the notation of VGG', () => {
  expect(types('c3-64 bn relu x2 pool dense 10')).toEqual([
    'Conv2D',
    'BatchNormalization',
    'Activation',
    'Conv2D',
    'BatchNormalization',
    'Activation',
    'MaxPooling2D',
    'Dense',
  ]);
  expect(read('conv3-64, conv3-64, maxpool, FC-4096')).toEqual([
    conv64,
    conv64,
    'MaxPooling2D',
    'Dense units=4096',
  ]);
});

test.each([
  ['c3-64', conv64],
  ['conv 3x3 64', conv64],
  ['Conv2D 64 3×3', 'Conv2D padding=same filters=64 kernelSize=3,3'],
  ['nn.Conv2d 3x3 64', conv64],
  ['c7-64/2', 'Conv2D padding=same kernelSize=7,7 filters=64 strides=2,2'],
  ['c7-64 s2', 'Conv2D padding=same kernelSize=7,7 filters=64 strides=2,2'],
  ['c5x3-8 valid', 'Conv2D padding=valid kernelSize=5,3 filters=8'],
  ['c3-8 p1', 'Conv2D padding=1,1,1,1 kernelSize=3,3 filters=8'],
  ['dw3', 'DepthwiseConv2D padding=same kernelSize=3,3'],
  ['max2', 'MaxPooling2D poolSize=2,2 strides=2,2'],
  ['pool3/2', 'MaxPooling2D poolSize=3,3 strides=2,2'],
  ['max pool 3x3', 'MaxPooling2D poolSize=3,3 strides=3,3'],
  ['avg2', 'AveragePooling2D poolSize=2,2 strides=2,2'],
  ['dropout 0.5', 'Dropout rate=0.5'],
  ['dropout.5', 'Dropout rate=0.5'],
  ['gelu', 'Activation activation=gelu'],
  ['relu6', 'Activation activation=relu6'],
  ['leaky relu', 'Activation activation=leakyRelu'],
  ['gap', 'GlobalAveragePooling2D'],
  ['global average pooling', 'GlobalAveragePooling2D'],
  ['dense10', 'Dense units=10'],
  ['input 32x32x3', 'Input shape=32,32,3'],
])('%s', (text, layer) => {
  expect(read(text)).toEqual([layer]);
});

describe('repeats', () => {
  test('brackets say what is repeated, and may lie in one another', () => {
    expect(types('(c3-64 relu)x2 pool')).toEqual([
      'Conv2D',
      'Activation',
      'Conv2D',
      'Activation',
      'MaxPooling2D',
    ]);
    expect(types('((bn relu)x2 pool) x 2')).toHaveLength(10);
    expect(types('(bn relu) pool')).toHaveLength(3);
  });

  test('without brackets, all since the last convolution or dense layer, once', () => {
    expect(types('pool c3-8 relu x2')).toEqual([
      'MaxPooling2D',
      'Conv2D',
      'Activation',
      'Conv2D',
      'Activation',
    ]);
    // What was repeated is not repeated again.
    expect(types('c3-8 x2 relu x2')).toEqual(['Conv2D', 'Conv2D', 'Activation', 'Activation']);
  });
});

test.each([
  ['c3-64 wibble', 6, '“wibble” at character 7 is the name of no layer.'],
  ['x2', 0, '“x2” at character 1 has no layers before it to repeat.'],
  ['c3-64 x2 x3', 9, '“x3” at character 10 has no layers before it to repeat.'],
  ['(c3-64 relu', 0, 'The bracket at character 1 is not closed.'],
  ['c3-64)', 5, 'The bracket at character 6 closes nothing.'],
  ['flatten 10', 8, '“10” at character 9: Flatten takes no number.'],
  ['relu/2', 0, '“2” at character 1: Activation has no stride.'],
  ['conv 3 64', 7, '“64” at character 8: Filters of Conv2D was already given. A size is written 3x3.'],
  ['dropout 5', 0, '“dropout” at character 1: Rate must be a number from 0 to 0.99; it is 5.'],
  ['64', 0, '“64” at character 1 stands behind no layer that takes a number.'],
  ['c3-8 x499 relu x9', 0, null],
])('%s is refused, and it is said where', (text, at, message) => {
  const reading = readChain(text);
  if (message === null) {
    expect(reading.ok).toBe(false);
    return;
  }
  expect(reading).toEqual({ ok: false, at, message });
});

test.each(layers.filter(({ role }) => role !== 'block'))(
  '$type is known by its type and by its label',
  (layer) => {
    expect(types(layer.type)).toEqual([layer.type]);
    expect(readChain(layer.label).ok).toBe(true);
  },
);
