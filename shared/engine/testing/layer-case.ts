/** One layer with parameters and inputs as a small network, and what must hold for it on any backend. */
import fc from 'fast-check';
import { compile } from '../../compiler/compile';
import type { Plan } from '../../compiler/compiled';
import { buildPlan } from '../../compiler/plan';
import { emptyDocument, type ConvDocument, type Edge, type GraphNode } from '../../graph/document';
import type { KnownShape } from '../../layers/shape';
import type { Layer, PortList } from '../../layers/define';
import type { Field } from '../../schema/fields';
import type { BackendName, Batch, Executor, ExecutorOptions, Platform, Tensor } from '../executor';
import type { WeightMap } from '../../model/weights';
import { stream, uniform } from '../random';
import { layerReferences } from '../../layers/testing/index';
import type { Numbers } from '../../layers/testing/reference';

export interface LayerCase {
  readonly params: Readonly<Record<string, unknown>>;
  readonly shapes: readonly KnownShape[];
  readonly seed: number;
}

const BATCH = 2;
const STEP = 1e-5;
/** Of float32 against float64, for sums of a few hundred terms, in units of the largest value. */
const VALUE_TOLERANCE = 1e-4;
const GRADIENT_TOLERANCE = 5e-4;

/** Any value that a field allows, of a size that float64 loops can follow. */
function valueOf(field: Field<unknown>): fc.Arbitrary<unknown> {
  const { widget } = field;
  switch (widget.kind) {
    case 'integer':
      return fc.integer({ min: widget.min ?? 1, max: Math.min(widget.max ?? 4, (widget.min ?? 1) + 3) });
    case 'number': {
      const [min, max] = [widget.min ?? 0, Math.min(widget.max ?? 2, (widget.min ?? 0) + 2)];
      return fc.oneof(
        fc.constant(field.default),
        fc.double({ min, max, noNaN: true }),
        fc.constant(min),
        fc.constant(max),
      );
    }
    case 'share':
      return fc.double({ min: widget.min, max: widget.max, noNaN: true });
    case 'limit':
      return fc.option(fc.integer({ min: 1, max: 8 }));
    case 'pair':
      return fc.tuple(fc.integer({ min: widget.min, max: 3 }), fc.integer({ min: widget.min, max: 3 }));
    case 'toggle':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...widget.options.map(({ value }) => value));
    case 'padding': {
      const side = fc.integer({ min: 0, max: 2 });
      return fc.oneof(fc.constantFrom('valid', 'same'), fc.tuple(side, side, side, side));
    }
    case 'numbers': {
      const each = fc.double({ min: 0.1, max: 2, noNaN: true });
      return fc.array(each, { minLength: 1, maxLength: 3 });
    }
    case 'shape':
    case 'names':
    case 'text':
      return fc.constant(field.default);
  }
}

const pictures = fc.tuple(
  fc.integer({ min: 3, max: 7 }),
  fc.integer({ min: 3, max: 7 }),
  fc.integer({ min: 1, max: 4 }),
);
const vectors = fc.tuple(fc.integer({ min: 1, max: 6 }));

/** What comes in by each port, before the layer is asked. */
interface Drawn {
  readonly shape: KnownShape;
  /** Of another port: a vector where the first has a picture, and so on. */
  readonly other: KnownShape;
  readonly count: number;
  readonly widths: readonly number[];
  readonly how: 'same' | 'widths' | 'gate';
}
const anyShape = fc.oneof({ weight: 3, arbitrary: pictures }, { weight: 1, arbitrary: vectors });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  shape: anyShape,
  other: anyShape,
  count: fc.integer({ min: 2, max: 3 }),
  widths: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }),
  how: fc.constantFrom('same', 'widths', 'gate'),
});

function shapesOf(inputs: PortList, { shape, other, count, widths, how }: Drawn): readonly KnownShape[] {
  if (!('variadic' in inputs)) return inputs.map((_, i) => (how === 'same' || i === 0 ? shape : other));
  return Array.from({ length: Math.max(count, inputs.min) }, (_, i) =>
    how === 'same' || (how === 'gate' && i === 0)
      ? shape
      : how === 'gate'
        ? [...shape.slice(0, -1).map(() => 1), shape.at(-1) ?? 1]
        : [...shape.slice(0, -1), widths[i] ?? 1],
  );
}

/** Draws in a row of which the layer takes none, after which it is said to take nothing. */
const MOST_REFUSALS = 2_000;

