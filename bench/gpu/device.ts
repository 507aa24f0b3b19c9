/** What the device can do at most: a product that stays in registers, and a copy. */
import { detectBackends } from '../../shared/engine/tfjs/detect-backends';
import { median } from '../row';
import { tell } from './part';

const THREADS = 256;
const ROUNDS = 5;
/** Multiply-adds of four numbers that don't wait for each other. */
const CHAINS = 16;
/** A measurement is not shorter, in milliseconds. */
const LONG_ENOUGH = 30;

const each = (body: (i: number) => string): string =>
  Array.from({ length: CHAINS }, (_, i) => body(i)).join('\n');

const product = `
@group(0) @binding(0) var<storage, read> given : array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> result : array<vec4<f32>>;
override LOOPS : u32;
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let factor = given[id.x];
  ${each((i) => `var sum${i} = factor * ${i + 1}.0;`)}
  for (var i = 0u; i < LOOPS; i++) {
    ${each((i) => `sum${i} = fma(sum${i}, factor, factor);`)}
  }
  result[id.x] = ${Array.from({ length: CHAINS }, (_, i) => `sum${i}`).join(' + ')};
}`;

const copy = `
@group(0) @binding(0) var<storage, read> given : array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> result : array<vec4<f32>>;
override LOOPS : u32;
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (id.x < LOOPS) { result[id.x] = given[id.x]; }
}`;

/** Milliseconds of one dispatch, the median of several measurements. */
async function timeOf(device: GPUDevice, code: string, vectors: number, loops: number): Promise<number> {
  const size = vectors * 16;
  const storage = GPUBufferUsage.STORAGE;
  const buffers = [
    device.createBuffer({ size, usage: storage }),
    device.createBuffer({ size, usage: storage }),
  ];
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }), constants: { LOOPS: loops } },
  });
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const run = async (times: number): Promise<number> => {
    const start = performance.now();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let i = 0; i < times; i += 1) pass.dispatchWorkgroups(Math.ceil(vectors / THREADS));
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return (performance.now() - start) / times;
  };
  await run(1);
  const times = Math.max(1, Math.ceil(LONG_ENOUGH / (await run(1))));
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) found.push(await run(times));
  for (const buffer of buffers) buffer.destroy();
  return median(found);
}

export async function measureDevice(): Promise<void> {
  const candidate = (await detectBackends()).find(({ name }) => name === 'webgpu');
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!candidate || !adapter) {
    tell({ adapter: '', software: false, flops: 0, bytesPerSecond: 0 });
    return;
  }
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  const { software } = candidate;
  const threads = software ? 2 ** 12 : 2 ** 19;
  const loops = software ? 64 : 2048;
  const seconds = (await timeOf(device, product, threads, loops)) / 1000;
  const vectors = software ? 2 ** 21 : 15 * 2 ** 20;
  const copied = (await timeOf(device, copy, vectors, vectors)) / 1000;
  tell({
    adapter: candidate.device ?? 'an adapter without a name',
    software,
    flops: (threads * loops * CHAINS * 4 * 2) / seconds,
    bytesPerSecond: (vectors * 16 * 2) / copied,
  });
  device.destroy();
}
