import { expect, test } from 'vitest';
import { compareRows } from './compare-rows';
import type { Row } from './row';

const row = (name: string, unit: string, ours: number | null, host = 'Node 20.1.0'): Row => ({
  name,
  host,
  backend: 'wasm',
  threads: 1,
  unit,
  ours,
  peer: 7,
  peerName: 'PyTorch',
  ratio: 1,
  aim: 2,
  floor: 1,
  note: '',
});

test('takes medians of both sides, and an earlier one of another host’s version', () => {
  const now = [90, 100, 300].map((value) => row('train', 'images/s', value));
  const before = [40, 50, 60].map((value) => row('train', 'images/s', value, 'Node 20.0.9'));
  expect(compareRows(now, before, 'before (abc)')).toEqual([
    {
      ...row('train', 'images/s', 100),
      peer: 50,
      peerName: 'before (abc)',
      ratio: 2,
      aim: 1,
      floor: 0.95,
      note: 'Medians of 3 and 3 runs in turn: 90.0 to 300, before 40.0 to 60.0.',
    },
  ]);
});

test('a greater ratio is better where less is: times and sizes', () => {
  const [time, size] = compareRows(
    [row('a', 'ms', 20), row('b', 'kB gzipped', 100)],
    [row('a', 'ms', 10), row('b', 'kB gzipped', 150)],
    'before (abc)',
  );
  expect([time?.ratio, size?.ratio]).toEqual([0.5, 1.5]);
});

test('says where the build before has no such row, or none with a figure', () => {
  const [fresh, unmeasured] = compareRows(
    [row('new', 'ms', 20), row('old', 'ms', 20)],
    [row('old', 'ms', null)],
    'before (abc)',
  );
  for (const found of [fresh, unmeasured])
    expect(found).toMatchObject({
      peer: null,
      peerName: null,
      ratio: null,
      note: 'before (abc) has no such row.',
    });
});
