import { describe, expect, it } from 'vitest';
import { openFeed, type FeedOptions } from './feed';
import { packedRows, type PackedPictures } from './packed-rows';
import type { PictureSource, Rows } from './source';

function sourceOf(rows: Rows): PictureSource {
  const facts = {
    ...{ name: 'few', title: 'Few', summary: '', licence: '', source: '' },
    ...{ height: 1, width: 2, channels: 1, classNames: ['a', 'b'] },
    ...{ trainCount: rows.length, testCount: rows.length },
    fingerprint: 'crc32:00000000',
    classCounts: { training: [], validation: [], test: [] },
    ...{ leftOut: [], remarks: [] },
  };
  return { facts, part: () => rows, close: () => undefined };
}

const few: PackedPictures = {
  ...{ count: 4, height: 1, width: 2, channels: 1 },
  pixels: Uint8Array.of(0, 51, 102, 153, 204, 255, 10, 20),
  labels: Uint16Array.of(4, 5, 6, 4),
};

const unit = { type: 'Normalize', params: { mean: [0], deviation: [1] } };
const options: FeedOptions = {
  ...{ inputId: 'in', outputId: 'out', steps: [unit], seed: 3 },
  choice: { part: 'test', split: null },
};

const values = (data: Float32Array | undefined): number[] =>
  Array.from(data ?? [], (value) => Math.round(value * 10) / 10);

describe('a feed', () => {
  it('gives batches by the ids of the network’s ends, in the order asked for', async () => {
    const feed = await openFeed(sourceOf(packedRows(few)), options);
    expect([feed.length, feed.shape]).toEqual([4, { height: 1, width: 2, channels: 1 }]);
    const { size, inputs, targets } = await feed.read([2, 0, 2], 0);
    expect(size).toBe(3);
    expect(inputs['in']?.shape).toEqual([3, 1, 2, 1]);
    expect(values(inputs['in']?.data)).toEqual([0.8, 1, 0, 0.2, 0.8, 1]);
    expect(targets['out']).toEqual({ kind: 'index', shape: [3], data: Float32Array.of(6, 4, 6) });
  });

  it('gives classes the numbers that the network has for them', async () => {
    const classes = [0, 1, 2, 3, 9, 8, 7];
    const feed = await openFeed(sourceOf(packedRows(few)), { ...options, classes });
    expect([...((await feed.read([0, 1, 2], 0)).targets['out']?.data ?? [])]).toEqual([9, 8, 7]);
  });

  it('divides the training pictures, and both sides together are all of them', async () => {
    const split = { validation: 0.5, limit: null, seed: 1 };
    const side = async (name: 'train' | 'validation') => {
      const source = sourceOf(packedRows(few));
      const feed = await openFeed(source, { ...options, choice: { part: 'training', split, side: name } });
      const rows = Array.from({ length: feed.length }, (_, row) => row);
      return values((await feed.read(rows, 0)).inputs['in']?.data);
    };
    const [train, validation] = [await side('train'), await side('validation')];
    expect(train).toHaveLength(4);
    expect([...train, ...validation].sort()).toEqual([0, 0, 0.1, 0.2, 0.4, 0.6, 0.8, 1].sort());
  });

  it('refuses a row that it does not have', async () => {
    const feed = await openFeed(sourceOf(packedRows(few)), options);
    await expect(feed.read([4], 0)).rejects.toThrow('There is no picture 4 in a set of 4.');
  });

  it('takes pictures of many sizes where the steps end in one, and says so where they don’t', async () => {
    const sizes = [2, 3, 5];
    const mixed: Rows = {
      length: 3,
      labels: new Uint16Array(3),
      read: (rows) =>
        Promise.resolve(
          Array.from(rows, (row) => {
            const width = sizes[row] ?? 1;
            return { height: 1, width, channels: 1, values: new Uint8Array(width).fill(255) };
          }),
        ),
    };
    const resized = { type: 'Resize', params: { height: 1, width: 2 } };
    const feed = await openFeed(sourceOf(mixed), { ...options, steps: [resized, unit] });
    expect(values((await feed.read([0, 1, 2], 0)).inputs['in']?.data)).toEqual([1, 1, 1, 1, 1, 1]);
    const loose = await openFeed(sourceOf(mixed), options);
    await expect(loose.read([1], 0)).rejects.toThrow(
      'A picture is 1×3×1 after all steps, and 1×2×1 was expected.',
    );
  });
});
