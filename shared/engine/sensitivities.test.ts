/** Gradients of a score by layers' values against central differences of float64 loops; several layers in one pass. */
import { describe, expect, test } from 'vitest';
import type { Plan } from '../compiler/compiled';
import type { WeightMap } from '../model/weights';
import { stream, uniform } from './random';
import { planOf } from './testing/build-plan';
import { type Engine, enginesWithGpu, tfjsCpu } from './testing/engines';
import type { Numbers } from './testing/arrays';
import { reference } from './testing/reference';

const SIZE = 2;
const STEP = 1e-5;

/** Two branches that meet, fixed normalization, a softmax behind the scores; and an output with scores for each pixel. */
const plan = planOf((b) => {
  const x = b.input('picture', [5, 4, 2]);
  const convolve = (name: string, channels: number, filters: number, of: typeof x) =>
    b.emit({
      op: 'conv2d',
      x: of,
      kernel: b.weight(`${name}/kernel`, [3, 3, channels, filters]),
      bias: b.weight(`${name}/bias`, [filters]),
      strides: [1, 1],
      padding: [1, 1, 1, 1],
      dilation: [1, 1],
      groups: 1,
    });
  const statistic = (name: string) => b.weight(`norm/${name}`, [3], { trainable: false });
  const normal = b.emit({
    op: 'batchNorm',
    x: convolve('first', 2, 3, x),
    gamma: b.weight('norm/gamma', [3]),
    beta: b.weight('norm/beta', [3]),
    movingMean: statistic('movingMean'),
    movingVariance: statistic('movingVariance'),
    momentum: 0.9,
    epsilon: 1e-3,
    batchStatistics: false,
  });
  const active = b.emit({ op: 'unary', x: normal, function: 'relu' });
  const left = b.emit({ op: 'unary', x: convolve('left', 3, 3, active), function: 'tanh' });
  const met = b.emit({ op: 'binary', function: 'add', a: left, b: active });
  const pixels = convolve('pixels', 3, 2, met);
  const mean = b.emit({ op: 'reduce', x: met, function: 'mean', axes: [0, 1], keepDims: false });
  const logits = b.emit({ op: 'matMul', x: mean, kernel: b.weight('dense/kernel', [3, 4]) });
  b.output('classes', logits, 'categoricalCrossentropy', b.emit({ op: 'softmax', x: logits }));
  b.output('mask', pixels, 'categoricalCrossentropy', b.emit({ op: 'softmax', x: pixels }));
});

const draw = (shape: readonly number[], id: string, low: number, high: number): Float32Array =>
  Float32Array.from(
    { length: shape.reduce((n, d) => n * d, 1) },
    (_, i) => low + (high - low) * uniform(stream(9, id, 0), i),
  );

const weights: WeightMap = new Map(
  plan.weights.map(({ key, shape, name }) => [
    key,
    { shape, data: draw(shape, key, name === 'movingVariance' ? 0.5 : -1, 1) },
  ]),
);
const picture = { shape: [SIZE, 5, 4, 2], data: draw([SIZE, 5, 4, 2], 'picture', -1, 1) };
const wide = ({ shape, data }: { shape: readonly number[]; data: Float32Array }): Numbers => ({
  shape,
  data: Float64Array.from(data),
});

const nodes = ['picture', ...plan.inference.ops.map(({ nodeId }) => nodeId)];
const valueIdOf = (node: string): number => plan.inference.layerOutputs.get(node)?.[0]?.id ?? NaN;

/** All values, with one of them as given. */
function referenceRun({ inference }: Plan, given?: { readonly id: number; readonly value: Numbers }) {
  const values = new Map<number, Numbers>();
  for (const { value } of inference.inputs) values.set(value.id, wide(picture));
  if (given) values.set(given.id, given.value);
  for (const { op, output } of inference.ops) {
    if (output.id === given?.id) continue;
    const need = (found: Numbers | undefined): Numbers => {
      if (!found) throw new Error('The plan is incomplete.');
      return found;
    };
    values.set(
      output.id,
      reference(op, {
        value: ({ id }) => need(values.get(id)),
        weight: (key) => wide(weights.get(key) ?? { shape: [], data: new Float32Array() }),
        training: false,
      }),
    );
  }
  return values;
}

