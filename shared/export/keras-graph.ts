/**
 * The network as Keras layers and their connections: what the layers emit, named and wired. Exporters for tfjs and
 * Keras only have to frame it.
 */
import { compile } from '../compiler/compile';
import type { Compiled, CompiledLayer, FlatEdge, PlanOutput, Program } from '../compiler/compiled';
import { buildPlan } from '../compiler/plan';
import { weightsProblem } from '../model/check-weights';
import type { TrainedModel } from '../model/trained-model';
import { isKnown, type KnownShape } from '../layers/shape';
import type { Argument, EmittedLayer } from '../layers/support/emission';
import { ExportError } from './export-error';
import { permuteAxes } from './permute';

export interface KerasWeight {
  /** `kernel`, `moving_mean`. */
  readonly name: string;
  readonly shape: KnownShape;
  readonly data: Float32Array;
}

export interface KerasLayer {
  readonly name: string;
  readonly className: string;
  readonly args: Readonly<Record<string, Argument>>;
  readonly weights: readonly KerasWeight[];
  /** Names of the layers that feed it. */
  readonly inputs: readonly string[];
  /** Our layer that it comes from, as the user calls it. */
  readonly from: string;
}

export interface KerasGraph {
  readonly layers: readonly KerasLayer[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Throws `ExportError`, or `PlanError` where the network is not complete. */
export function kerasGraph(model: TrainedModel): KerasGraph {
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
      `The output ${output.id} makes its prediction in a way that Keras layers can't express.`,
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
  graph(): KerasGraph;
}

function createWriter(model: TrainedModel): Writer {
  const layers: KerasLayer[] = [];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const names = new Set<string>();
  /** Flat id -> the Keras layer that holds its output. */
  const holders = new Map<string, string>();

  const uniqueName = (wanted: string): string => {
    let name = wanted;
    for (let i = 1; names.has(name); i += 1) name = `${wanted}_${i}`;
    names.add(name);
    return name;
  };

  const weightsOf = (layer: CompiledLayer, emitted: EmittedLayer): KerasWeight[] =>
    emitted.weights.map(({ name, as, permutation, shape }) => {
      const weight = model.weights.get(`${layer.id}/${name}`);
      if (weight === undefined) throw new ExportError(`The weight ${layer.id}/${name} is missing.`);
      const permuted = permutation?.map((axis) => weight.shape[axis] ?? 1);
      return {
        name: as,
        shape: shape ?? permuted ?? weight.shape,
        data: permutation === undefined ? weight.data : permuteAxes(weight.data, weight.shape, permutation),
      };
    });

  const chain = (
    layer: CompiledLayer,
    emitted: readonly EmittedLayer[],
    feeds: readonly string[],
  ): string => {
    const title = kerasName(layer);
    let current = feeds;
    emitted.forEach((entry, index) => {
      const last = index === emitted.length - 1;
      const name = uniqueName(last ? title : `${title}_${entry.className.toLowerCase()}`);
      const { className, args } = entry;
      const weights = weightsOf(layer, entry);
      layers.push({ name, className, args, weights, inputs: current, from: layer.name || layer.id });
      current = [name];
    });
    const [holder] = current;
    if (holder === undefined) throw new ExportError(`The layer ${layer.name || layer.id} has no input.`);
    return holder;
  };

  return {
    add: (layer, edges, link) => {
      const shapes = layer.inputShapes.filter(
        (shape): shape is KnownShape => shape !== null && isKnown(shape),
      );
      const feeds = edges.map(({ source }) => holders.get(source) ?? '');
      const emission = layer.definition.keras(layer.settings, shapes);
      let holder: string;
      switch (emission.kind) {
        case 'unsupported':
          throw new ExportError(`The layer ${layer.name || layer.id} can't be exported. ${emission.reason}`);
        case 'steps':
          throw new ExportError(
            `The layer ${layer.name || layer.id} can't be exported: Keras has no layer for it, only code.`,
          );
        case 'input': {
          holder = uniqueName(kerasName(layer));
          inputs.push(holder);
          const args = { batch_input_shape: [null, ...emission.shape], dtype: 'float32', sparse: false };
          layers.push({
            name: holder,
            className: 'InputLayer',
            args,
            weights: [],
            inputs: [],
            from: layer.name,
          });
          break;
        }
        case 'passThrough':
          holder = chain(layer, link === null ? [] : [link], feeds);
          break;
        case 'layers':
          holder = chain(layer, link === null ? emission.layers : [...emission.layers, link], feeds);
          break;
      }
      holders.set(layer.id, holder);
      if (layer.definition.role === 'output') outputs.push(holder);
    },
    graph: () => ({ layers, inputs, outputs }),
  };
}

/** The user's name; inside blocks the path. Keras' scopes allow letters, digits, “_”, “-” and “.”. */
function kerasName(layer: CompiledLayer): string {
  const wanted = layer.id.includes('/') || layer.name === '' ? layer.id : layer.name;
  const legal = wanted.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[^A-Za-z0-9]+|_+$/g, '');
  return legal === '' ? 'layer' : legal;
}
