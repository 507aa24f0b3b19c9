/**
 * Plain tfjs, as anyone would use it: loads model.json with its weights from a folder and predicts. Nothing of ConvCanvas
 * is in here. A message names folders. Of each it reads input.json, a list of {shape, values}, and writes output.json:
 * `outputs`, a list of the same, and `dropped`, the keys of configs that tfjs would not write itself; or {error} where it
 * refuses. Then it answers the message.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

/** @param {string} folder */
const modelIn = (folder) => JSON.parse(readFileSync(path.join(folder, 'model.json'), 'utf8'));

/** @param {string} folder */
async function load(folder) {
  const json = modelIn(folder);
  const specs = json.weightsManifest.flatMap((/** @type {{ weights: unknown[] }} */ group) => group.weights);
  const shards = json.weightsManifest.flatMap((/** @type {{ paths: string[] }} */ group) => group.paths);
  const bytes = Buffer.concat(
    shards.map((/** @type {string} */ shard) => readFileSync(path.join(folder, shard))),
  );
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: specs,
      weightData,
      format: json.format,
    }),
  );
}

/** @param {string} folder */
async function answersOf(folder) {
  const model = await load(folder);
  const inputs = JSON.parse(readFileSync(path.join(folder, 'input.json'), 'utf8')).map(
    (/** @type {{ shape: number[], values: number[] }} */ { shape, values }) => tf.tensor(values, shape),
  );
  const answer = model.predict(inputs.length === 1 ? inputs[0] : inputs);
  const outputs = [answer].flat().map((tensor) => ({ shape: tensor.shape, values: [...tensor.dataSync()] }));
  return { outputs, dropped: modelIn(folder).modelTopology.config.layers.flatMap(droppedOf(model)) };
}

/** @param {import('@tensorflow/tfjs-layers').LayersModel} model */
function droppedOf(model) {
  return (
    /** @type {{ name: string, class_name: string, config: object }} */ { name, class_name, config },
  ) => {
    const own = new Set(Object.keys(model.getLayer(name).getConfig()));
    return Object.keys(config)
      .filter((key) => !own.has(key.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())))
      .map((key) => `${class_name}.${key}`);
  };
}

await tf.setBackend('cpu');
process.on('message', async (/** @type {readonly string[]} */ folders) => {
  for (const folder of folders) {
    const said = await answersOf(folder).catch((/** @type {unknown} */ error) => ({ error: String(error) }));
    tf.disposeVariables();
    writeFileSync(path.join(folder, 'output.json'), JSON.stringify(said));
  }
  process.send?.('answered');
});
