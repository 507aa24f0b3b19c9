/** What holds for every transform, with its defaults: places move with the pixels, and nothing that it was given changes. */
import { describe, expect, test } from 'vitest';
import { stream, uniform } from '../../engine/random';
import { defaultsOf } from '../../schema/fields';
import { DataError } from '../data-error';
import { type Picture, type PictureShape, UNMARKED } from '../picture';
import { transforms } from './list';
import type { Prepared, Transform } from './define';

const size = { height: 12, width: 16 };
const box = { left: 6, top: 4, right: 10, bottom: 7, label: 3 };
const isInside = (x: number, y: number): boolean =>
  x >= box.left && x < box.right && y >= box.top && y < box.bottom;

/** Grey with a bright part, which mask, box and point tell of. */
function pictureOf(channels: number): Picture {
  const places = Array.from({ length: size.height * size.width }, (_, at) =>
    isInside(at % size.width, Math.floor(at / size.width)) ? 1 : 0,
  );
  return {
    ...size,
    channels,
    values: Uint8Array.from({ length: places.length * channels }, (_, at) =>
      places[Math.floor(at / channels)] ? 220 : 60,
    ),
    mask: Uint8Array.from(places),
    boxes: [box],
    points: [{ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }],
  };
}

/** Grey pictures, or colour where it takes no others. */
function preparedFor(transform: Transform): { readonly picture: Picture; readonly prepared: Prepared } {
  for (const channels of [1, 3]) {
    const picture = pictureOf(channels);
    try {
      return { picture, prepared: transform.prepare(defaultsOf(transform.params), { ...size, channels }) };
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
    }
  }
  throw new Error(`${transform.type} takes neither grey pictures nor colour.`);
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** What is said of places agrees with the pixels, and with each other. */
function checkMarks({ height, width, channels, values, mask, boxes, points }: Picture, to: PictureShape) {
  expect({ height, width, channels }).toEqual(to);
  expect(values).toHaveLength(height * width * channels);
  expect(mask).toHaveLength(height * width);
  const at = (label: number) => [...(mask ?? []).keys()].filter((place) => mask?.[place] === label);
  const marked = at(1);
  expect(boxes?.length).toBe(marked.length > 0 ? 1 : 0);
  const [moved] = boxes ?? [];
  if (!moved) return;
  expect(moved.label).toBe(box.label);
  const xs = marked.map((place) => place % width);
  const ys = marked.map((place) => Math.floor(place / width));
  const sides = [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
  for (const [i, side] of [moved.left, moved.top, moved.right, moved.bottom].entries())
    expect(Math.abs(side - (sides[i] ?? NaN))).toBeLessThanOrEqual(1);
  const [point = { x: NaN, y: NaN }] = points ?? [];
  const isOutside = point.x < 0 || point.y < 0 || point.x > width || point.y > height;
  const isNear = (value: number, low: number, high: number) => value >= low - 1 && value <= high + 1;
  expect(
    isOutside || (isNear(point.x, moved.left, moved.right) && isNear(point.y, moved.top, moved.bottom)),
  ).toBe(true);
  const lightOf = (places: readonly number[]) => mean(places.map((place) => values[place * channels] ?? NaN));
  const known = [...(mask ?? []).keys()].filter((place) => mask?.[place] !== UNMARKED);
  const lights = known.map((place) => values[place * channels] ?? NaN);
  const contrast = Math.max(...lights) - Math.min(...lights);
  expect(Math.abs(lightOf(marked) - lightOf(at(0)))).toBeGreaterThan(contrast / 2);
}

describe.each(transforms)('$type', (transform) => {
  test('moves mask, boxes and points as it moves the pixels', () => {
    const { picture, prepared } = preparedFor(transform);
    const before = structuredClone(picture);
    for (let epoch = 0; epoch < (transform.random ? 12 : 1); epoch += 1) {
      const key = stream(1, transform.type, epoch);
      checkMarks(
        prepared.apply(picture, (element) => uniform(key, element)),
        prepared.to,
      );
    }
    expect(picture).toEqual(before);
  });

  test('says what it does, in sentences', () => {
    expect(transform.says(defaultsOf(transform.params))).toMatch(/^[A-Z].*\.$/);
    expect(transform.help).toMatch(/^[A-Z].*\.$/);
  });
});