function scoreOf(output: string, index: number, given?: { readonly id: number; readonly value: Numbers }) {
  const id = plan.inference.outputs.find((own) => own.id === output)?.lossInput.id ?? NaN;
  const { shape, data } = referenceRun(plan, given).get(id) ?? { shape: [], data: new Float64Array() };
  const channels = shape.at(-1) ?? 1;
  return data.reduce((sum, value, i) => (i % channels === index ? sum + value : sum), 0);
}

/** How the score changes with each element of each value, which is the same for all engines. */
function slopesOf(output: string, index: number): ReadonlyMap<string, Numbers> {
  const at = referenceRun(plan);
  return new Map(
    nodes.map((node) => {
      const id = valueIdOf(node);
      const value = at.get(id);
      if (!value) throw new Error(`${node} has no value.`);
      const data = value.data.map((own, i) => {
        const moved = (by: number) => {
          const changed = value.data.slice();
          changed[i] = own + by;
          return scoreOf(output, index, { id, value: { ...value, data: changed } });
        };
        return (moved(STEP) - moved(-STEP)) / (2 * STEP);
      });
      return [node, { shape: value.shape, data }];
    }),
  );
}
const scores = [
  { output: 'classes', index: 2 },
  { output: 'mask', index: 1 },
].map((score) => ({ ...score, slopes: slopesOf(score.output, score.index) }));

const executorOf = (engine: Engine) =>
  engine.create({ plan, weights, optimizer: { name: 'sgd', momentum: 0 }, seed: 1 });

describe.each(enginesWithGpu)('$name', (engine) => {
  test.each(scores)('the score $index of $output by every layer', async ({ output, index, slopes }) => {
    const executor = await executorOf(engine);
    const found = await executor.sensitivities({ picture }, SIZE, { output, class: index }, nodes);
    expect(Object.keys(found)).toEqual(nodes);
    for (const [node, { shape, data }] of slopes) {
      expect(found[node]?.shape, node).toEqual(shape);
      data.forEach((slope, i) => expect(found[node]?.data[i], `${node} ${i}`).toBeCloseTo(slope, 4));
    }
    executor.dispose();
  });

  test('one layer alone has the gradient that it has among others', async () => {
    const executor = await executorOf(engine);
    const score = { output: 'classes', class: 0 };
    const all = await executor.sensitivities({ picture }, SIZE, score, nodes);
    for (const node of nodes) {
      const alone = await executor.sensitivities({ picture }, SIZE, score, [node]);
      alone[node]?.data.forEach((value, i) => expect(value).toBeCloseTo(all[node]?.data[i] ?? NaN, 5));
    }
    executor.dispose();
  });

  test('activations of several layers are those of each, in one pass', async () => {
    const executor = await executorOf(engine);
    const found = await executor.activations({ picture }, SIZE, nodes);
    const wanted = referenceRun(plan);
    expect(Object.keys(found)).toEqual(nodes);
    for (const node of nodes) {
      const value = wanted.get(valueIdOf(node));
      expect(found[node]?.shape, node).toEqual(value?.shape);
      value?.data.forEach((own, i) => expect(found[node]?.data[i], node).toBeCloseTo(own, 5));
    }
    executor.dispose();
  });
});

test('says which layer, output or score is not there', async () => {
  const executor = await executorOf(tfjsCpu);
  const ask = (output: string, index: number, node: string) =>
    executor.sensitivities({ picture }, SIZE, { output, class: index }, [node]);
  await expect(ask('classes', 0, 'nowhere')).rejects.toThrow('no layer "nowhere"');
  await expect(ask('nowhere', 0, 'picture')).rejects.toThrow('no output "nowhere"');
  await expect(ask('classes', 4, 'picture')).rejects.toThrow('scores 0 to 3, but none of 4');
  executor.dispose();
});
