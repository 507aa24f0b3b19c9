/** The network as layers of TensorFlow.js and their connections, named and wired: the export only has to frame it. */
import { compile } from '../../compiler/compile';
import type { Compiled, CompiledLayer, FlatEdge, PlanOutput, Program } from '../../compiler/compiled';
import { buildPlan } from '../../compiler/plan';
import { isKnown, type KnownShape } from '../../layers/shape';
import type { EmittedLayer } from '../../layers/support/emission';
import { weightsProblem } from '../../model/check-weights';
import type { TrainedModel } from '../../model/trained-model';
import { ExportError } from '../export-error';
import { permuteAxes } from '../permute';
import { isAlike } from './classes';
import { draft, inOrder, Unwritable, type Draft, type Source, type TfjsWeight } from './draft';
import type { Kernel } from './kernels';
import { fromPrimitives } from './primitives';

interface TfjsLayer {
  readonly name: string;
  readonly className: string;
  readonly args: EmittedLayer['args'];
  readonly weights: readonly TfjsWeight[];
  /** Names of the layers that feed it. */
  readonly inputs: readonly string[];
}

export interface TfjsGraph {
  readonly layers: readonly TfjsLayer[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Our layers that stand there as others, as the user calls them. */
  readonly rewritten: readonly string[];
}

/** Throws `ExportError`, or `PlanError` where the network is not complete. */
export function tfjsGraph(model: TrainedModel): TfjsGraph {
  const compiled = compile(model.trainedOn);
  const plan = buildPlan(compiled);
  const problem = weightsProblem(plan.weights, model.weights);
  if (problem !== null) throw new ExportError(problem);
  const writer = createWriter(model);
  for (const layer of needed(compiled, plan.inference)) {
    const edges = edgesInto(compiled, layer);
    const output = plan.inference.outputs.find(({ id }) => id === layer.id);
    writer.add(layer, edges, output === undefined ? null : linkOf(output, plan.inference, edges));
  }
  return writer.graph();
}

/** In execution order, only what an output depends on. */
function needed(compiled: Compiled, program: Program): readonly CompiledLayer[] {
  const wanted = new Set<string>(program.outputs.map(({ id }) => id));
  const open = [...wanted];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { source } of compiled.edges.filter(({ target }) => target === id)) {
      if (!wanted.has(source)) open.push(source);
      wanted.add(source);
    }
  }
  return compiled.layers.filter(({ id }) => wanted.has(id));
}

/** In the order of the input ports; members of a variadic port by their number. */
function edgesInto(compiled: Compiled, layer: CompiledLayer): readonly FlatEdge[] {
  const { inputs } = layer.ports;
  const rank = ({ targetPort }: FlatEdge): number =>
    'variadic' in inputs ? Number(targetPort.split(':').at(-1)) : inputs.indexOf(targetPort);
  return compiled.edges.filter(({ target }) => target === layer.id).sort((a, b) => rank(a) - rank(b));
}

/** The function between the layer that feeds an output and the prediction: none where they are the same value. */
function linkOf(output: PlanOutput, program: Program, edges: readonly FlatEdge[]): EmittedLayer | null {
  const { prediction } = output;
  const fed = edges.flatMap(({ source }) => program.layerOutputs.get(source) ?? []);
  if (fed.some(({ id }) => id === prediction.id)) return null;
  const op = prediction.from;
  const known = op?.op === 'softmax' || (op?.op === 'unary' && op.function === 'sigmoid');
  if (!known || !fed.some(({ id }) => id === op.x.id)) {
    throw new ExportError(
      `The output ${output.id} makes its prediction in a way that layers of TensorFlow.js can't express.`,
    );
  }
  return {
    className: 'Activation',
    args: { activation: op.op === 'softmax' ? 'softmax' : 'sigmoid' },
    weights: [],
  };
}

interface Writer {
  add(layer: CompiledLayer, edges: readonly FlatEdge[], link: EmittedLayer | null): void;
  graph(): TfjsGraph;
}

