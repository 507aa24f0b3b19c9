import { describe, expect, it, test } from 'vitest';
import { createAntialiaser } from './antialias';
import type { Picture } from './picture';
import { createPipeline } from './pipeline';
import { pillowAnswers } from './testing/pillow-answers';

const { resizings, steps } = pillowAnswers();

const shapeOf = ({ height, width, channels, values }: Picture): string =>
  `${height}×${width}×${channels} ${values instanceof Uint8Array ? 'bytes' : 'numbers'}`;

describe('resizing as Pillow 12.0.0 does, in every bit', () => {
  test.each(resizings.map((each) => [each.filter, shapeOf(each.before), shapeOf(each.after), each] as const))(
    '%s, %s to %s',
    (filter, _from, _to, { before, after }) => {
      const resized = createAntialiaser(before, after, before.channels, filter);
      // Buffers are used again, and must not remember the picture before.
      resized(before.values.map((value) => 255 - value));
      expect(resized(before.values)).toEqual(after.values);
    },
  );
});

describe('ShorterSide, Cover and CenterCrop as torchvision does it on pictures of Pillow 12.0.0', () => {
  test.each(
    steps.map(
      (each) =>
        [each.steps.map(({ type, params }) => `${type} ${JSON.stringify(params)}`).join(', '), each] as const,
    ),
  )('%s', (_says, { steps: taken, before, after }) => {
    expect(createPipeline(taken, 0).run(before, { epoch: 0, row: 0, rows: 1 })).toEqual(after);
  });
});

it('gives back what it was given where no size changes', () => {
  const values = Uint8Array.of(1, 2, 3, 4);
  const size = { height: 2, width: 2 };
  expect(createAntialiaser(size, size, 1, 'bicubic')(values)).toBe(values);
});

it('keeps white white where weights of thousands of pixels were rounded', () => {
  for (const filter of ['bilinear', 'bicubic'] as const) {
    const resized = createAntialiaser({ height: 3, width: 3000 }, { height: 7, width: 7 }, 1, filter);
    expect(new Set(resized(new Uint8Array(9000).fill(255)))).toEqual(new Set([255]));
  }
});