/** Only what the layer accepts; everything that it accepts can come. */
export function casesOf(layer: Layer): fc.Arbitrary<LayerCase> {
  const params = fc.record(
    Object.fromEntries(Object.entries(layer.params).map(([name, field]) => [name, valueOf(field)])),
  );
  let refusals = 0;
  return fc
    .record({ params, drawn, seed: fc.integer({ min: 0, max: 1_000_000 }) })
    .map(({ params: given, drawn: entering, seed }) =>
      repaired(layer, { params: given, shapes: shapesOf(layer.ports(given).inputs, entering), seed }),
    )
    .filter(({ params: given, shapes: inputs }) => {
      const error = layer.infer(given, inputs).findings.find(({ severity }) => severity === 'error');
      refusals = error === undefined ? 0 : refusals + 1;
      if (error === undefined || refusals < MOST_REFUSALS) return error === undefined;
      throw new Error(
        `${layer.type} takes none of the shapes that tests draw: pictures and vectors, the same for all inputs or one kind for the first and one for the others. It said: ${error.message}`,
      );
    });
}

/** With what the layer itself proposes, where it refuses a parameter: few sizes fit a reshaping by chance. */
function repaired(layer: Layer, given: LayerCase): LayerCase {
  for (const { suggestions = [] } of layer.infer(given.params, given.shapes).findings) {
    const fix = suggestions.find(({ kind }) => kind === 'setParams');
    if (fix?.kind === 'setParams') return { ...given, params: { ...given.params, ...fix.params } };
  }
  return given;
}

/** Inputs -> the layer -> (flattened) -> a regression, whose loss has a gradient everywhere. */
export function documentOf(layer: Layer, { params, shapes }: LayerCase): ConvDocument {
  const node = (id: string, type: string, own: Readonly<Record<string, unknown>> = {}): GraphNode => ({
    id,
    type,
    name: id,
    params: own,
  });
  const edge = (source: string, target: string, targetPort = 'in'): Edge => ({
    source,
    sourcePort: 'out',
    target,
    targetPort,
  });
  const { inputs } = layer.ports(params);
  const port = (i: number): string =>
    'variadic' in inputs ? `${inputs.variadic}:${i}` : (inputs[i] ?? 'in');
  const flat = node('flat', 'Flatten');
  const end = node('end', 'Output', { task: 'regression' });
  if (layer.role === 'input') {
    return {
      ...emptyDocument(),
      nodes: [node('layer', layer.type, params), flat, end],
      edges: [edge('layer', 'flat'), edge('flat', 'end')],
    };
  }
  const sources = shapes.map((shape, i) => node(`x${i}`, 'Input', { shape }));
  const feeds = shapes.map((_, i) => edge(`x${i}`, 'layer', port(i)));
  if (layer.role === 'block') {
    // A block around one layer that changes nothing, since a block computes what is inside it.
    const inside = node('inside', 'Activation', { activation: 'linear' });
    const port = { node: 'inside', port: 'in' };
    const definition = {
      name: 'Part',
      params: [],
      nodes: [inside],
      edges: [],
      inputs: [{ name: 'in', ...port }],
      outputs: [{ name: 'out', ...port, port: 'out' }],
    };
    const block = { ...node('layer', layer.type), definition: 'part', args: {}, repeat: 1 };
    return {
      ...emptyDocument(),
      definitions: { part: definition },
      nodes: [...sources, block, flat, end],
      edges: [...feeds, edge('layer', 'flat'), edge('flat', 'end')],
    };
  }
  if (layer.role === 'output') {
    return {
      ...emptyDocument(),
      nodes: [
        ...sources,
        node('layer', layer.type, { ...params, task: 'regression', loss: 'meanSquaredError' }),
      ],
      edges: feeds,
    };
  }
  return {
    ...emptyDocument(),
    nodes: [...sources, node('layer', layer.type, params), flat, end],
    edges: [
      ...feeds,
      { ...edge('layer', 'flat'), sourcePort: layer.ports(params).outputs[0] ?? 'out' },
      edge('flat', 'end'),
    ],
  };
}

function random(shape: readonly number[], seed: number, id: string, low: number, high: number): Float32Array {
  const key = stream(seed, id, 0);
  return Float32Array.from(
    { length: shape.reduce((n, d) => n * d, 1) },
    (_, i) => low + (high - low) * uniform(key, i),
  );
}

const wide = ({ shape, data }: Tensor): Numbers => ({ shape, data: Float64Array.from(data) });

export interface Prepared {
  readonly plan: Plan;
  readonly weights: WeightMap;
  readonly batch: Batch;
  readonly outputId: string;
}

export function prepareCase(layer: Layer, given: LayerCase): Prepared {
  const compiled = compile(documentOf(layer, given));
  const plan = buildPlan(compiled);
  const { seed } = given;
  const weights: WeightMap = new Map(
    plan.weights.map(({ key, name, shape }) => {
      const [low, high] = name === 'movingVariance' ? [0.5, 2] : [-1, 1];
      return [key, { shape, data: random(shape, seed, key, low, high) }];
    }),
  );
  const inputs = Object.fromEntries(
    plan.training.inputs.map(({ id, value }): [string, Tensor] => {
      const shape = [BATCH, ...value.shape];
      return [id, { shape, data: random(shape, seed, id, -1.5, 1.5) }];
    }),
  );
  const [output] = plan.training.outputs;
  if (!output) throw new Error('The case has no output.');
  const shape = [BATCH, ...output.lossInput.shape];
  const targets = {
    [output.id]: { kind: 'values' as const, shape, data: random(shape, seed, 'targets', -1, 1) },
  };
  return { plan, weights, batch: { size: BATCH, inputs, targets }, outputId: output.id };
}

