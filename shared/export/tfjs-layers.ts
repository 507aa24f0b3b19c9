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
import { tfjsGraph, type TfjsGraph } from './tfjs/graph';

/** As tfjs's own converter has it: browsers cache files of this size. */
const SHARD_BYTES = 4 * 1024 * 1024;

interface TfjsExport {
  readonly files: readonly ExportedFile[];
  /** What stands there otherwise than in the network, a sentence each. */
  readonly remarks: readonly string[];
}

/** Throws `ExportError` where no layers of tfjs compute it, and `PlanError` where the network is not complete. */
export function exportTfjs(model: TrainedModel): TfjsExport {
  const graph = tfjsGraph(model);
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
  const remarks = remarksOf(graph);
  const files = [
    { path: 'model.json', bytes: toUtf8(JSON.stringify(modelJson)) },
    ...shards,
    { path: 'preprocessing.json', bytes: toUtf8(`${printJson(preparation)}\n`) },
    { path: 'README.txt', bytes: toUtf8(readme(model, graph, remarks)) },
  ];
  return { files, remarks };
}

function remarksOf({ rewritten }: TfjsGraph): readonly string[] {
  if (rewritten.length === 0) return [];
  const names = [...new Set(rewritten)].map((name) => visibleText(name)).join(', ');
  return [
    `TensorFlow.js lacks these layers or a parameter of them, so that they are made of others there, which compute the same but may learn otherwise: ${names}.`,
  ];
}

function topology(name: string, { layers, inputs, outputs }: TfjsGraph): unknown {
  const reference = (layer: string): readonly unknown[] => [layer, 0, 0];
  return {
    class_name: 'Model',
    config: {
      name: name.replace(/[^A-Za-z0-9_]+/g, '_') || 'model',
      layers: layers.map((layer) => ({
        name: layer.name,
        class_name: layer.className,
        config: { trainable: true, ...layer.args, name: layer.name },
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

function packWeights({ layers }: TfjsGraph): {
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

function readme(model: TrainedModel, graph: TfjsGraph, remarks: readonly string[]): string {
  const { preprocessing, trainedOn } = model;
  const classNames = classNamesOf(model);
  return `${visibleText(trainedOn.name) || 'A network'}, trained and exported by ConvCanvas

model.json and the *.bin files beside it are a TensorFlow.js layers model:

  const model = await tf.loadLayersModel('model.json');
  const output = model.predict(pictures);

Input: ${graph.inputs.join(', ')}. Output: ${graph.outputs.join(', ')}, probabilities where the network classifies.
${remarks.map((remark) => `\n${remark}\n`).join('')}
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
