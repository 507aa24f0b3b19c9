/** The compiled network as primitives in order, once for training and once for inference. */
import { isKnown, type KnownShape } from '../layers/shape';
import type { Op, Task, Value, WeightValue } from '../layers/support/primitives';
import type { Compiled, CompiledLayer, FlatEdge, Plan, PlanOutput, PlanWeight, Program } from './compiled';
import { lowerLoss } from './losses/index';
import { primitiveShape } from './primitive-shape';

/** Why the network can't run yet: a sentence for the user. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}

/** Throws `PlanError` where the network has errors, or no way from an input to an output. */
export function buildPlan(compiled: Compiled): Plan {
  const layers = usedLayers(compiled);
  const incoming = new Map(compiled.edges.map((edge) => [`${edge.target} ${edge.targetPort}`, edge]));
  const weights = layers.flatMap(planWeights);
  const inputs = layers.filter(({ definition }) => definition.role === 'input');
  return {
    weights,
    training: buildProgram(layers, incoming, true),
    inference: buildProgram(layers, incoming, false),
    inputShapes: Object.fromEntries(inputs.map((layer) => [layer.id, outputShape(layer)])),
  };
}

/** What a trained model is held against. */
export interface NetworkFacts {
  readonly weights: readonly PlanWeight[];
  readonly inputs: readonly { readonly name: string; readonly shape: KnownShape }[];
  readonly outputs: readonly { readonly name: string; readonly task: Task; readonly shape: KnownShape }[];
}

/** The facts of a plan without its programs, which cost more to build. Throws `PlanError` as `buildPlan` does. */
export function networkFacts(compiled: Compiled): NetworkFacts {
  const layers = usedLayers(compiled);
  return {
    weights: layers.flatMap(planWeights),
    inputs: layers
      .filter(({ definition }) => definition.role === 'input')
      .map((layer) => ({ name: layer.name, shape: outputShape(layer) })),
    outputs: layers.flatMap(({ name, definition, settings, inputShapes: [shape] }) => {
      const task = definition.task?.(settings);
      return task !== undefined && shape && isKnown(shape) ? [{ name, task, shape }] : [];
    }),
  };
}

/** What the outputs depend on, in execution order. */
function usedLayers(compiled: Compiled): readonly CompiledLayer[] {
  if (!compiled.layers.some(({ definition }) => definition.role === 'output'))
    throw new PlanError('The network has no output: add one behind its last layer.');
  const { unused } = compiled;
  const error = compiled.diagnostics.find(
    ({ severity, nodeId }) => severity === 'error' && (nodeId === null || !unused.has(nodeId)),
  );
  if (error) throw new PlanError(error.message);
  const layers = compiled.layers.filter(({ id }) => !unused.has(id));
  if (!layers.some(({ definition }) => definition.role === 'input')) {
    throw new PlanError('The network has no input: add one before its first layer.');
  }
  const unknown = layers.find(
    ({ inputShapes }) => !inputShapes.every((shape) => shape !== null && isKnown(shape)),
  );
  if (unknown) throw new PlanError(`The shape that enters ${unknown.name} is not known yet.`);
  return layers;
}

function planWeights(layer: CompiledLayer): PlanWeight[] {
  return layer.weights.map(({ name, shape, trainable, initializer, decay }) => ({
    key: `${layer.id}/${name}`,
    shape,
    nodeId: layer.id,
    name,
    trainable,
    initializer,
    decay,
  }));
}

function outputShape(layer: CompiledLayer): KnownShape {
  const [shape] = layer.outputShapes;
  if (!shape || !isKnown(shape)) throw new PlanError(`The shape of ${layer.name} is not known yet.`);
  return shape;
}

function buildProgram(
  layers: readonly CompiledLayer[],
  incoming: ReadonlyMap<string, FlatEdge>,
  training: boolean,
): Program {
  let next = 0;
  const inputs: Program['inputs'][number][] = [];
  const ops: Program['ops'][number][] = [];
  const outputs: PlanOutput[] = [];
  const layerOutputs = new Map<string, readonly Value[]>();
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const outputIndex = ({ source, sourcePort }: FlatEdge): number => {
    const layer = byId.get(source);
    return layer ? layer.ports.outputs.indexOf(sourcePort) : -1;
  };

  for (const layer of layers) {
    const { settings: params } = layer;
    if (layer.definition.role === 'input') {
      const value: Value = { id: next++, shape: outputShape(layer) };
      inputs.push({ id: layer.id, value });
      layerOutputs.set(layer.id, [value]);
      continue;
    }
    const { notExecutable } = layer.definition;
    if (notExecutable !== undefined) throw new PlanError(`${layer.name} can't be run. ${notExecutable}`);
    const context = {
      inputs: inputValues(layer, incoming, layerOutputs, outputIndex),
      weights: Object.fromEntries(
        layer.weights.map(({ name, shape }): [string, WeightValue] => [
          name,
          { key: `${layer.id}/${name}`, shape },
        ]),
      ),
      training,
      nodeId: layer.id,
      emit: (op: Op): Value => {
        const output: Value = { id: next++, shape: primitiveShape(op), from: op };
        ops.push({ op, output, nodeId: layer.id });
        return output;
      },
    };
    const values = layer.definition.lower(params, context);
    values.forEach((value, i) => {
      const said = layer.outputShapes[i];
      if (String(said) !== String(value.shape)) {
        throw new Error(
          `${layer.type} says that it gives ${String(said)}, but its primitives give ${String(value.shape)}.`,
        );
      }
    });
    layerOutputs.set(layer.id, values);
    const spec = layer.definition.output?.(params, context);
    if (spec) {
      const objective = lowerLoss(spec.loss, spec.lossInput, layer.id, () => next++);
      outputs.push({ ...spec, id: layer.id, objective });
    }
  }
  return { inputs, ops, outputs, layerOutputs };
}

function inputValues(
  layer: CompiledLayer,
  incoming: ReadonlyMap<string, FlatEdge>,
  values: ReadonlyMap<string, readonly Value[]>,
  outputIndex: (edge: FlatEdge) => number,
): readonly Value[] {
  const { inputs } = layer.ports;
  const edgesOf = (): readonly FlatEdge[] => {
    if (!('variadic' in inputs)) return inputs.flatMap((port) => incoming.get(`${layer.id} ${port}`) ?? []);
    const index = ({ targetPort }: FlatEdge): number => Number(targetPort.slice(inputs.variadic.length + 1));
    const own = [...incoming.values()].filter(({ target }) => target === layer.id);
    return own.sort((a, b) => index(a) - index(b));
  };
  return edgesOf().map((edge) => {
    const value = values.get(edge.source)?.[outputIndex(edge)];
    if (!value) throw new PlanError(`${layer.name} is not connected.`);
    return value;
  });
}