function createWriter(model: TrainedModel): Writer {
  const layers: TfjsLayer[] = [];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const rewritten: string[] = [];
  // TensorFlow.js keeps layers by name in plain objects, which have these from the start.
  const names = new Set<string>(Object.getOwnPropertyNames(Object.prototype));
  /** By layer and output port, what holds the value there: the name of a layer. */
  const holders = new Map<string, string>();

  const uniqueName = (wanted: string): string => {
    let name = wanted;
    for (let i = 1; names.has(name); i += 1) name = `${wanted}_${i}`;
    names.add(name);
    return name;
  };

  const weightOf = ({ key }: { readonly key: string }): Kernel => {
    const weight = model.weights.get(key);
    if (weight === undefined) throw new ExportError(`The weight ${key} is missing.`);
    return weight;
  };

  const weightsOf = (layer: CompiledLayer, { weights, constants = [] }: EmittedLayer): TfjsWeight[] => [
    ...weights.map(({ name, as, permutation, shape }) => {
      const weight = weightOf({ key: `${layer.id}/${name}` });
      const permuted = permutation?.map((axis) => weight.shape[axis] ?? 1);
      return {
        name: as,
        shape: shape ?? permuted ?? weight.shape,
        data: permutation === undefined ? weight.data : permuteAxes(weight.data, weight.shape, permutation),
      };
    }),
    ...constants.map(({ as, shape, values }) => ({ name: as, shape, data: Float32Array.from(values) })),
  ];

  const chained = (
    layer: CompiledLayer,
    emitted: readonly EmittedLayer[],
    feeds: readonly Source[],
  ): Source => {
    let current = feeds;
    for (const entry of emitted) {
      const { className, args, weights, constants = [] } = entry;
      const fixed = weights.length === 0 && constants.length > 0;
      const own = { ...args, ...(fixed && { trainable: false }) };
      current = [draft(className, own, current, weightsOf(layer, entry))];
    }
    const [last] = current;
    if (last === undefined) throw new ExportError(`The layer ${calledBy(layer)} has no input.`);
    return last;
  };

  /** What holds the value of each output port. */
  const written = (layer: CompiledLayer, feeds: readonly string[]): readonly Source[] => {
    const { definition, settings } = layer;
    const shapes = layer.inputShapes.filter((shape): shape is KnownShape => shape !== null && isKnown(shape));
    const own = definition.tfjs?.(settings, shapes);
    if (own?.kind === 'unsupported') throw new Unwritable(own.reason);
    const emission = own ?? definition.keras(settings, shapes);
    if (emission.kind === 'passThrough') return feeds.slice(0, 1);
    if (own !== undefined) rewritten.push(calledBy(layer));
    const [first = []] = shapes;
    if (emission.kind === 'layers' && emission.layers.every((each) => isAlike(each, first)))
      return [chained(layer, emission.layers, feeds)];
    if (own === undefined) rewritten.push(calledBy(layer));
    const given = feeds.map((source, i) => ({ source, shape: shapes[i] ?? [] }));
    return fromPrimitives(layer, given, weightOf);
  };

  /**
   * Another name for the same value: TensorFlow.js counts the readers of a value, not how often each reads it, and so
   * throws a value away too early that a layer reads twice; of two outputs with one value it answers the first only.
   */
  const copyOf = (name: string): string => {
    const copy = uniqueName(`${name}_again`);
    layers.push({
      name: copy,
      className: 'Activation',
      args: { activation: 'linear' },
      weights: [],
      inputs: [name],
    });
    return copy;
  };
  const eachOnce = (given: readonly string[]): readonly string[] =>
    given.map((name, i) => (given.indexOf(name) < i ? copyOf(name) : name));

  /** Names them: the first value goes by the layer's name. */
  const placed = (layer: CompiledLayer, values: readonly Source[]): readonly string[] => {
    const title = tfjsName(layer);
    const given = new Map<Draft, string>();
    const nameOf = (source: Source): string =>
      typeof source === 'string' ? source : (given.get(source) ?? '');
    for (const entry of inOrder(values)) {
      const { className, args, weights, feeds } = entry;
      const name = uniqueName(entry === values[0] ? title : `${title}_${className.toLowerCase()}`);
      given.set(entry, name);
      layers.push({ name, className, args, weights, inputs: eachOnce(feeds.map(nameOf)) });
    }
    return values.map(nameOf);
  };

  const addInput = (layer: CompiledLayer, shape: readonly number[]): string => {
    const name = uniqueName(tfjsName(layer));
    const args = { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false };
    layers.push({ name, className: 'InputLayer', args, weights: [], inputs: [] });
    inputs.push(name);
    return name;
  };

  return {
    add: (layer, edges, link) => {
      const feeds = edges.map(({ source, sourcePort }) => holders.get(`${source} ${sourcePort}`) ?? '');
      const [shape] = layer.outputShapes;
      if (layer.definition.role === 'input' && shape && isKnown(shape)) {
        holders.set(`${layer.id} ${layer.ports.outputs[0] ?? ''}`, addInput(layer, shape));
        return;
      }
      const values = attempted(layer, () => written(layer, feeds));
      const linked = link === null ? values : [chained(layer, [link], values)];
      const named = placed(layer, linked);
      layer.ports.outputs.forEach((port, i) => holders.set(`${layer.id} ${port}`, named[i] ?? ''));
      const [answer] = named;
      if (layer.definition.role === 'output' && answer !== undefined)
        outputs.push(outputs.includes(answer) ? copyOf(answer) : answer);
    },
    graph: () => ({ layers: reaching(layers, outputs), inputs, outputs, rewritten }),
  };
}

/** Says of which layer what it can't do. */
function attempted<T>(layer: CompiledLayer, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    throw new ExportError(`The layer ${calledBy(layer)} can't be exported to tfjs. ${error.message}`);
  }
}

/** Without the parts of a layer that nothing uses: TensorFlow.js leaves them out, and then misses their weights. */
function reaching(layers: readonly TfjsLayer[], outputs: readonly string[]): readonly TfjsLayer[] {
  const used = new Set(outputs);
  const kept = layers.toReversed().filter(({ name, className, inputs }) => {
    if (!used.has(name) && className !== 'InputLayer') return false;
    for (const input of inputs) used.add(input);
    return true;
  });
  return kept.toReversed();
}

const calledBy = ({ name, id }: CompiledLayer): string => name || id;

/** The user's name; inside blocks the path. Keras' scopes allow letters, digits, “_”, “-” and “.”. */
function tfjsName(layer: CompiledLayer): string {
  const wanted = layer.id.includes('/') || layer.name === '' ? layer.id : layer.name;
  const legal = wanted.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[^A-Za-z0-9]+|(?<!_)_+$/g, '');
  return legal === '' ? 'layer' : legal;
}
