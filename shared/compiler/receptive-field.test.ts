import { describe, expect, test } from 'vitest';
import { findTemplate, templates } from '../../templates/index';
import type { ConvDocument } from '../graph/document';
import { compile } from './compile';
import { chain, drawing, node, type Row } from './testing/drawn';
import { bruteForce } from './testing/brute-force-field';

/** Ids are the types in lower case and their places. */
const fieldsOf = (document: ConvDocument, ...ids: readonly string[]) => {
  const compiled = compile(document);
  return ids.map((id) => {
    const field = compiled.byId.get(id)?.receptiveField;
    return field && field !== 'all' ? { size: field.size, stride: field.stride } : field;
  });
};
const sizesOf = (document: ConvDocument, ...ids: readonly string[]) =>
  fieldsOf(document, ...ids).map((field) => (field && field !== 'all' ? field.size.join('×') : field));
const same = (kernelSize: readonly number[], more: Readonly<Record<string, unknown>> = {}): Row => [
  'Conv2D',
  { filters: 1, kernelSize, padding: 'same', ...more },
];
const up = (params: Readonly<Record<string, unknown>> = {}): Row => [
  'UpSampling2D',
  { size: [2, 2], ...params },
];

describe('what a position sees', () => {
  test('behind nearest upsampling is what the fewer positions before it see', () => {
    const network = chain([16, 16, 1], ['MaxPooling2D'], up(), same([3, 3]));
    expect(fieldsOf(network, 'maxpooling2d1', 'upsampling2d2', 'conv2d3')).toEqual([
      { size: [2, 2], stride: [2, 2] },
      { size: [2, 2], stride: [1, 1] },
      { size: [4, 4], stride: [1, 1] },
    ]);
  });

  test('of bilinear upsampling are the two neighbours on each axis', () => {
    const bilinear = up({ interpolation: 'bilinear' });
    expect(sizesOf(chain([4, 4, 1], bilinear), 'upsampling2d1')).toEqual(['2×2']);
    const corners = up({ size: [3, 2], interpolation: 'bilinear', alignCorners: true });
    expect(sizesOf(chain([5, 4, 1], corners, same([3, 3])), 'upsampling2d1', 'conv2d2')).toEqual([
      '2×2',
      '3×3',
    ]);
  });

  test('is told by the axes of the input, wherever they are', () => {
    const network = chain([16, 16, 1], same([1, 5]), ['Permute'], same([1, 5]), ['Permute', { dims: '132' }]);
    expect(sizesOf(network, 'conv2d1', 'permute2', 'conv2d3', 'permute4')).toEqual([
      '1×5',
      '1×5',
      '5×5',
      // Its rows are columns of the input, and its columns are channels, which are made from all rows.
      '20×5',
    ]);
  });

  test('of adaptive pooling is the largest bin', () => {
    const network = chain(
      [1, 5, 1],
      same([1, 1]),
      ['AdaptiveAveragePooling2D', { outputSize: [1, 3] }],
      ['Flatten'],
    );
    expect(fieldsOf(network, 'adaptiveaveragepooling2d2', 'flatten3')).toEqual([
      { size: [1, 3], stride: [1, 5 / 3] },
      { size: [1, 3], stride: [1, 5 / 3] },
    ]);
  });

  test('are whole pixels, the most of any position', () => {
    const back: Row = ['Conv2DTranspose', { filters: 1, kernelSize: [2, 2], strides: [2, 2] }];
    const valid = (size: number): Row => ['Conv2D', { filters: 1, kernelSize: [size, size] }];
    expect(
      sizesOf(
        chain([8, 8, 1], back, valid(2), back, valid(3)),
        'conv2dtranspose1',
        'conv2d2',
        'conv2dtranspose3',
        'conv2d4',
      ),
    ).toEqual(['1×1', '2×2', '2×2', '2×2']);
  });

  test('may be nothing, between the pixels that a transposed convolution spreads', () => {
    const apart: Row = ['Conv2DTranspose', { filters: 1, kernelSize: [1, 1], strides: [2, 2] }];
    const odd: Row = ['Cropping2D', { top: 1, bottom: 1, left: 1, right: 1 }];
    const strided: Row = ['Conv2D', { kernelSize: [1, 1], strides: [2, 2] }];
    expect(
      sizesOf(chain([8, 8, 1], apart, same([3, 3]), odd), 'conv2dtranspose1', 'conv2d2', 'cropping2d3'),
    ).toEqual(['1×1', '2×2', '2×2']);
    expect(sizesOf(chain([8, 8, 1], apart, odd, strided), 'conv2d3')).toEqual(['0×0']);
  });

  test('spans what all paths lead to', () => {
    const document = drawing(
      [
        node('in', 'Input', { shape: [16, 16, 4] }),
        node('halves', 'Split', { axis: 'rows' }),
        node('far', 'Concatenate'),
        node('turned', 'Permute'),
        node('both', 'Add'),
      ],
      ['in', 'halves'],
      ['halves:out:0', 'far:in:0'],
      ['halves:out:1', 'far:in:1'],
      ['in', 'turned'],
      ['turned', 'both:in:0'],
      ['in', 'both:in:1'],
    );
    // Eight rows apart; and (0, 15) together with (15, 0).
    expect(sizesOf(document, 'halves', 'far', 'both')).toEqual(['1×1', '9×1', '16×16']);
  });

  test('is told for each input of the network, of which the largest is shown', () => {
    const document = drawing(
      [
        node('a', 'Input', { shape: [16, 16, 1] }),
        node('b', 'Input', { shape: [18, 18, 1] }),
        node('conv', 'Conv2D', { filters: 1, kernelSize: [3, 3] }),
        node('sum', 'Add'),
      ],
      ['b', 'conv'],
      ['a', 'sum:in:0'],
      ['conv', 'sum:in:1'],
    );
    expect(sizesOf(document, 'sum')).toEqual(['3×3']);
  });

  test('is all of the input behind global pooling, a dense layer, or statistics of the whole picture', () => {
    const norm: Row = ['GroupNormalization', { groups: 1 }];
    const network = chain(
      [8, 8, 2],
      same([3, 3]),
      norm,
      same([3, 3]),
      ['Flatten'],
      ['Dense'],
      ['Custom', { outputShape: 'n' }],
    );
    expect(sizesOf(network, 'conv2d1', 'groupnormalization2', 'conv2d3', 'dense5', 'custom6')).toEqual([
      '3×3',
      'all',
      'all',
      'all',
      'all',
    ]);
  });

  test('is unknown behind a layer of one’s own', () => {
    const network = chain([8, 8, 1], ['Custom'], same([3, 3]), ['GlobalAveragePooling2D']);
    expect(sizesOf(network, 'custom1', 'conv2d2', 'globalaveragepooling2d3')).toEqual([null, null, 'all']);
  });
});

