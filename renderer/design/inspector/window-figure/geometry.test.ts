import { describe, expect, it } from 'vitest';
import type { Slide } from '../../../../shared/layers/define';
import { figureOf, placeOf, planeOf, touched, type FigureAxis } from './geometry';

/** A square window; `places` as the layer would infer them. */
function slide(size: number, places: number, given: Partial<Slide> = {}): Slide {
  return {
    size: [size, size],
    strides: [1, 1],
    dilation: [1, 1],
    padding: [0, 0, 0, 0],
    places: [places, places],
    over: 'input',
    ...given,
  };
}

function rows(window: Slide, plane: number): FigureAxis {
  const figure = figureOf(window, [plane, plane]);
  expect(figure).not.toBeNull();
  return figure!.axes[0];
}

const missed = ({ reached }: FigureAxis): number[] => reached.flatMap((each, at) => (each ? [] : [at]));

describe('the sliding-window figure', () => {
  it('draws a small plane as it is', () => {
    const figure = figureOf(slide(3, 6), [8, 8])!;
    expect(figure).toMatchObject({ shortened: false, steps: 36 });
    expect(figure.axes[0]).toMatchObject({ plane: 8, extent: 8, places: 6, span: 3, taps: [0, 1, 2] });
    expect(missed(figure.axes[0])).toEqual([]);
    expect([0, 5, 6, 35].map((step) => placeOf(figure, step))).toEqual([
      [0, 0],
      [0, 5],
      [1, 0],
      [5, 5],
    ]);
  });

  it('shortens a large one by whole strides, so that padding and remainder stay', () => {
    // AlexNet without padding: (224 − 11) / 4 leaves 1, so the last row is never seen.
    const axis = rows(slide(11, 54, { strides: [4, 4] }), 224);
    expect((224 - axis.plane) % 4).toBe(0);
    expect(axis).toMatchObject({ plane: 20, places: 3, full: { plane: 224, places: 54, unreached: 1 } });
    expect(missed(axis)).toEqual([19]);
    expect(rows(slide(5, 28, { padding: [2, 2, 2, 2] }), 28)).toMatchObject({
      plane: 8,
      before: 2,
      after: 2,
      extent: 12,
      places: 8,
    });
  });

  it('shortens each axis by itself', () => {
    const figure = figureOf(slide(3, 0, { places: [4, 98] }), [6, 100])!;
    expect(figure.shortened).toBe(true);
    expect(figure.axes.map(({ plane }) => plane)).toEqual([6, 12]);
  });

  it('leaves holes where the filter is dilated', () => {
    expect(rows(slide(3, 4, { dilation: [2, 2] }), 8)).toMatchObject({ taps: [0, 2, 4], span: 5 });
  });

  it('says what is never seen of the network’s own plane, not of the shortened one', () => {
    // Three places are drawn, between whose taps are cells that the other places reach.
    expect(missed(rows(slide(3, 200, { dilation: [6, 6] }), 212))).toEqual([]);
    // A 1×1 filter with stride 2 skips every other cell everywhere.
    const skipping = rows(slide(1, 28, { strides: [2, 2] }), 56);
    expect(missed(skipping)).toEqual([1, 3, 5, 7, 9, 11]);
    expect(skipping.full.unreached).toBe(28);
  });

  it('makes room for a last window that hangs over', () => {
    // Rounded up: 2×2 windows with stride 2 over 5 cells.
    expect(rows(slide(2, 3, { strides: [2, 2] }), 5)).toMatchObject({ plane: 5, after: 0, extent: 6 });
  });

  it('gives up where cells could not be told apart', () => {
    expect(figureOf(slide(3, 100, { dilation: [36, 36] }), [172, 172])).toBeNull();
  });

  it('grows the output of a transposed convolution window by window', () => {
    const figure = figureOf(slide(2, 2, { strides: [3, 3], over: 'output' }), [5, 5])!;
    expect(figure.axes[0]).toMatchObject({ plane: 5, places: 2 });
    expect(touched(figure, 0)).toHaveLength(4);
    expect(touched(figure, 2)).toHaveLength(12);
    expect(touched(figure, 3)).toHaveLength(16);
    expect(missed(figure.axes[0])).toEqual([2]);
    const overlapping = figureOf(slide(3, 2, { strides: [2, 2], over: 'output' }), [5, 5])!;
    expect(touched(overlapping, 3)).toHaveLength(25);
  });

  it('needs a picture of known size', () => {
    expect(planeOf([28, 30, 3])).toEqual([28, 30]);
    expect(planeOf([null, 30, 3])).toBeNull();
    expect(planeOf([120])).toBeNull();
    expect(planeOf(undefined)).toBeNull();
  });
});
