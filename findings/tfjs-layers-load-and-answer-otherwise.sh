#!/usr/bin/env bash
# tfjs-layers, models loaded from Keras configs: keys that it does not use change nothing, and no word is said.
#
# Versions: @tensorflow/tfjs-core, tfjs-layers, tfjs-backend-cpu 4.22.0; Node 20.
# Seen on cpu, one layer each, loaded by loadLayersModel from a topology as Keras and its converter write it:
#   DepthwiseConv2D, dilation_rate 2     the key is read and checked, then null goes to the kernel: as with rate 1
#   Conv2DTranspose, dilation_rate 2     as with rate 1, 5×5 instead of 7×7
#   LeakyReLU, negative_slope 0.01       0.3, since the key is called alpha there
#   UpSampling2D, bilinear               0 0.5 1 1 of [0 1] instead of Keras' 0 0.25 0.75 1
#   UpSampling2D, nearest, 49 times      pixel 49 shows the first value: ⌊49 · (1 / 49)⌋ is 0 in floating point
#   hard_sigmoid of 1                    0.7; Keras 3 has 1/6 · x + 0.5
#   activation gelu_new                  written by its own save, unknown to its own load: names become camelCase
#   a layer called constructor           can't be loaded: layers by name are kept in a plain object
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat > seen.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';

await tf.setBackend('cpu');

/** The answer of one layer to `input` [height, width, 1]; its kernel, where it has one, is all ones. */
async function answer(class_name, config, kernel, input, name = 'x') {
  const own = { inbound_nodes: [[['in', 0, 0, {}]]], name, class_name, config: { name, ...config } };
  const shape = [null, input.length, input[0].length, 1];
  const first = { name: 'in', class_name: 'InputLayer', inbound_nodes: [] };
  const model = await layers.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: {
        class_name: 'Model',
        config: {
          name: 'm',
          layers: [{ ...first, config: { name: 'in', batch_input_shape: shape, dtype: 'float32' } }, own],
          input_layers: [['in', 0, 0]],
          output_layers: [[name, 0, 0]],
        },
      },
      weightSpecs: kernel === null ? [] : [{ name: `${name}/${kernel}`, shape: [3, 3, 1, 1], dtype: 'float32' }],
      weightData: kernel === null ? new ArrayBuffer(0) : new Float32Array(9).fill(1).buffer,
    }),
  );
  const picture = tf.tensor(input.flat(), [1, input.length, input[0].length, 1]);
  return tf.squeeze(model.predict(picture), [0, 3]).arraySync();
}
const tell = (what, value) => console.log(`${what}: ${value}`);
const square = (size) => Array.from({ length: size }, () => Array(size).fill(1));
const sizeOf = (rows) => `${rows.length}x${rows[0].length}`;
const window = { kernel_size: [3, 3], strides: [1, 1], padding: 'valid', use_bias: false, dilation_rate: [2, 2] };

tell('depthwise', sizeOf(await answer('DepthwiseConv2D', window, 'depthwise_kernel', square(7))));
tell('transposed', sizeOf(await answer('Conv2DTranspose', { ...window, filters: 1 }, 'kernel', square(3))));
tell('leaky', (await answer('LeakyReLU', { negative_slope: 0.01 }, null, [[-1, 1]]))[0][0].toFixed(2));
const bilinear = { size: [1, 2], interpolation: 'bilinear' };
tell('bilinear', (await answer('UpSampling2D', bilinear, null, [[0, 1]]))[0].join(' '));
const nearest = { size: [1, 49], interpolation: 'nearest' };
tell('nearest', (await answer('UpSampling2D', nearest, null, [[0, 1]]))[0].slice(48, 51).join(' '));
tell('hard sigmoid', (await answer('Activation', { activation: 'hard_sigmoid' }, null, [[1]]))[0][0].toFixed(2));

const model = layers.sequential({ layers: [layers.layers.activation({ activation: 'gelu_new', inputShape: [2] })] });
const saved = await new Promise((resolve) => void model.save(tf.io.withSaveHandler(async (files) => {
  resolve(files);
  return { modelArtifactsInfo: {} };
})));
const again = await layers.loadLayersModel(tf.io.fromMemory(saved)).then(() => 'loaded', (error) => error.message);
tell('gelu_new', again.split('.')[0]);
const called = await answer('Activation', { activation: 'relu' }, null, [[1]], 'constructor').then(
  () => 'loaded',
  (error) => error.name,
);
tell('constructor', called);
JS
seen=$(node seen.mjs 2>/dev/null)
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
depthwise: 5x5
transposed: 5x5
leaky: -0.30
bilinear: 0 0.5 1 1
nearest: 0 0 1
hard sigmoid: 0.70
gelu_new: Unknown activation: geluNew
constructor: TypeError
SEEN
