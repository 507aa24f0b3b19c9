import { describe, expect, it } from 'vitest';
import { packedRows, type PackedPictures } from './packed-rows';
import { createPipeline } from './pipeline';
import { fixedSteps, type Preprocessing, preprocessingFor } from './preprocessing';
import { createResizer } from './resize';
import { pillowAnswers } from './testing/pillow-answers';

function pictures(
  height: number,
  width: number,
  channels: number,
  values: readonly number[],
): PackedPictures {
  const count = values.length / (height * width * channels);
  return { count, height, width, channels, pixels: Uint8Array.from(values), labels: new Uint16Array(count) };
}

async function fed(from: PackedPictures, preprocessing: Preprocessing): Promise<number[]> {
  const [picture] = await packedRows(from).read([0]);
  if (!picture) throw new Error('There is no picture.');
  const { values } = createPipeline(fixedSteps(preprocessing), 0).run(picture, { epoch: 0, row: 0, rows: 1 });
  return Array.from(values, (value) => Math.round(value * 1e5) / 1e5);
}

const unit = (height: number, width: number, channels: number, fit: Preprocessing['fit']): Preprocessing => ({
  height,
  width,
  channels,
  steps: [],
  fit,
  mean: new Array<number>(channels).fill(0),
  deviation: new Array<number>(channels).fill(1),
});

describe('resizing', () => {
  it('gives the example of the documentation of torch.nn.Upsample (bilinear, align_corners=False)', () => {
    const resize = createResizer({ height: 2, width: 2 }, { height: 4, width: 4 }, 1);
    expect([...resize(Float32Array.of(1, 2, 3, 4))]).toEqual(
      [
        [1, 1.25, 1.75, 2],
        [1.5, 1.75, 2.25, 2.5],
        [2.5, 2.75, 3.25, 3.5],
        [3, 3.25, 3.75, 4],
      ].flat(),
    );
  });

  it('shrinks without antialiasing: halving takes the mean of two neighbours', () => {
    const resize = createResizer({ height: 1, width: 8 }, { height: 1, width: 4 }, 1);
    expect([...resize(Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7))]).toEqual([0.5, 2.5, 4.5, 6.5]);
    const quarter = createResizer({ height: 1, width: 8 }, { height: 1, width: 2 }, 1);
    expect([...quarter(Float32Array.of(9, 1, 2, 9, 9, 5, 6, 9))]).toEqual([1.5, 5.5]);
  });

  it('reproduces a plane away from the borders, per channel', () => {
    const height = 9;
    const width = 7;
    const values = new Float32Array(height * width * 2);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        values[(y * width + x) * 2] = 3 * y - 2 * x;
        values[(y * width + x) * 2 + 1] = x;
      }
    }
    const out = createResizer({ height, width }, { height: 5, width: 11 }, 2)(values);
    for (let y = 1; y < 4; y += 1) {
      for (let x = 1; x < 10; x += 1) {
        const sourceY = ((y + 0.5) * 9) / 5 - 0.5;
        const sourceX = ((x + 0.5) * 7) / 11 - 0.5;
        expect(out[(y * 11 + x) * 2]).toBeCloseTo(3 * sourceY - 2 * sourceX, 4);
        expect(out[(y * 11 + x) * 2 + 1]).toBeCloseTo(sourceX, 4);
      }
    }
  });
});

describe('preprocessing', () => {
  it('pads in the middle, the odd row and column at the bottom and right', async () => {
    const result = await fed(pictures(2, 2, 1, [255, 51, 102, 153]), unit(5, 3, 1, 'pad'));
    expect(result).toEqual([0, 0, 0, 1, 0.2, 0, 0.4, 0.6, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('pads with what was black before scaling', async () => {
    const preprocessing = { ...unit(1, 3, 1, 'pad'), mean: [0.5], deviation: [0.25] };
    expect(await fed(pictures(1, 1, 1, [255]), preprocessing)).toEqual([-2, 2, -2]);
  });

  it('shrinks a larger picture in proportion before padding', async () => {
    const result = await fed(pictures(2, 4, 1, [0, 255, 0, 255, 0, 255, 0, 255]), unit(2, 2, 1, 'pad'));
    expect(result).toEqual([0.5, 0.5, 0, 0]);
  });

  it('crops as torchvision does: the shorter side to the input’s, then the middle', async () => {
    const photographs = pillowAnswers().steps.filter(({ steps }) => {
      const [{ type, params } = { type: '', params: {} }, crop] = steps;
      const { size } = params;
      return crop !== undefined && (type === 'Cover' || crop.params['height'] === size);
    });
    expect(photographs.length).toBeGreaterThan(5);
    for (const { before, after } of photographs) {
      const { height, width, channels } = before;
      const result = await fed(
        pictures(height, width, channels, [...before.values]),
        unit(after.height, after.width, channels, 'crop'),
      );
      expect(result).toEqual(Array.from(after.values, (value) => Math.round((value / 255) * 1e5) / 1e5));
    }
  });

  it('refuses a strip that would grow beyond memory in proportion, in a sentence', async () => {
    const strip = pictures(1, 10_000, 1, new Array<number>(10_000).fill(0));
    await expect(fed(strip, unit(224, 224, 1, 'crop'))).rejects.toThrow(
      'A picture of 1×10000 pixels would become 224×2240000, which is too large. Leave such pictures out, or stretch them by “Resize” instead.',
    );
  });

  it('turns grey into colour and colour into brightness', async () => {
    expect(await fed(pictures(1, 2, 1, [255, 51]), unit(1, 2, 3, 'resize'))).toEqual([
      1, 1, 1, 0.2, 0.2, 0.2,
    ]);
    expect(await fed(pictures(1, 3, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255]), unit(1, 3, 1, 'resize'))).toEqual([
      0.299, 0.587, 0.114,
    ]);
    await expect(fed(pictures(1, 1, 3, [1, 2, 3]), unit(1, 1, 4, 'pad'))).rejects.toThrow(
      'The pictures have 3 channels and the network’s input takes 4'.replace('’', "'"),
    );
  });

  it('standardizes with mean and deviation of the training pictures, per channel', async () => {
    const train = packedRows(pictures(1, 2, 3, [0, 10, 7, 255, 20, 7]));
    const { mean, deviation } = await preprocessingFor(
      [4, 4, 3],
      { fit: 'pad', scale: 'standardize', pipeline: [] },
      train,
    );
    expect(mean[0]).toBeCloseTo(0.5, 9);
    expect(deviation[0]).toBeCloseTo(0.5, 9);
    expect(mean[1]).toBeCloseTo(15 / 255, 9);
    expect(deviation[1]).toBeCloseTo(5 / 255, 9);
    // A channel that never varies is only shifted.
    expect(deviation[2]).toBe(1);
  });

  it('refuses inputs that are not pictures', async () => {
    const one = packedRows(pictures(1, 1, 1, [0]));
    await expect(preprocessingFor([784], { fit: 'pad', scale: 'unit', pipeline: [] }, one)).rejects.toThrow(
      /input is 784, but pictures need height × width × channels/,
    );
  });
});