export type CreateExecutor = (options: ExecutorOptions, platform: Platform) => Promise<Executor>;

/** Throws an error that says what differs. */
export async function checkCase(
  layer: Layer,
  given: LayerCase,
  backend: BackendName,
  create: CreateExecutor,
  platform: Platform,
): Promise<void> {
  const reference = layerReferences[layer.type];
  if (!reference)
    throw new Error(
      `There is no reference for ${layer.type}: write it in the file beside the layer's that ends in .reference.ts, and run npm run generate.`,
    );
  const prepared = prepareCase(layer, given);
  const { plan, weights, batch, outputId } = prepared;
  const inputs = new Map(Object.entries(batch.inputs).map(([id, tensor]) => [id, wide(tensor)]));
  const own = new Map([...weights].map(([key, weight]) => [key, wide(weight)]));
  const run = (training: boolean): Numbers =>
    reference({
      params: given.params,
      inputs: [...inputs.values()],
      weights: Object.fromEntries([...own].map(([key, weight]) => [key.split('/').at(-1) ?? key, weight])),
      training,
    });
  const targets = batch.targets[outputId]?.data ?? new Float32Array();
  const loss = (): number => {
    const { data } = run(true);
    return data.reduce((sum, value, i) => sum + (value - (targets[i] ?? 0)) ** 2, 0) / data.length;
  };

  const executor = await create(
    { plan, weights, backend, optimizer: { name: 'sgd', momentum: 0 }, seed: given.seed },
    platform,
  );
  try {
    const expected = run(false);
    const shown = layer.role === 'block' ? 'layer/inside' : 'layer';
    const output =
      layer.role === 'output'
        ? (await executor.predict(batch.inputs, BATCH))[outputId]
        : (await executor.activations(batch.inputs, BATCH, [shown]))[shown];
    if (!output) throw new Error('There is no output.');
    if (String(output.shape) !== String(expected.shape)) {
      throw new Error(`The shape is ${String(output.shape)}, but should be ${String(expected.shape)}.`);
    }
    const said = layer.infer(given.params, given.shapes).shapes[0];
    if (said && String(said) !== String(expected.shape.slice(1))) {
      throw new Error(`infer says ${String(said)}, but should say ${String(expected.shape.slice(1))}.`);
    }
    close(output.data, expected.data, VALUE_TOLERANCE, 'value');

    // Random masks are tested apart: a reference can't know them.
    if (plan.training.ops.some(({ op }) => op.op.startsWith('random'))) return;
    const gradients = await executor.gradients(batch, { learningRate: 0, step: 0 });
    close([gradients.loss], [loss()], VALUE_TOLERANCE, 'loss');
    for (const [id, tensor] of inputs)
      close(
        gradients.inputs[id] ?? [],
        differences(tensor.data, loss),
        GRADIENT_TOLERANCE,
        `gradient by ${id}`,
      );
    for (const { key, trainable } of plan.weights) {
      const weight = own.get(key);
      if (trainable && weight)
        close(
          gradients.weights.get(key) ?? [],
          differences(weight.data, loss),
          GRADIENT_TOLERANCE,
          `gradient by ${key}`,
        );
    }
  } finally {
    executor.dispose();
  }
}

function differences(values: Float64Array, loss: () => number): Float64Array {
  return values.map((value, i) => {
    values[i] = value + STEP;
    const above = loss();
    values[i] = value - STEP;
    const below = loss();
    values[i] = value;
    return (above - below) / (2 * STEP);
  });
}

function close(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  if (actual.length !== expected.length)
    throw new Error(`${what} has ${actual.length} numbers, but should have ${expected.length}.`);
  let scale = 1;
  for (let i = 0; i < expected.length; i += 1) scale = Math.max(scale, Math.abs(expected[i] ?? 0));
  for (let i = 0; i < expected.length; i += 1) {
    const error = Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN)) / scale;
    if (!(error <= tolerance))
      throw new Error(`${what}[${i}] is ${actual[i]}, but should be ${expected[i]}.`);
  }
}

/** Values for every option of every choice, so that none is left to luck. */
export function optionCases(layer: Layer): readonly Readonly<Record<string, unknown>>[] {
  return Object.entries(layer.params).flatMap(([name, { widget }]): Readonly<Record<string, unknown>>[] => {
    if (widget.kind === 'choice') return widget.options.map(({ value }) => ({ [name]: value }));
    return widget.kind === 'toggle' ? [{ [name]: true }, { [name]: false }] : [];
  });
}
