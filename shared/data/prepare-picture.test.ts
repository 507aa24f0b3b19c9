import { expect, test } from 'vitest';
import { localDataSets } from '../../node/data-sets';
import { findPlaces } from '../../node/places';
import { drawnPicture, preparePicture } from './prepare-picture';

const settings = { fit: 'pad', scale: 'standardize', pipeline: [] } as const;

test('a picture is prepared to the bit as those of a set are', async () => {
  const sets = localDataSets(findPlaces(new URL('.', import.meta.url).pathname));
  const preprocessing = await sets.preprocessing('digits', [32, 32, 3], settings);
  const sheet = await sets.sheet('digits', {
    ...{ part: 'test', classIndex: null, count: 0, rows: [7] },
    preprocessing,
  });
  const { height, width, values } = sheet.raw;
  const prepared = preparePicture({ height, width, channels: 1, values }, preprocessing);
  expect(prepared.fed).toEqual(sheet.fed);
  expect(prepared.raw).toEqual(sheet.raw);
  expect(prepared.size).toEqual({ height: 8, width: 8, channels: 1 });
});

test('a large picture is made smaller for the eye, in proportion', () => {
  const preprocessing = {
    ...{ height: 4, width: 4, channels: 1, steps: [], fit: 'resize' as const },
    ...{ mean: [0], deviation: [1] },
  };
  const values = new Uint8Array(448 * 100 * 3).fill(255);
  const { raw, fed, size } = preparePicture({ height: 448, width: 100, channels: 3, values }, preprocessing);
  expect([raw.height, raw.width, raw.channels]).toEqual([224, 50, 3]);
  expect(size).toEqual({ height: 448, width: 100, channels: 3 });
  expect([...fed.values]).toEqual(new Array(16).fill(1));
});

test('a drawing is made smaller with antialiasing: Pillow 12.0, Image.resize((4, 4), BILINEAR)', () => {
  // Row i, column j of the drawing is (37 i + 11 j²) mod 256; what is expected was computed by Pillow.
  const values = Uint8Array.from({ length: 64 }, (_, at) => (37 * (at >> 3) + 11 * (at & 7) ** 2) % 256);
  const {
    height,
    width,
    values: smaller,
  } = drawnPicture({
    ...{ height: 8, width: 8, values },
    as: { height: 4, width: 4 },
  });
  expect([height, width]).toEqual([4, 4]);
  expect([...smaller]).toEqual([
    37, 103, 129, 100, 104, 154, 144, 153, 173, 152, 130, 145, 118, 86, 134, 135,
  ]);
});

test('a drawing whose pixels are too few is refused', () => {
  const drawing = { height: 8, width: 8, values: new Uint8Array(9), as: { height: 4, width: 4 } };
  expect(() => drawnPicture(drawing)).toThrow('The drawing has 9 pixels and should have 8×8.');
});
