import { expect, test } from 'vitest';
import { compile } from '../../compiler/compile';
import { emptyDocument, type ConvDocument, type GraphNode } from '../../graph/document';
import { generateCode } from './generate-code';

/** One layer behind the other, from a picture to an output. */
function chain(
  ...layers: readonly (readonly [type: string, params: Readonly<Record<string, unknown>>])[]
): ConvDocument {
  const all = [['Input', { shape: [8, 8, 4] }], ...layers, ['Output', { task: 'regression' }]] as const;
  const nodes = all.map(([type, params], at): GraphNode => ({ id: `n${at}`, type, name: '', params }));
  return {
    ...emptyDocument('first values'),
    nodes,
    edges: nodes
      .slice(1)
      .map(({ id }, at) => ({ source: `n${at}`, sourcePort: 'out', target: id, targetPort: 'in' })),
  };
}
const INITIALIZER = /\w+_initializer=(?:'\w+'|[\w.]+\([^)]*\))/g;
const keras = (document: ConvDocument): string => generateCode(compile(document), 'keras').text;
const pytorch = (document: ConvDocument): string => generateCode(compile(document), 'pytorch').text;

test('Keras is told what it would begin otherwise, and nothing else', () => {
  const text = keras(
    chain(
      ['Conv2D', { filters: 4, kernelInitializer: 'heNormal' }],
      ['BatchNormalization', {}],
      ['PReLU', { initialSlope: 0.25 }],
      ['Flatten', {}],
      ['Dense', { units: 10 }],
    ),
  );
  expect(text.match(INITIALIZER)).toEqual([
    "kernel_initializer='he_normal'",
    'alpha_initializer=keras.initializers.Constant(0.25)',
  ]);
});

test('where Keras counts the fans otherwise, their variance is said', () => {
  const he = { kernelSize: [3, 3], kernelInitializer: 'heNormal' };
  const text = keras(
    chain(
      ['Conv2DTranspose', { filters: 6, ...he }],
      ['Conv2D', { filters: 6, groups: 6, ...he }],
      ['Conv2D', { filters: 12, groups: 6, ...he }],
      ['ScaledAveragePooling2D', {}],
    ),
  );
  expect(text.match(INITIALIZER)).toEqual([
    // Keras takes (height, width, OUT, IN) for (…, in, out).
    "kernel_initializer=keras.initializers.VarianceScaling(2, 'fan_out', 'truncated_normal')",
    // 2 / (9 · 1) as a depthwise kernel, whose fans are 9 · 6 and 9 · 1.
    "depthwise_initializer=keras.initializers.VarianceScaling(2, 'fan_out', 'truncated_normal')",
    // The same, whose fans are 9 · 6 and 9 · 2: 2 / 9 = 12 / 54.
    "depthwise_initializer=keras.initializers.VarianceScaling(12, 'fan_in', 'truncated_normal')",
    "depthwise_initializer='ones'",
  ]);
});

test('PyTorch draws all modules in one function, where those that look alike are drawn alike', () => {
  const both = chain(
    ['Conv2D', { filters: 4, kernelInitializer: 'heUniform' }],
    ['DepthwiseConv2D', { kernelInitializer: 'heUniform' }],
    ['Flatten', {}],
    ['Dense', { units: 10 }],
  );
  expect(pytorch(both)).toContain(`def first_values(layer):
    if isinstance(layer, nn.Conv2d) and layer.groups > 1:
        nn.init.kaiming_uniform_(layer.weight, mode='fan_out')
    elif isinstance(layer, nn.Conv2d):
        nn.init.kaiming_uniform_(layer.weight)
    elif isinstance(layer, nn.Linear):
        nn.init.xavier_uniform_(layer.weight)
    if isinstance(layer, (nn.Conv2d, nn.Linear)) and layer.bias is not None:
        nn.init.zeros_(layer.bias)


model = FirstValues()
model.apply(first_values)
`);
  const alike = chain(['Conv2D', { filters: 4 }], ['Flatten', {}], ['Dense', { units: 10 }]);
  expect(pytorch(alike)).toContain(`def glorot_uniform(layer):
    if isinstance(layer, (nn.Conv2d, nn.Linear)):
        nn.init.xavier_uniform_(layer.weight)
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
`);
});

test('PyTorch draws each module by itself, where they look alike and are drawn otherwise', () => {
  const text = pytorch(
    chain(
      ['Conv2D', { filters: 4, kernelInitializer: 'heUniform' }],
      ['Conv2D', { filters: 4, kernelInitializer: 'lecunUniform' }],
      ['GlobalAveragePooling2D', {}],
    ),
  );
  expect(text).toContain('he_uniform(nn.Conv2d(4, 4, kernel_size=3))');
  expect(text).toContain('lecun_uniform(nn.Conv2d(4, 4, kernel_size=3))');
  expect(text).not.toContain('model.apply');
});

test('a network without weights needs no function', () => {
  expect(pytorch(chain(['GlobalAveragePooling2D', {}]))).not.toMatch(/model\.apply|nn\.init/);
});
