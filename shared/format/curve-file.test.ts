import { expect, it } from 'vitest';
import { CurveRecorder, curvesOf } from '../model/curve';
import type { Progress } from '../model/run-record';
import { readCurve, writeCurve } from './curve-file';
import { FormatError } from './format-error';

const progress = (step: number, train: Progress['train']): Progress => ({
  epoch: 1,
  epochs: 2,
  step,
  steps: 20_000,
  train,
  validation: null,
  imagesPerSecond: 1,
  secondsLeft: 1,
});

it('comes back, and goes on as thinly as it was', () => {
  const recorder = new CurveRecorder();
  for (let step = 1; step <= 5_000; step += 1)
    recorder.add(progress(step, { loss: 1 / step, accuracy: step / 5_000 }));
  expect(recorder.points.length).toBeLessThan(2_000);
  const stored = readCurve(writeCurve({ points: recorder.points, every: recorder.everySoMany }));
  expect(stored).toEqual({ points: recorder.points, every: recorder.everySoMany });
  const again = new CurveRecorder(stored.points, stored.every);
  for (let step = 5_001; step <= 5_400; step += 1) again.add(progress(step, { loss: 0 }));
  expect(again.points.length - stored.points.length).toBe(400 / stored.every);
  again.rewind(0.25);
  expect(again.points.at(-1)!.x).toBeLessThanOrEqual(0.25);
});

it('keeps a loss that was no number by leaving it out', () => {
  const points = [{ x: 0.5, train: { loss: NaN, accuracy: 0.5 } }];
  expect(readCurve(writeCurve({ points, every: 1 })).points).toEqual([{ x: 0.5, train: { accuracy: 0.5 } }]);
});

it('is refused in a sentence where it is damaged', () => {
  const bytes = writeCurve({ points: [{ x: 1, train: { loss: 2 } }], every: 1 });
  for (const damaged of [
    new Uint8Array(),
    bytes.subarray(0, 5),
    bytes.subarray(0, bytes.length - 1),
    bytes.subarray(3),
  ]) {
    expect(() => readCurve(damaged)).toThrow(FormatError);
  }
});

it('draws validation at the end of its epoch, and the epochs alone where there are no points', () => {
  const epochs = [{ epoch: 1, seconds: 1, train: { loss: 3 }, validation: { loss: 4 } }];
  expect(curvesOf([{ x: 0.5, train: { loss: 2 } }], epochs)).toEqual({
    x: [0.5, 1],
    train: { loss: [2, null] },
    validation: { loss: [null, 4] },
  });
  expect(curvesOf([], epochs).train).toEqual({ loss: [3] });
});
