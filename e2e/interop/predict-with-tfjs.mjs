/**
 * Plain tfjs, as anyone would use it: loads model.json with its weights from a folder and predicts. Nothing of ConvCanvas
 * is in here. Reads {shape, values} from the file named second, writes the answer to the one named third.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

const [folder = '', inputFile = '', outputFile = ''] = process.argv.slice(2);
await tf.setBackend('cpu');

const json = JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8'));
const specs = json.weightsManifest.flatMap((/** @type {{ weights: unknown[] }} */ group) => group.weights);
const shards = json.weightsManifest.flatMap((/** @type {{ paths: string[] }} */ group) => group.paths);
const bytes = Buffer.concat(
  shards.map((/** @type {string} */ shard) => readFileSync(path.join(folder, shard))),
);
const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const model = await loadLayersModel(
  tf.io.fromMemory({
    modelTopology: json.modelTopology,
    weightSpecs: specs,
    weightData,
    format: json.format,
  }),
);

const { shape, values } = JSON.parse(readFileSync(inputFile, 'utf8'));
const answer = model.predict(tf.tensor(values, shape));
if (Array.isArray(answer)) throw new Error('The model has several outputs.');
writeFileSync(
  outputFile,
  JSON.stringify({ shape: answer.shape, values: [...answer.dataSync()], layers: model.layers.length }),
);
