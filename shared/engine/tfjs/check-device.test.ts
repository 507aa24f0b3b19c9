import { expect, test } from 'vitest';
import { DeviceFaultError } from '../failures';
import { engines, tfjsCpu } from '../testing/engines';
import { checkDevice, findNumbers, known } from './check-device';

const device = () => ({
  threads: 1,
  largest: Infinity,
  isDevice: true,
  onLost: () => () => undefined,
  failure: () => null,
});

test.each(engines)('$name finds the known numbers', async ({ create }) => {
  const found = await findNumbers(create);
  expect(Object.keys(found)).toEqual(Object.keys(known));
  for (const [name, value] of Object.entries(known)) expect(found[name], name).toBeCloseTo(value, 4);
  await checkDevice(device(), create);
});

test.each([NaN, 0, 1.01])('refuses a device that makes its gradients %s times as large', async (factor) => {
  const checking = checkDevice(device(), async (options) => {
    const executor = await tfjsCpu.create(options);
    return {
      ...executor,
      gradients: async (...args) => {
        const found = await executor.gradients(...args);
        return {
          ...found,
          weights: new Map([...found.weights].map(([k, d]) => [k, d.map((v) => v * factor)])),
        };
      },
    };
  });
  await expect(checking).rejects.toThrow(DeviceFaultError);
});

test('asks a device once, and a processor never', async () => {
  let asked = 0;
  const count: Parameters<typeof checkDevice>[1] = (options) => {
    asked += 1;
    return tfjsCpu.create(options);
  };
  const one = device();
  await checkDevice(one, count);
  await checkDevice(one, count);
  await checkDevice({ ...one, isDevice: false }, count);
  expect(asked).toBe(1);
});
