/** Sets of pictures that Python wrote: ours must be its pixels and labels. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pythonFor } from '../../build/lib/find-python.mjs';
import { decodePixels } from '../../node/decode-pixels';
import { pictureDecoder } from '../../shared/data/files/decode';
import { openFolder } from '../../shared/data/open-source';
import { partNames } from '../../shared/data/source';
import { askPython } from './ask-python';

const part = z.object({
  shape: z.tuple([z.number(), z.number(), z.number()]),
  pixels: z.base64(),
  labels: z.array(z.number()),
});
const answerSchema = z.object({
  sets: z.array(
    z.object({
      name: z.string(),
      files: z.record(z.string(), z.base64()),
      classNames: z.array(z.string()),
      parts: z.object({ training: part, validation: part.optional(), test: part }),
    }),
  ),
});

const python = pythonFor.sets();
describe.skipIf(python === null)('sets (npm run test:interop installs what writes them)', () => {
  const { sets } =
    python === null ? { sets: [] } : answerSchema.parse(askPython(python, 'write-sets.py', {}));

  test.each(sets)('$name is read as it was written', async ({ files, classNames, parts }) => {
    const source = await openFolder({
      name: 'set',
      paths: Object.keys(files),
      read: (path) => Promise.resolve(new Uint8Array(Buffer.from(files[path] ?? '', 'base64'))),
      decode: pictureDecoder(decodePixels),
    });
    expect(source.facts).toMatchObject({ classNames, leftOut: [], remarks: [] });
    for (const name of partNames) {
      const expected = parts[name];
      const rows = source.part(name);
      expect([...rows.labels], name).toEqual(expected?.labels ?? []);
      const pictures = await rows.read(Array.from({ length: rows.length }, (_, row) => row));
      for (const { height, width, channels } of pictures)
        expect([height, width, channels]).toEqual(expected?.shape);
      const pixels = Buffer.concat(pictures.map(({ values }) => Uint8Array.from(values)));
      expect(pixels.equals(Buffer.from(expected?.pixels ?? '', 'base64')), name).toBe(true);
    }
  });
});
