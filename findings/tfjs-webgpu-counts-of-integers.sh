#!/usr/bin/env bash
# TensorFlow.js on WebGPU, counting with whole numbers: the counts are the bits of floating-point numbers.
#
# Versions: @tensorflow/tfjs-core, -backend-cpu and -backend-webgpu 4.22.0; npm webgpu 0.6.2 (Dawn) in Node 20 on the
# software adapter that Debian's package `chromium` brings (vk_swiftshader_icd.json). No GPU is needed.
# Seen of x = [0, 1, 1, 3, 3, 3], int32:
#                                           cpu                webgpu
#   bincount(x, no weights, int32)          int32 [1,2,0,3]    int32 [1065353216,1073741824,0,1077936128]
#   bincount(x, ones, int32)                int32 [1,2,0,3]    int32 [1065353216,1073741824,0,1077936128]
#   bincount(x, no weights, float32)        float32 [1,2,0,3]  float32 [1,2,0,3]
#   unsortedSegmentSum(x, x, 4)             float32 [0,2,0,9]  int32 [0,2130706432,0,-1061158912]
#   sum([16777217, 16777216], int32)        33554433           33554432
# 1077936128 is 0x40400000, the bits of 3.0: the kernels count in float32 and call the buffer int32; the segments' sum
# then adds such bits. Class counts and confusion matrices of labels are wrong so without an error; weights of float32 give
# the right ones.
set -euo pipefail
driver=${VK_ICD_FILENAMES:-/usr/lib/chromium/vk_swiftshader_icd.json}
[ -f "$driver" ] || { echo "not run: install Debian's package chromium, which brings vk_swiftshader_icd.json" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts webgpu@0.6.2 \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-webgpu@4.22.0
# Vulkan's loader lies beside the driver; Dawn looks for it beside its own binding.
loader=$(dirname "$driver")/libvulkan.so.1
[ ! -f "$loader" ] || ln -s "$loader" node_modules/webgpu/dist/linux-"$(node -p process.arch)"/
cat > seen.mjs <<'JS'
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
const gpu = create([]); // It is held here: the instance has to live as long as what it made.
Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
// The backend registers itself only where it finds WebGPU when it is loaded.
const tf = await import('@tensorflow/tfjs-core');
await import('@tensorflow/tfjs-backend-cpu');
await import('@tensorflow/tfjs-backend-webgpu');

for (const backend of ['cpu', 'webgpu']) {
  if (!(await tf.setBackend(backend))) throw new Error(`no ${backend}`);
  const x = tf.tensor1d([0, 1, 1, 3, 3, 3], 'int32');
  const results = {
    'bincount int32': tf.bincount(x, tf.tensor1d([], 'int32'), 4),
    'bincount ones': tf.bincount(x, tf.ones([6], 'int32'), 4),
    'bincount float32': tf.bincount(x, tf.tensor1d([], 'float32'), 4),
    unsortedSegmentSum: tf.unsortedSegmentSum(x, x, 4),
    sum: tf.sum(tf.tensor1d([16777217, 16777216], 'int32')),
  };
  for (const [name, result] of Object.entries(results))
    console.log(`${backend} ${name}: ${result.dtype} ${JSON.stringify([...(await result.data())])}`);
}
process.exit(0);
JS
seen=$(VK_ICD_FILENAMES="$driver" node seen.mjs 2>/dev/null | grep -E '^(cpu|webgpu) ')
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
cpu bincount int32: int32 [1,2,0,3]
cpu bincount ones: int32 [1,2,0,3]
cpu bincount float32: float32 [1,2,0,3]
cpu unsortedSegmentSum: float32 [0,2,0,9]
cpu sum: int32 [33554433]
webgpu bincount int32: int32 [1065353216,1073741824,0,1077936128]
webgpu bincount ones: int32 [1065353216,1073741824,0,1077936128]
webgpu bincount float32: float32 [1,2,0,3]
webgpu unsortedSegmentSum: int32 [0,2130706432,0,-1061158912]
webgpu sum: int32 [33554432]
SEEN
