#!/usr/bin/env bash
# TensorFlow.js, cast to bool: on the WASM backend a fraction is false.
#
# Versions: @tensorflow/tfjs-core, -backend-cpu and -backend-wasm 4.22.0; Node 20.
# Seen of tf.cast(tf.tensor1d([0.2, -0.5, 0, 1, 2.5]), 'bool'):
#   cpu   [1,1,0,1,1]    what is not zero is true, as in TensorFlow and NumPy
#   wasm  [0,0,0,1,2]    the value is cut to a whole number, and its byte is kept: 0.2 is false, and 2.5 is a "bool" of 2
# It matters where masks are made of soft values, such as attributions or dropout's noise: on WASM the mask is another
# one, and its sum counts more than there are elements. tf.notEqual(x, 0) is right on both.
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

for (const backend of ['cpu', 'wasm']) {
  if (!(await tf.setBackend(backend))) throw new Error(`no ${backend}`);
  const x = tf.tensor1d([0.2, -0.5, 0, 1, 2.5]);
  const show = async (t) => JSON.stringify([...(await t.data())].map(Number));
  console.log(backend, 'cast', await show(tf.cast(x, 'bool')), 'notEqual', await show(tf.notEqual(x, 0)));
}
JS
seen=$(node seen.mjs 2>/dev/null | grep -E '^(cpu|wasm) ')
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
cpu cast [1,1,0,1,1] notEqual [1,1,0,1,1]
wasm cast [0,0,0,1,2] notEqual [1,1,0,1,1]
SEEN
