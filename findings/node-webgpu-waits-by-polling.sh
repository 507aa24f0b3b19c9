#!/usr/bin/env bash
# The npm package webgpu (Dawn in Node): waiting for the GPU takes a whole core of the CPU.
#
# Versions: webgpu 0.6.2; Node 20 on Linux, on the software adapter of Debian's package `chromium`
# (vk_swiftshader_icd.json). No GPU is needed.
# Seen of two waits by `await device.queue.onSubmittedWorkDone()`, 3.8 s in all, in which the script does nothing:
#   224,096 callbacks were put into setImmediate by the binding, 58,000 in each second (71,000 in a second run).
# Each asks whether work is done. Beside a GPU that costs one core; where the driver computes in software, or a data
# loader works in the same process, it is a core taken from them. The callbacks go through globalThis.setImmediate, so
# that a script can put them off.
set -euo pipefail
driver=${VK_ICD_FILENAMES:-/usr/lib/chromium/vk_swiftshader_icd.json}
[ -f "$driver" ] || { echo "not run: install Debian's package chromium, which brings vk_swiftshader_icd.json" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts webgpu@0.6.2
# Vulkan's loader lies beside the driver; Dawn looks for it beside its own binding.
loader=$(dirname "$driver")/libvulkan.so.1
[ ! -f "$loader" ] || ln -s "$loader" node_modules/webgpu/dist/linux-"$(node -p process.arch)"/
cat > seen.mjs <<'JS'
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
let asked = 0;
const atOnce = globalThis.setImmediate;
globalThis.setImmediate = (callback, ...given) => {
  if (Function.prototype.toString.call(callback).includes('[native code]')) asked += 1;
  return atOnce(callback, ...given);
};

const gpu = create([]);
const device = await (await gpu.requestAdapter()).requestDevice();
const buffer = device.createBuffer({ size: 4096 * 4, usage: GPUBufferUsage.STORAGE });
const code = `
  @group(0) @binding(0) var<storage, read_write> out: array<f32>;
  @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
    var x = f32(id.x);
    for (var i = 0; i < 200000; i++) { x = fract(x * 1.1 + 0.3); }
    out[id.x] = x;
  }`;
const compute = { module: device.createShaderModule({ code }), entryPoint: 'main' };
const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute });
const group = device.createBindGroup({
  layout: pipeline.getBindGroupLayout(0),
  entries: [{ binding: 0, resource: { buffer } }],
});

asked = 0;
const start = performance.now();
let waits = 0;
while (performance.now() - start < 2000) {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(64);
  pass.end();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  waits += 1;
}
const seconds = (performance.now() - start) / 1000;
console.log(`${waits} waits, ${seconds.toFixed(1)} s, ${asked} callbacks, ${Math.round(asked / seconds)} a second`);
process.exit(asked / seconds > 1000 ? 0 : 1);
JS
VK_ICD_FILENAMES="$driver" node seen.mjs
