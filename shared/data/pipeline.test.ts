import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPipeline, stepProblem } from './pipeline';
import type { Picture } from './picture';

const still = { epoch: 0, row: 0, rows: 1 };

/** 2 rows of 4 pixels; a box around the two at the left of the upper row, a point in the middle of the last pixel. */
const picture: Picture = {
  ...{ height: 2, width: 4, channels: 1 },
  values: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  mask: Uint8Array.of(0, 0, 1, 1, 2, 2, 3, 3),
  boxes: [{ left: 0, top: 0, right: 2, bottom: 1, label: 7 }],
  points: [{ x: 3.5, y: 1.5 }],
};

const flip = (p: number) => ({ type: 'HorizontalFlip', params: { p } });

describe('steps', () => {
  it('are refused by name, or by the parameter that is wrong', () => {
    expect(stepProblem({ type: 'Swirl', params: {} })).toMatch(
      /^There is no step “Swirl” for pictures\. Choose one of .*HorizontalFlip/,
    );
    expect(stepProblem(flip(2))).toMatch(/^Flip sideways: Share must be .*; it is 2\.$/);
    expect(stepProblem(flip(1))).toBeNull();
  });

  it('move mask, boxes and points with the pixels', () => {
    const { values, mask, boxes, points } = createPipeline([flip(1)], 0).run(picture, still);
    expect([...values]).toEqual([4, 3, 2, 1, 8, 7, 6, 5]);
    expect([...(mask ?? [])]).toEqual([1, 1, 0, 0, 3, 3, 2, 2]);
    expect(boxes).toEqual([{ left: 2, top: 0, right: 4, bottom: 1, label: 7 }]);
    expect(points).toEqual([{ x: 0.5, y: 1.5 }]);
  });

  it('put no class where padding is, and shrink boxes with their picture', () => {
    const pad = { type: 'FitInside', params: { height: 2, width: 2 } };
    const { values, mask, boxes, points } = createPipeline([pad], 0).run(picture, still);
    // 2×4 becomes 1×2, with a row of zeros below.
    expect([...values].slice(2)).toEqual([0, 0]);
    expect([...(mask ?? [])].slice(2)).toEqual([255, 255]);
    expect(boxes).toEqual([{ left: 0, top: 0, right: 1, bottom: 0.5, label: 7 }]);
    expect(points).toEqual([{ x: 1.75, y: 0.75 }]);
  });

  it('change what they are given never', () => {
    const before = structuredClone(picture);
    createPipeline([flip(1), { type: 'Resize', params: { height: 5, width: 3 } }], 0).run(picture, still);
    expect(picture).toEqual(before);
  });

  it('draw by seed, place, epoch and picture, whatever was drawn before', () => {
    const firsts = (seed: number, moments: readonly (readonly [number, number])[]): readonly number[] => {
      const pipeline = createPipeline([flip(0.5)], seed);
      return moments.map(([epoch, row]) => pipeline.run(picture, { epoch, row, rows: 40 }).values[0] ?? 0);
    };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const moments = Array.from({ length: 80 }, (_, i) => [Math.floor(i / 40), i % 40] as const);
        const drawn = firsts(seed, moments);
        expect(firsts(seed, moments.toReversed())).toEqual(drawn.toReversed());
        // Both epochs have both kinds, and not alike.
        expect(drawn.slice(0, 40)).not.toEqual(drawn.slice(40));
        expect(new Set(drawn)).toEqual(new Set([1, 4]));
      }),
      { numRuns: 20 },
    );
  });
});
