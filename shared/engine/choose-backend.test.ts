import { expect, test } from 'vitest';
import { type BackendCandidate, chooseBackend, type Trial } from './choose-backend';
import type { BackendName } from './executor';

const hard = (...names: BackendName[]): BackendCandidate[] =>
  names.map((name) => ({ name, software: false }));

/** Seconds of each, null for one that does not start; and what was tried, with the best figure until then. */
function trials(times: Partial<Record<BackendName, number | null | 'NaN'>>) {
  const tried: [BackendName, number][] = [];
  const attempt = (name: BackendName, best: number): Promise<Trial> => {
    tried.push([name, best]);
    const time = times[name];
    if (time === undefined || time === null) return Promise.reject(new Error('It is not there.'));
    return Promise.resolve(
      time === 'NaN' ? { secondsPerStep: 0.001, isNumber: false } : { secondsPerStep: time, isNumber: true },
    );
  };
  return { tried, attempt };
}

test('takes the fastest and says what it was compared with', async () => {
  const { attempt, tried } = trials({ webgpu: 0.04, wasm: 0.0121 });
  expect(await chooseBackend(hard('webgpu', 'wasm', 'cpu'), attempt)).toEqual({
    backend: 'wasm',
    reason: 'WebAssembly needs 12 ms for a step, against 40 ms with WebGPU.',
    secondsPerStep: 0.0121,
  });
  expect(tried).toEqual([
    ['webgpu', Infinity],
    ['wasm', 0.04],
  ]);
});

test('does not try emulated graphics while anything else works, and says so', async () => {
  const { attempt, tried } = trials({ wasm: 1.5 });
  const candidates = [{ name: 'webgpu', software: true }, ...hard('wasm', 'cpu')] as const;
  const { reason } = await chooseBackend(candidates, attempt);
  expect(reason).toBe('WebAssembly needs 1.5 s for a step; WebGPU would run without a graphics card.');
  expect(tried.map(([name]) => name)).toEqual(['wasm']);
});

test('says what could not be started', async () => {
  const { attempt } = trials({ webgpu: null, wasm: 0.02 });
  const { reason } = await chooseBackend(hard('webgpu', 'wasm'), attempt);
  expect(reason).toBe('WebAssembly needs 20 ms for a step; not usable: WebGPU: It is not there.');
});

test('trusts no backend that computes no numbers where another does', async () => {
  const { attempt } = trials({ webgpu: 'NaN', wasm: 0.02 });
  const { backend, reason } = await chooseBackend(hard('webgpu', 'wasm'), attempt);
  expect(backend).toBe('wasm');
  expect(reason).toBe('WebAssembly needs 20 ms for a step; WebGPU computes no numbers here.');
});

test('a network without numbers anywhere is no backend’s fault', async () => {
  const { attempt } = trials({ wasm: 'NaN', cpu: 'NaN' });
  expect((await chooseBackend(hard('wasm', 'cpu'), attempt)).backend).toBe('wasm');
});

test('without any, all reasons are told', async () => {
  const { attempt } = trials({});
  await expect(chooseBackend(hard('wasm', 'cpu'), attempt)).rejects.toThrow(
    "None of this machine's backends can train the network. WebAssembly: It is not there. plain JavaScript: It is not there.",
  );
});

test('names the graphics adapter', async () => {
  const { attempt } = trials({ webgpu: 0.004, wasm: 0.0121 });
  const candidates = [
    { name: 'webgpu', software: false, device: 'nvidia-l4 (580.1)' },
    ...hard('wasm'),
  ] as const;
  const { reason } = await chooseBackend(candidates, attempt);
  expect(reason).toBe('WebGPU on nvidia-l4 (580.1) needs 4 ms for a step, against 12 ms with WebAssembly.');
});
