import type { BackendName } from '../../../shared/engine/executor';

export const backendTitles: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

export const backendHelps: Readonly<Record<BackendName | 'auto', string>> = {
  auto: 'The fastest of this machine, found by a short probe of this very network.',
  webgpu: 'The graphics card, by the newest way to it.',
  webgl: 'The graphics card, by the way that older browsers have too.',
  wasm: 'The processor, with vector instructions and threads.',
  cpu: 'The processor, without any help: slow, works everywhere.',
};
