/** The frameworks' own first values in generated code: drawn as our network draws them (keras#9810). */
import { describe, expect, test } from 'vitest';
import { pythonFor } from '../../build/lib/find-python.mjs';
import { compile } from '../../shared/compiler/compile';
import type { Initializer } from '../../shared/layers/define';
import { generateCode, type Framework } from '../../shared/export/code/generate-code';
import type { ConvDocument } from '../../shared/graph/document';
import { initializerOptions } from '../../shared/layers/support/initializers';
import { block, definition, edges, expr, network, node } from './drawing';
import { startPython, type Answer } from './run-code';
import { madeInOrder } from './weights-in-order';

type Params = Readonly<Record<string, unknown>>;
const around = (name: string, type: string, params: Params): ConvDocument =>
  network(
    name,
    {},
    [
      node('in', 'Input', { shape: type === 'Dense' ? [40] : [12, 12, 12] }),
      node('layer', type, params),
      node('out', 'Output', { task: 'regression' }),
    ],
    edges('in -> layer', 'layer -> out'),
  );

const kernelSize = [7, 7];
/** Those whose fans the frameworks count otherwise are among them. */
const drawn: readonly (readonly [string, Params])[] = [
  ['Conv2D', { filters: 24, kernelSize }],
  ['Conv2D', { filters: 24, kernelSize, groups: 3 }],
  ['Conv2D', { filters: 12, kernelSize, groups: 12 }],
  ['Conv2D', { filters: 24, kernelSize, groups: 12 }],
  ['DepthwiseConv2D', { kernelSize }],
  ['DepthwiseConv2D', { kernelSize, depthMultiplier: 3 }],
  ['SeparableConv2D', { filters: 30, kernelSize, depthMultiplier: 2 }],
  ['Conv2DTranspose', { filters: 30, kernelSize }],
  ['Conv2DTranspose', { filters: 24, kernelSize, groups: 3 }],
  ['Dense', { units: 90 }],
  ['Dense', { units: 90, learned: false }],
];

const conv = definition(
  'conv',
  { how: 'heNormal', slope: 0.5 },
  [
    node('c', 'Conv2D', { filters: 20, kernelSize, padding: 'same', kernelInitializer: expr('how') }),
    node('p', 'PReLU', { initialSlope: expr('slope / 2') }),
  ],
  edges('c -> p'),
  [['in', 'c']],
  [['out', 'p']],
);
const mixed = network(
  'Begun in several ways',
  { conv },
  [
    node('in', 'Input', { shape: [12, 12, 12] }),
    block('a', 'conv'),
    block('b', 'conv', { how: 'glorotUniform', slope: 0.2 }, 2),
    node('pool', 'ScaledAveragePooling2D'),
    node('flat', 'Flatten'),
    node('fc', 'Dense', { units: 10, kernelInitializer: 'lecunUniform' }),
    node('out', 'Output', { task: 'regression' }),
  ],
  edges('in -> a', 'a -> b', 'b -> pool', 'pool -> flat', 'flat -> fc', 'fc -> out'),
);

const documents: readonly ConvDocument[] = [
  ...drawn.flatMap(([type, params], at) =>
    initializerOptions.map(({ value }) =>
      around(`${type} ${at}, ${value}`, type, { ...params, kernelInitializer: value }),
    ),
  ),
  ...['channel', 'one'].flatMap((shared) =>
    [0, 0.25, 0.1].map((initialSlope) =>
      around(`PReLU ${shared} ${initialSlope}`, 'PReLU', { shared, initialSlope }),
    ),
  ),
  ...['BatchNormalization', 'LayerNormalization', 'ScaledAveragePooling2D'].map((type) =>
    around(type, type, {}),
  ),
  around('GroupNormalization', 'GroupNormalization', { groups: 4 }),
  mixed,
];

/** Deviation and bounds. */
function expected(initializer: Initializer): { mean: number; deviation: number; most: number } {
  switch (initializer.kind) {
    case 'zeros':
      return { mean: 0, deviation: 0, most: 0 };
    case 'ones':
      return { mean: 1, deviation: 0, most: 1 };
    case 'constant':
      return { mean: initializer.value, deviation: 0, most: initializer.value };
    default: {
      const { kind, fanIn, fanOut } = initializer;
      const variance = kind.startsWith('glorot')
        ? 2 / (fanIn + fanOut)
        : (kind.startsWith('he') ? 2 : 1) / fanIn;
      const deviation = Math.sqrt(variance);
      // A uniform has its variance on ±√3σ; a normal that is cut at two deviations was 1 / 0.8796 as wide before.
      const most = deviation * (kind.endsWith('Uniform') ? Math.sqrt(3) : 2 / 0.87962566103423978);
      return { mean: 0, deviation, most };
    }
  }
}

describe.each(['keras', 'pytorch'] as const)('%s', (framework: Framework) => {
  const python = pythonFor[framework]();
  if (python === null) {
    test.skip('not run: there is no Python with it (npm run test:interop installs it)', () => undefined);
    return;
  }
  test('begins where our network begins', { timeout: 300_000 }, async () => {
    const runner = startPython(python, framework);
    const wrong: string[] = [];
    let compared = 0;
    for (const document of documents) {
      const compiled = compile(document);
      const { text, problems } = generateCode(compiled, framework);
      if (problems.length > 0) continue;
      const inputs = compiled.layers.flatMap(({ definition: { role }, outputShapes: [shape] }) =>
        role === 'input' && shape ? [shape.map(Number)] : [],
      );
      const { first = [], error }: Answer = await runner.ask({ code: text, inputs, first: true });
      if (error !== undefined) wrong.push(`${document.name}: ${error}`);
      madeInOrder(compiled, framework).forEach(({ layer, weights }, at) => {
        const said = first[at] ?? {};
        weights.forEach(({ name, as }, index) => {
          const spec = layer.weights.find((each) => each.name === name);
          const found = framework === 'keras' ? Object.values(said)[index] : said[as];
          if (!spec) return;
          compared += 1;
          const { mean, deviation, most } = expected(spec.initializer);
          const count = spec.shape.reduce((product, size) => product * size, 1);
          const [theirMean = NaN, theirDeviation = NaN, low = NaN, high = NaN] = found ?? [];
          // Five standard errors, and what float32 rounds.
          const isSo =
            Math.abs(theirMean - mean) <= (5 * deviation) / Math.sqrt(count) + 1e-6 &&
            Math.abs(theirDeviation - deviation) <= (5 * deviation) / Math.sqrt(2 * count) + 1e-6 &&
            Math.max(Math.abs(low), Math.abs(high)) <= most * 1.0001;
          if (!isSo)
            wrong.push(
              `${document.name}, ${layer.name}/${name}: ${String(found)}, not ${mean} ± ${deviation}`,
            );
        });
      });
    }
    await runner.end();
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(documents.length);
  });
});
