/** Picture files as the command line decodes them against Pillow, to the bit. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pythonFor } from '../../build/lib/find-python.mjs';
import { decodePixels } from '../../node/decode-pixels';
import { pictureDecoder } from '../../shared/data/files/decode';
import { askPython } from './ask-python';

const answerSchema = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      file: z.base64(),
      height: z.number(),
      width: z.number(),
      channels: z.number(),
      values: z.base64(),
    }),
  ),
});

const decode = pictureDecoder(decodePixels);

const python = pythonFor.pictures();
describe.skipIf(python === null)('files (npm run test:interop installs what judges them)', () => {
  const { files } =
    python === null ? { files: [] } : answerSchema.parse(askPython(python, 'decode-pictures.py', {}));

  test.each(files)('$name is decoded as Pillow does', async ({ name, file, ...expected }) => {
    const { height, width, channels, values } = await decode(name, Buffer.from(file, 'base64'));
    expect({ height, width, channels }).toEqual({
      height: expected.height,
      width: expected.width,
      channels: expected.channels,
    });
    const pillows = Buffer.from(expected.values, 'base64');
    const differences = pillows.map((value, i) => Math.abs(value - (values[i] ?? NaN)));
    expect(Math.max(...differences), 'the largest difference').toBe(0);
  });

  test('all formats are among them', () => {
    for (const ending of ['jpg', 'png', 'webp', 'gif', 'bmp'])
      expect(files.filter(({ name }) => name.endsWith(`.${ending}`)).length).toBeGreaterThan(4);
  });
});
