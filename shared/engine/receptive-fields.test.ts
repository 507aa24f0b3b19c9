/**
 * Receptive fields, by running networks with one pixel changed after the other. That they are what brute force finds is
 * tested with all else that is said of random networks. `GRAPH_SEED=7 npx vitest run receptive-fields` draws others than
 * usual.
 */
import { describe, expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { compile } from '../compiler/compile';
import type { Compiled, CompiledLayer } from '../compiler/compiled';
import { buildPlan } from '../compiler/plan';
import { bruteForce, type BruteForce } from '../compiler/testing/brute-force-field';
import { any, chain, drawing, node, type Row } from '../compiler/testing/drawn';
import { serializeDocument } from '../format/document-format';
import type { ConvDocument } from '../graph/document';
import { isKnown, type KnownShape } from '../layers/shape';
import { createExecutor } from './backends/create-executor';
import type { Tensor } from './executor';
import { initializeWeights } from './initialize';
import { stream, uniform } from './random';
import { createChance } from './testing/chance';
import { nodePlatform } from './testing/platform';
import { randomGraph } from './testing/random-graph';
import { createReach } from './testing/reach';

const NETWORKS = atDepth(40, 400);
const seed = Number(process.env['GRAPH_SEED'] ?? 1);

const sizeOf = (shape: KnownShape): number => shape.reduce((product, dim) => product * dim, 1);

function* networks(count: number): Generator<ConvDocument> {
  const chance = createChance(seed);
  const reach = createReach();
  for (let i = 0; i < count; i += 1) {
    const document = randomGraph({ chance, reach });
    reach.record(document);
    yield document;
  }
}

/** Larger than anything beside it, and smaller; from channel to channel more, since norms take away what they share. */
const CHANGES = [3, -3];

interface Ran {
  /** Positions that no pixel of the picture could have changed further than is said. */
  readonly checked: number;
  /** Of these, at which as much changed. */
  readonly equal: number;
}

/**
 * Each pixel is changed for itself, in a batch of its own. What changes with it must be said to see it; where no weight
 * and no maximum stands in the way, what sees it also changes.
 */
async function run(compiled: Compiled): Promise<Ran> {
  const plan = buildPlan(compiled);
  const told = compiled.layers.filter(
    ({ receptiveField: field, ports, outputShapes }) =>
      field !== null && field !== 'all' && ports.outputs.length > 0 && outputShapes[0],
  );
  const executor = await createExecutor(
    {
      plan,
      weights: new Map(
        [...initializeWeights(plan, seed)].map(([key, { shape, data }]) => [
          key,
          { shape, data: data.map((value) => Math.abs(value) + 0.05) },
        ]),
      ),
      backend: 'wasm',
      optimizer: { name: 'sgd', momentum: 0 },
      seed,
    },
    nodePlatform,
  );
  const brute = bruteForce(compiled, { withoutPadding: true });
  const total = { checked: 0, equal: 0 };
  try {
    for (const { id: input, value } of plan.inference.inputs) {
      const [height = 1, width = 1, channels = 1] = value.shape;
      const pixels = height * width;
      const batch = 1 + CHANGES.length * pixels;
      const inputs = Object.fromEntries(
        plan.inference.inputs.map(({ id, value: { shape } }): [string, Tensor] => {
          const key = stream(seed, id, 0);
          const size = sizeOf(shape);
          const data = new Float32Array(batch * size);
          for (let i = 0; i < data.length; i += 1) data[i] = 0.5 + uniform(key, i % size);
          if (id === input)
            CHANGES.forEach((change, which) => {
              for (let pixel = 0; pixel < pixels; pixel += 1) {
                const at = (1 + which * pixels + pixel) * size + pixel * channels;
                for (let channel = 0; channel < channels; channel += 1)
                  data[at + channel] = (data[at + channel] ?? 0) + change * (1 + channel / channels);
              }
            });
          return [id, { shape: [batch, ...shape], data }];
        }),
      );
      const tensors = await executor.activations(
        inputs,
        batch,
        told.map(({ id }) => id),
      );
      for (const layer of told) {
        const tensor = tensors[layer.id];
        if (!tensor) throw new Error(`${layer.id} gave nothing.`);
        const ran = compare(compiled, brute, { layer, input, tensor, pixels, width });
        total.checked += ran.checked;
        total.equal += ran.equal;
      }
    }
  } finally {
    executor.dispose();
  }
  return total;
}

interface Changed {
  readonly layer: CompiledLayer;
  readonly input: string;
  /** Of the layer: for the picture as it is, then with each pixel changed. */
  readonly tensor: Tensor;
  readonly pixels: number;
  readonly width: number;
}

function compare(compiled: Compiled, brute: BruteForce, changes: Changed): Ran {
  const { layer, input, pixels, width } = changes;
  const { data } = changes.tensor;
  const shape = layer.outputShapes[0] ?? [];
  if (!isKnown(shape)) throw new Error('The shape is not known.');
  const sights = compiled.sightsAt(layer.id, layer.ports.outputs[0] ?? '') ?? [];
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    sights.find((sight) => sight.input === input && sight.axis === axis),
  );
  const channels = shape.length === 3 ? (shape[2] ?? 1) : 1;
  const across = shape.length === 3 ? (shape[1] ?? 1) : 1;
  const size = sizeOf(shape);
  const ran = { checked: 0, equal: 0 };
  for (let place = 0; place < size / channels; place += 1) {
    const hull = { top: Infinity, bottom: -Infinity, left: Infinity, right: -Infinity };
    for (let changed = 0; changed < CHANGES.length * pixels; changed += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        const at = place * channels + channel;
        const [before, now] = [data[at] ?? 0, data[(1 + changed) * size + at] ?? 0];
        if (Math.abs(now - before) <= 1e-5 * Math.max(1, Math.abs(before))) continue;
        const [row, column] = [Math.floor((changed % pixels) / width), (changed % pixels) % width];
        hull.top = Math.min(hull.top, row);
        hull.bottom = Math.max(hull.bottom, row);
        hull.left = Math.min(hull.left, column);
        hull.right = Math.max(hull.right, column);
      }
    }
    const [row, column] = [Math.floor(place / across), place % across];
    for (const [axis, sight, first, last] of [
      [0, rows, hull.top, hull.bottom],
      [1, columns, hull.left, hull.right],
    ] as const) {
      const said = sight?.at(row, column) ?? null;
      const within = brute.at(layer, input, axis, row, column);
      if (first <= last && !(said && said.first <= first && said.last >= last))
        throw new Error(
          `${layer.id} at ${row}, ${column} sees ${first} to ${last} on axis ${axis}, and not only ${JSON.stringify(said)}, in ${serializeDocument(compiled.document)}`,
        );
      ran.checked += 1;
      if (within === null ? first > last : within.first === first && within.last === last) ran.equal += 1;
    }
  }
  return ran;
}