/** The last map before all positions become one. */
function lastField(name: string): string {
  const document = findTemplate(name)?.document;
  if (!document) throw new Error(`There is no template ${name}.`);
  const { layers } = compile(document);
  const fields = layers.flatMap(({ receptiveField: field }) => (field && field !== 'all' ? [field] : []));
  return fields.at(-1)?.size.join('×') ?? '';
}

describe('is what others have measured', () => {
  // Araujo et al. 2019, the table of their section 3, of TF-Slim's networks; Keras' ResNets stride where Slim's do.
  test.each([
    ['alexnet', 195],
    ['vgg16', 212],
    ['mobilenet_v1', 315],
    ['keras_resnet50', 483],
    ['keras_resnet101', 1027],
    ['keras_resnet152', 1507],
    ['inception_v3', 1311],
  ])('in %s', (name, size) => {
    expect(lastField(name)).toBe(`${size}×${size}`);
  });

  test('in LeNet-5, whose last convolution sees the whole picture', () => {
    const fields = fieldsOf(findTemplate('lenet5')?.document ?? drawing([]), 'C1', 'S2', 'C3', 'S4', 'C5');
    expect(fields.map((field) => (field && field !== 'all' ? field.size[0] : field))).toEqual([
      5, 6, 14, 16, 32,
    ]);
  });

  test('in U-Net, whose last positions see 188 or 204 pixels', () => {
    const compiled = compile(findTemplate('unet')?.document ?? drawing([]));
    const last = compiled.layers.findLast(({ definition }) => definition.role === 'linear');
    const [rows] = compiled.sightsAt(last?.id ?? '', 'out') ?? [];
    const seen = Array.from({ length: 256 }, (_, row) => rows?.at(row, 0)).map((interval) =>
      interval ? interval.last - interval.first + 1 : 0,
    );
    expect(new Set(seen)).toEqual(new Set([188, 204]));
  });
});

describe('brute force agrees', () => {
  test.each(templates.map(({ name, document }) => [name, document] as const))('in %s', (_, document) => {
    const compiled = compile(document);
    for (const axis of [0, 1] as const) {
      const brute = bruteForce(compiled, { only: axis });
      for (const layer of compiled.layers) {
        const field = layer.receptiveField;
        expect(field).not.toBe(null);
        // A vector that was a picture shows what the picture did.
        if (field === null || field === 'all' || layer.outputShapes[0]?.length === 1) continue;
        expect(field.size[axis], layer.id).toBe(brute.fieldOf(layer)[axis]);
      }
    }
  });
});
