#!/usr/bin/env bash
# tfjs-layers, predict: a value that one layer reads twice is thrown away before its other readers have had it.
#
# Versions: @tensorflow/tfjs-core, tfjs-layers, tfjs-backend-cpu 4.22.0; Node 20.
# Seen of a = relu(x), s = a + a, and an output s + a; and of a model that has one value as two outputs:
#   built by tf.model, predict       TypeError: Cannot read properties of undefined (reading 'backend')
#   with a copy of a for s (linear)  3
#   training (apply, training: true) 3
#   outputs [a, a], predict          Error: Argument 'tensors[0]' passed to 'concat' must be a Tensor, … but got 'null'
# engine/executor.js keeps for each value the set of its readers, {s, output}, but takes one off for every time that it is
# read: after s, which reads it twice, none is left, and the tensor is disposed. While training nothing is disposed. The
# outputs are found by name, the first of that name only.
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
import { input, layers, model } from '@tensorflow/tfjs-layers';

await tf.setBackend('cpu');
const one = () => tf.tensor([1], [1, 1]);
const told = (ask) => {
  try {
    return String(ask());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};

function network(copied) {
  const x = input({ shape: [1] });
  const a = layers.activation({ activation: 'relu' }).apply(x);
  const again = copied ? layers.activation({ activation: 'linear' }).apply(a) : a;
  const s = layers.add().apply([a, again]);
  return model({ inputs: x, outputs: layers.add().apply([s, a]) });
}
console.log(`read twice: ${told(() => network(false).predict(one()).dataSync())}`);
console.log(`with a copy: ${told(() => network(true).predict(one()).dataSync())}`);
console.log(`training: ${told(() => network(false).apply(one(), { training: true }).dataSync())}`);

const x = input({ shape: [1] });
const a = layers.activation({ activation: 'relu' }).apply(x);
const twice = model({ inputs: x, outputs: [a, a] });
console.log(`two outputs: ${told(() => twice.predict(one()).map((tensor) => tensor.dataSync()))}`);
JS
seen=$(node seen.mjs 2>/dev/null | grep ': ')
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
read twice: TypeError: Cannot read properties of undefined (reading 'backend')
with a copy: 3
training: 3
two outputs: Error: Argument 'tensors[0]' passed to 'concat' must be a Tensor or TensorLike, but got 'null'
SEEN