/** Then pixels of the picture itself stand outside of it, and count as those that lie there. */
const mirrors = ({ settings: { mode, paddingMode } }: CompiledLayer): boolean =>
  [mode, paddingMode].some((how) => how === 'reflect' || how === 'replicate');

test(
  `no pixel outside of them changes what ${NETWORKS} random networks compute`,
  { timeout: 600_000 },
  async () => {
    const total = { checked: 0, equal: 0 };
    for (const document of networks(NETWORKS)) {
      const compiled = compile(document);
      if (compiled.layers.some(mirrors)) continue;
      const ran = await run(compiled);
      total.checked += ran.checked;
      total.equal += ran.equal;
    }
    console.log(JSON.stringify(total));
    // The rest are channels that were left out on the way, and numbers that are cut off or round to the same.
    expect(total.equal / total.checked).toBeGreaterThan(0.8);
  },
);

const convolution = (size: number, more: Readonly<Record<string, unknown>> = {}): Row => [
  'Conv2D',
  { filters: 2, kernelSize: [size, size], ...more },
];
const transposed = (size: number, more: Readonly<Record<string, unknown>> = {}): Row => [
  'Conv2DTranspose',
  { filters: 2, kernelSize: [size, size], ...more },
];

const ending = (shape: KnownShape, ...rows: readonly Row[]): ConvDocument => chain(shape, ...rows, any);

describe('every pixel in them changes what is computed', () => {
  test.each<[string, ConvDocument]>([
    [
      'behind upsampling',
      ending([16, 16, 1], ['MaxPooling2D'], ['UpSampling2D'], convolution(3, { padding: 'same' })),
    ],
    [
      'behind blending',
      ending([7, 5, 1], ['UpSampling2D', { size: [3, 2], interpolation: 'bilinear' }], convolution(2)),
    ],
    [
      'between aligned corners',
      ending([6, 5, 1], ['UpSampling2D', { interpolation: 'bilinear', alignCorners: true }], convolution(3)),
    ],
    [
      'behind a transposition',
      ending([9, 8, 1], ['Conv2D', { kernelSize: [1, 5] }], ['Permute'], ['Conv2D', { kernelSize: [1, 5] }]),
    ],
    ['in bins', ending([5, 7, 1], ['AdaptiveAveragePooling2D', { outputSize: [3, 4] }], convolution(2))],
    [
      'behind transposed convolutions',
      ending([8, 8, 1], transposed(2), convolution(2), transposed(2), convolution(3)),
    ],
    [
      'behind dilated ones',
      ending(
        [8, 8, 1],
        transposed(3, { dilationRate: [2, 2], strides: [3, 3] }),
        convolution(3, { dilationRate: [2, 1] }),
      ),
    ],
    ['between pixels that are spread', ending([6, 6, 1], transposed(1), convolution(2), ['MaxPooling2D'])],
    [
      'behind a reshaping',
      ending(
        [8, 8, 1],
        convolution(3, { padding: 'same' }),
        ['Reshape', { shape: [4, 8, 4] }],
        convolution(2),
      ),
    ],
    [
      'on two paths',
      drawing(
        [
          node('in', 'Input', { shape: [12, 12, 2] }),
          node('down', 'Conv2D', { filters: 2, strides: [2, 2], padding: 'same' }),
          node('up', 'Conv2DTranspose', { filters: 2, padding: 'same' }),
          node('sum', 'Add'),
          node('last', 'Conv2D', { filters: 1 }),
          node('out', 'Output', { task: 'regression' }),
        ],
        ['in', 'down'],
        ['down', 'up'],
        ['in', 'sum:in:0'],
        ['up', 'sum:in:1'],
        ['sum', 'last'],
        ['last', 'out'],
      ),
    ],
  ])('%s', async (_, document) => {
    const { checked, equal } = await run(compile(document));
    expect(equal).toBe(checked);
  });
});
