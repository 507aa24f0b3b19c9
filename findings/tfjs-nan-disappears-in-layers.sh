#!/usr/bin/env bash
# TensorFlow.js, a network that has diverged: the layers behind a NaN give ordinary numbers, or infinity, again.
#
# Versions: @tensorflow/tfjs-core, -backend-cpu and -backend-wasm 4.22.0; Node 20.
# Seen of a window of 2 × 2 that holds one NaN and 1, 2, 3, and of a NaN alone:
#                              cpu    wasm
#   maxPool, NaN comes first   3      -Infinity
#   maxPool, NaN comes later   3      3
#   avgPool                    NaN    -Infinity
#   max                        NaN    NaN
#   relu                       NaN    NaN
#   relu6                      NaN    0
#   clipByValue(x, 0, 1)       NaN    0
# A network with max pooling or ReLU6 (VGG, MobileNet) whose weights went to NaN may so report a finite loss, and the same
# weights another one on the other backend. Whoever looks for divergence looks at weights, not at what comes out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0
cat > seen.mjs <<'JS'
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';

const value = async (tensor) => String((await tensor.data())[0]);
for (const backend of ['cpu', 'wasm']) {
  if (!(await tf.setBackend(backend))) throw new Error(`no ${backend}`);
  const first = tf.tensor3d([NaN, 1, 2, 3], [2, 2, 1]);
  const later = tf.tensor3d([1, NaN, 2, 3], [2, 2, 1]);
  const alone = tf.tensor1d([NaN]);
  const results = {
    'maxPool first': tf.maxPool(first, 2, 2, 'valid'),
    'maxPool later': tf.maxPool(later, 2, 2, 'valid'),
    avgPool: tf.avgPool(first, 2, 2, 'valid'),
    max: tf.max(first),
    relu: tf.relu(alone),
    relu6: tf.relu6(alone),
    clipByValue: tf.clipByValue(alone, 0, 1),
  };
  for (const [name, result] of Object.entries(results)) console.log(`${backend} ${name}: ${await value(result)}`);
}
JS
seen=$(node seen.mjs 2>/dev/null | grep -E '^(cpu|wasm) ')
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
cpu maxPool first: 3
cpu maxPool later: 3
cpu avgPool: NaN
cpu max: NaN
cpu relu: NaN
cpu relu6: NaN
cpu clipByValue: NaN
wasm maxPool first: -Infinity
wasm maxPool later: 3
wasm avgPool: -Infinity
wasm max: NaN
wasm relu: NaN
wasm relu6: 0
wasm clipByValue: 0
SEEN
