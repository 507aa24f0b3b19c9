import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Area, placeOn, readState, writeState } from './window-state';

const area = (x: number, y: number, width: number, height: number): Area => ({ x, y, width, height });
const main = area(0, 0, 1920, 1040);
const second = area(1920, 0, 2560, 1400);

test('a window comes back where it was, on whichever screen', () => {
  expect(placeOn(area(100, 80, 1200, 800), [main], [])).toEqual(area(100, 80, 1200, 800));
  expect(placeOn(area(2500, 300, 1200, 800), [main, second], [])).toEqual(area(2500, 300, 1200, 800));
});

test('a window whose screen is gone comes to the main one, and fits into it', () => {
  expect(placeOn(area(2500, 300, 1200, 800), [main], [])).toEqual(area(720, 240, 1200, 800));
  expect(placeOn(area(-5000, -5000, 4000, 3000), [main], [])).toEqual(main);
});

test('the first window of all lies in the middle, the next beside it', () => {
  const first = placeOn(null, [main], []);
  expect(first).toEqual(area(240, 70, 1440, 900));
  expect(placeOn(first, [main], [first])).toEqual(area(268, 98, 1440, 900));
});

test('wherever it was, it lies wholly on one screen', () => {
  const number = fc.integer({ min: -9000, max: 9000 });
  const size = fc.integer({ min: 1, max: 9000 });
  const areas = fc.record({ x: number, y: number, width: size, height: size });
  fc.assert(
    fc.property(areas, fc.array(areas, { maxLength: 5 }), (wanted, others) => {
      const placed = placeOn(wanted, [main, second], others);
      const fits = [main, second].some(
        (screen) =>
          placed.x >= screen.x &&
          placed.y >= screen.y &&
          placed.x + placed.width <= screen.x + screen.width &&
          placed.y + placed.height <= screen.y + screen.height,
      );
      expect(fits).toBe(true);
    }),
  );
});

test('the state survives; a broken one is as good as none', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-state-'));
  const file = path.join(folder, 'window-state.json');
  try {
    expect(readState(file)).toBeNull();
    const state = { bounds: area(-30, 20, 1000, 700), maximized: true };
    writeState(file, state);
    expect(readState(file)).toEqual(state);
    for (const broken of [
      '',
      '[]',
      '{"bounds":{"x":"1"}}',
      '{"bounds":{"x":0,"y":0,"width":-1,"height":1}}',
    ]) {
      writeFileSync(file, broken);
      expect(readState(file)).toBeNull();
    }
    writeState(path.join(folder, 'missing', 'x.json'), state);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
