import { expect, test } from 'vitest';
import { createKeeper } from './keep-learned';
import type { OutPlace } from './out-place';

const model = () => Promise.resolve(Uint8Array.of(1));

const placeThat = (fails: number) => {
  let left = fails;
  const written: string[] = [];
  const write = (file: string) => {
    if (left-- > 0) return Promise.reject(new Error('The disk is full.'));
    written.push(file);
    return Promise.resolve({ file, problem: null });
  };
  const place: OutPlace = { save: () => write('out'), saveBeside: () => write('beside') };
  return { place, written };
};

test('what was learned is written once, and anew when more was learned', async () => {
  const { place, written } = placeThat(0);
  const keeper = createKeeper(place);
  expect(await keeper.keep()).toBeNull();
  keeper.learned(model);
  await Promise.all([keeper.keep(), keeper.keep(), keeper.keepBeside()]);
  expect(written).toEqual(['out']);
  keeper.learned(model);
  await keeper.keepBeside();
  expect(written).toEqual(['out', 'beside']);
});

test('a write that failed is tried again', async () => {
  const { place, written } = placeThat(1);
  const keeper = createKeeper(place);
  keeper.learned(model);
  await expect(keeper.keep()).rejects.toThrow('The disk is full.');
  await keeper.keep();
  expect(written).toEqual(['out']);
});

test('leaving at once waits for a first checkpoint, and for nothing where no step was made', async () => {
  const { place, written } = placeThat(0);
  const keeper = createKeeper(place);
  expect(await keeper.keepFirst()).toBeNull();
  keeper.begun();
  expect(keeper.lacksFirst).toBe(true);
  const kept = keeper.keepFirst();
  keeper.learned(model);
  expect(keeper.lacksFirst).toBe(false);
  expect(await kept).toEqual({ file: 'out', problem: null });
  expect(written).toEqual(['out']);
});
