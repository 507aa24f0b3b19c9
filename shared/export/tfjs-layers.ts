/**
 * The trained network as a tfjs layers model, which `tf.loadLayersModel` opens: model.json with topology and weights
 * manifest, the weights in shards, and how pictures must be prepared.
 */
import type { ExportedFile } from './exported-file';
import { describeSteps, type Preprocessing } from '../data/preprocessing';
import { classNamesOf, type TrainedModel } from '../model/trained-model';
import { visibleText } from '../schema/visible-text';
import { printJson } from '../format/print-json';
import { toUtf8 } from '../format/utf8';
import { ExportError } from './export-error';
import { kerasGraph, type KerasGraph, type KerasLayer } from './keras-graph';

/** As tfjs's own converter has it: browsers cache files of this size. */
const SHARD_BYTES = 4 * 1024 * 1024;

/** The classes that a Keras layer may have here: those that tfjs-layers 4.22 registers. */
const KNOWN_CLASSES = new Set([
  'Activation',
  'Add',
  'Average',
  'AveragePooling2D',
  'BatchNormalization',
  'Concatenate',
  'Conv2D',
  'Conv2DTranspose',
  'Cropping2D',
  'Dense',
  'DepthwiseConv2D',
  'Dropout',
  'ELU',
  'Flatten',
  'GlobalAveragePooling2D',
  'GlobalMaxPooling2D',
  'InputLayer',
  'LayerNormalization',
  'LeakyReLU',
  'MaxPooling2D',
  'Maximum',
  'Minimum',
  'Multiply',
  'PReLU',
  'Permute',
  'ReLU',
  'Reshape',
  'SeparableConv2D',
  'Softmax',
  'UpSampling2D',
  'ZeroPadding2D',
]);

/** Throws `ExportError` where tfjs-layers has no such layer, and `PlanError` where the network is not complete. */
export function exportTfjs(model: TrainedModel): readonly ExportedFile[] {
  const graph = kerasGraph(model);
  graph.layers.forEach(refuseUnknown);
  const { manifest, shards } = packWeights(graph);
  const preparation = { preprocessing: model.preprocessing, classNames: classNamesOf(model) };
  const modelJson = {
    format: 'layers-model',
    generatedBy: 'ConvCanvas',
    convertedBy: null,
    modelTopology: topology(model.trainedOn.name, graph),
    weightsManifest: manifest,
    userDefinedMetadata: preparation,
  };
  return [
    { path: 'model.json', bytes: toUtf8(JSON.stringify(modelJson)) },
    ...shards,
    { path: 'preprocessing.json', bytes: toUtf8(`${printJson(preparation)}\n`) },
    { path: 'README.txt', bytes: toUtf8(readme(model, graph)) },
  ];
}

/** What tfjs-layers would refuse with an error of its own, or would compute wrongly without one. */
function refuseUnknown({ className, args, from }: KerasLayer): void {
  const { groups } = args;
  if (typeof groups === 'number' && groups !== 1) {
    throw new ExportError(
      `The layer ${from} can't be exported to tfjs: it has ${groups} groups, and layers of TensorFlow.js have no groups. Set its groups to 1 and train again.`,
    );
  }
  if (className === 'ELU' && args['alpha'] !== 1) {
    throw new ExportError(
      `The layer ${from} can't be exported to tfjs: TensorFlow.js has ELU with an alpha of 1 only. Set its alpha to 1 and train again.`,
    );
  }
  if (args['activation'] === 'hard_swish' || args['activation'] === 'hard_sigmoid') {
    throw new ExportError(
      `The layer ${from} can't be exported to tfjs: TensorFlow.js has another hard sigmoid, or none. Use a plain sigmoid or swish and train again.`,
    );
  }
  if (!KNOWN_CLASSES.has(className)) {
    throw new ExportError(
      `The layer ${from} can't be exported to tfjs: TensorFlow.js has no layer ${className}. Take it out or replace it, and train again.`,
    );
  }
}

function topology(name: string, { layers, inputs, outputs }: KerasGraph): unknown {
  const reference = (layer: string): readonly unknown[] => [layer, 0, 0];
  return {
    class_name: 'Model',
    config: {
      name: name.replace(/[^A-Za-z0-9_]+/g, '_') || 'model',
      layers: layers.map((layer) => ({
        name: layer.name,
        class_name: layer.className,
        config: { ...layer.args, name: layer.name, trainable: true },
        inbound_nodes:
          layer.inputs.length === 0 ? [] : [layer.inputs.map((input) => [...reference(input), {}])],
      })),
      input_layers: inputs.map(reference),
      output_layers: outputs.map(reference),
    },
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
}

function packWeights({ layers }: KerasGraph): {
  readonly manifest: unknown;
  readonly shards: readonly ExportedFile[];
} {
  const weights = layers.flatMap((layer) =>
    layer.weights.map((weight) => ({ ...weight, name: `${layer.name}/${weight.name}` })),
  );
  const size = weights.reduce((sum, { data }) => sum + data.byteLength, 0);
  const all = new Uint8Array(size);
  let offset = 0;
  for (const { data } of weights) {
    all.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  const count = Math.ceil(size / SHARD_BYTES);
  const shards = Array.from({ length: count }, (_, index) => ({
    path: `group1-shard${index + 1}of${count}.bin`,
    bytes: all.subarray(index * SHARD_BYTES, (index + 1) * SHARD_BYTES),
  }));
  const specs = weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  return { manifest: [{ paths: shards.map(({ path }) => path), weights: specs }], shards };
}

function readme(model: TrainedModel, graph: KerasGraph): string {
  const { preprocessing, trainedOn } = model;
  const classNames = classNamesOf(model);
  return `${visibleText(trainedOn.name) || 'A network'}, trained and exported by ConvCanvas

model.json and the *.bin files beside it are a TensorFlow.js layers model:

  const model = await tf.loadLayersModel('model.json');
  const output = model.predict(pictures);

Input: ${graph.inputs.join(', ')}. Output: ${graph.outputs.join(', ')}, probabilities where the network classifies.

Before the network sees a picture (also in preprocessing.json and in model.json, userDefinedMetadata):

${preparationSteps(preprocessing)}

${classNames.length === 0 ? 'The classes have no names.' : `Classes, in the order of the output:\n\n${classNames.map((name, index) => `  ${index}  ${visibleText(name)}`).join('\n')}`}
`;
}

function preparationSteps(preprocessing: Preprocessing): string {
  const { height, width, channels } = preprocessing;
  return [
    ...describeSteps(preprocessing),
    `Batches are pictures x ${height} x ${width} x ${channels}, float32.`,
  ]
    .map((sentence, index) => `${index + 1}. ${sentence}`)
    .join('\n');
}
