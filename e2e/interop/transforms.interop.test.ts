/** Transforms of pictures against the libraries that people know: Albumentations, and Pillow where it means the same. */
import { describe, expect, test } from 'vitest';
import { pythonFor } from '../../build/lib/find-python.mjs';
import type { Picture } from '../../shared/data/picture';
import { transforms } from '../../shared/data/transforms/list';
import { createChance } from '../../shared/engine/testing/chance';
import { askPython } from './ask-python';

type Params = Readonly<Record<string, unknown>>;
interface Seen {
  readonly values: readonly number[];
  /** Left, top, right, bottom. */
  readonly boxes?: readonly (readonly number[])[];
}

/** Of values up to 255: they weigh in float32, we do in float64. */
const TOLERANCE = 1e-3;
/** Albumentations has no such filter. */
const antialiased: ReadonlySet<string> = new Set(['ShorterSide', 'Cover']);
/** Pillow's grey is of whole numbers, weighed by whole numbers. */
const ROUNDED = 0.51;

const chance = createChance(1);
const pictures: readonly Picture[] = [
  [7, 11, 3],
  [24, 16, 1],
  [31, 31, 3],
  [9, 40, 3],
].map(([height = 1, width = 1, channels = 1]) => ({
  ...{ height, width, channels },
  values: Float32Array.from({ length: height * width * channels }, () => chance.below(256)),
  boxes: [
    { left: 0, top: 0, right: 4, bottom: 5, label: 0 },
    { left: width - 3, top: 2, right: width, bottom: height - 1, label: 0 },
  ],
}));

const sizes = [
  { height: 32, width: 48 },
  { height: 48, width: 13 },
  { height: 8, width: 8 },
  { height: 31, width: 31 },
];
const wanted: Readonly<Record<string, (picture: Picture) => readonly Params[]>> = {
  Resize: () => sizes,
  FitInside: () => sizes,
  ShorterSide: () =>
    [5, 9, 16, 40].flatMap((size) =>
      ['bilinear', 'bicubic'].flatMap((filter) =>
        [true, false].map((enlarge) => ({ size, filter, enlarge })),
      ),
    ),
  Cover: () => sizes,
  CenterCrop: () => [...sizes, { height: 5, width: 9 }],
  Grayscale: () => [{}],
  HorizontalFlip: () => [{ p: 1 }],
  RepeatChannels: ({ channels }) => (channels === 1 ? [{ channels: 3 }] : []),
  Normalize: ({ channels }) => [
    { mean: [0.485, 0.456, 0.406].slice(0, channels), deviation: [0.229, 0.224, 0.225].slice(0, channels) },
  ],
};

const steps = Object.entries(wanted).flatMap(([type, paramsFor]) =>
  pictures.flatMap((picture, at) => paramsFor(picture).map((params) => ({ type, params, picture: at }))),
);

function ours({ type, params, picture: at }: (typeof steps)[number]): Seen {
  const transform = transforms.find((each) => each.type === type);
  const picture = pictures[at];
  if (!transform || !picture) throw new Error(`There is no ${type}.`);
  const { values, boxes = [] } = transform.prepare(params, picture).apply(picture, () => 0);
  return {
    values: [...values],
    boxes: boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom]),
  };
}

const furthest = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length
    ? a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0)
    : NaN;

const python = pythonFor.pictures();
describe.skipIf(python === null)('transforms (npm run test:interop installs what judges them)', () => {
  const question = {
    pictures: pictures.map((picture) => ({
      ...picture,
      values: [...picture.values],
      boxes: picture.boxes?.map(({ left, top, right, bottom }) => [left, top, right, bottom]),
    })),
    steps,
  };
  const answers = (
    python === null ? [] : askPython(python, 'transform-pictures.py', question)
  ) as readonly Readonly<Record<string, Seen>>[];

  test.each(Object.keys(wanted))('%s gives what they give', (type) => {
    const libraries = new Set<string>();
    steps.forEach((step, at) => {
      if (step.type !== type) return;
      const own = ours(step);
      for (const [library, { values, boxes }] of Object.entries(answers[at] ?? {})) {
        libraries.add(library);
        const words = `${library}, ${JSON.stringify(step.params)} of the picture ${step.picture}`;
        const most = library === 'Pillow' && type === 'Grayscale' ? ROUNDED : TOLERANCE;
        expect(furthest(own.values, values), words).toBeLessThanOrEqual(most);
        if (boxes)
          expect(furthest((own.boxes ?? []).flat(), boxes.flat()), words).toBeLessThanOrEqual(TOLERANCE);
      }
    });
    expect(libraries).toContain(antialiased.has(type) ? 'Pillow' : 'Albumentations');
  });
});
