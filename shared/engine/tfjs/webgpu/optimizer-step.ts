/**
 * Optimizer steps in place, one dispatch per weight. tfjs's programs have one result and never change an input, so
 * this is a pipeline of our own on its device; all weights' dispatches are one submission.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { OptimizerName } from '../../../schema/optimizers';
import { BETA1, BETA2, EPSILON, RHO } from '../../optimizer';
import { isWebGpuBackend, lines, THREADS } from './dispatch';

/** A weight with its gradient and slots; all but the gradient are changed. */
export interface WeightState {
  readonly weight: tf.Tensor;
  readonly gradient: tf.Tensor;
  readonly slots: readonly tf.Tensor[];
  /** Whether weight decay is for it. */
  readonly decays: boolean;
}

export interface Hyperparameters {
  /** Adam's with its corrections of the start. */
  readonly rate: number;
  readonly momentum: number;
  /** Share of the weight that is lost in this step, before it: decoupled weight decay (Loshchilov & Hutter 2019). */
  readonly decay: number;
}

/** Statements that give `change`, what to subtract, from the gradient `g` and change the slots: formulas of ../optimizer.ts. */
const adam = `slot0[i] += (g - slot0[i]) * (1.0 - BETA1);
    slot1[i] += (g * g - slot1[i]) * (1.0 - BETA2);
    let change = hyper.rate * slot0[i] / (sqrt(slot1[i]) + EPSILON);`;
const rules: Readonly<Record<OptimizerName, (slots: number) => string>> = {
  sgd: (slots) =>
    slots === 0
      ? 'let change = hyper.rate * g;'
      : `slot0[i] = hyper.momentum * slot0[i] + hyper.rate * g;
    let change = slot0[i];`,
  adam: () => adam,
  adamw: () => adam,
  rmsprop: () => `slot0[i] += (g * g - slot0[i]) * (1.0 - RHO);
    let change = hyper.rate * g / sqrt(slot0[i] + EPSILON);`,
};

const code = (rule: string, slots: number): string => `
const BETA1 = ${BETA1};
const BETA2 = ${BETA2};
const RHO = ${RHO};
const EPSILON = ${EPSILON};
struct Hyper { rate : f32, momentum : f32, decay : f32 };
@group(0) @binding(0) var<uniform> hyper : Hyper;
@group(0) @binding(1) var<storage, read> gradient : array<f32>;
@group(0) @binding(2) var<storage, read_write> weight : array<f32>;
${lines(slots, (n) => `@group(0) @binding(${3 + n}) var<storage, read_write> slot${n} : array<f32>;`)}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>,
        @builtin(local_invocation_index) local : u32) {
  let i = (group.y * groups.x + group.x) * ${THREADS} + local;
  if (i < arrayLength(&weight)) {
    let g = gradient[i];
    ${rule}
    weight[i] = weight[i] * (1.0 - hyper.decay) - change;
  }
}
`;

export interface OptimizerStep {
  run(states: readonly WeightState[], hyper: Hyperparameters): void;
  dispose(): void;
}

export function createOptimizerStep(name: OptimizerName, slots: number): OptimizerStep {
  const backend = tf.backend();
  if (!isWebGpuBackend(backend)) throw new Error('Steps in place need the webgpu backend.');
  const { device } = backend;
  const pipeline = device.createComputePipeline({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: code(rules[name](slots), slots) }) },
  });
  const uniformsOf = () =>
    device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const uniforms = { decaying: uniformsOf(), others: uniformsOf() };
  const most = device.limits.maxComputeWorkgroupsPerDimension;

  return {
    run(states, { rate, momentum, decay }) {
      const bound = states.map(({ weight, gradient, slots: held, decays }) => ({
        groups: Math.ceil(weight.size / THREADS),
        buffers: [
          decays ? uniforms.decaying : uniforms.others,
          ...[gradient, weight, ...held].map((tensor) => bufferOf(backend, tensor)),
        ],
      }));
      // What tfjs has recorded comes first: gradients, uploads, and the last step's reading of the uniforms.
      backend.ensureCommandEncoderReady();
      backend.endComputePassEncoder();
      backend.submitQueue();
      device.queue.writeBuffer(uniforms.decaying, 0, Float32Array.of(rate, momentum, decay));
      device.queue.writeBuffer(uniforms.others, 0, Float32Array.of(rate, momentum, 0));
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      for (const { groups, buffers } of bound) {
        const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
        pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
        pass.dispatchWorkgroups(Math.min(groups, most), Math.ceil(groups / most));
      }
      pass.end();
      device.queue.submit([encoder.finish()]);
      for (const { weight, slots: held } of states)
        for (const tensor of [weight, ...held]) forgetValues(backend, tensor);
    },
    dispose() {
      for (const buffer of Object.values(uniforms)) buffer.destroy();
    },
  };
}

function bufferOf(backend: WebGPUBackend, { dataId }: tf.TensorInfo): GPUBuffer {
  backend.uploadToGPU(dataId);
  const { resource } = backend.tensorMap.get(dataId);
  if (!(resource instanceof GPUBuffer)) throw new Error('A weight lies in no buffer of the device.');
  return resource;
}

/** tfjs keeps what was read once and would answer with it again, though the device's values are others by now. */
export function forgetValues(backend: object, { dataId }: tf.TensorInfo): void {
  if (!isWebGpuBackend(backend)) return;
  const data = backend.tensorMap.get(dataId);
  // Typed as if they could not be missing; while nothing is on the device they are the only ones.
  if (data.resource) Object.assign(data, { values: null });
}
