/** The layers' contract on WebGL, which only a browser has. Answers a request with what failed. */
import fc from 'fast-check';
import { casesOf, checkCase } from '../shared/engine/testing/layer-case';
import { createExecutor } from '../shared/engine/tfjs/create-executor';
import { layers } from '../shared/layers/index';

export interface ContractRequest {
  /** Cases of each layer. */
  readonly cases: number;
  /** The types of the layers. */
  readonly types: readonly string[];
  readonly seed: number;
}

export interface ContractAnswer {
  readonly checked: number;
  readonly failures: readonly string[];
}

self.onmessage = async ({ data }: MessageEvent<ContractRequest>) => {
  const { cases, types, seed } = data;
  const platform = {
    kernels: null,
    wasmBase: '',
    backends: ['webgl'] as const,
    threads: 1,
    now: () => performance.now(),
  };
  const failures: string[] = [];
  let checked = 0;
  for (const layer of layers.filter(({ type }) => types.includes(type))) {
    for (const given of fc.sample(casesOf(layer), { numRuns: cases, seed })) {
      try {
        await checkCase(layer, given, 'webgl', createExecutor, platform);
        checked += 1;
      } catch (error) {
        failures.push(
          `${layer.type} ${JSON.stringify(given)}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }
  self.postMessage({ checked, failures } satisfies ContractAnswer);
};
