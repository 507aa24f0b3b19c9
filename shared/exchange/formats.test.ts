/** Whatever a format is: it writes what it says, or refuses in a sentence. */
import { describe, expect, test } from 'vitest';
import { figureFonts } from '../../node/testing/figure-fonts';
import { findTemplate } from '../../templates';
import { compile } from '../compiler/compile';
import { emptyDocument } from '../graph/document';
import { filledModel } from '../model/testing/filled-model';
import { formats } from '.';
import type { Written } from './format';

const { document } = findTemplate('lenet5')!;
const tools = { figureFonts };

test('names and endings are told apart', () => {
  const names = formats.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, ending, title, usage } of formats) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(ending).toMatch(/^\.[a-z.]+$/);
    expect(title).not.toBe('');
    expect(usage).not.toMatch(/[.!]$/);
  }
});

describe.each(formats.map((format) => [format.name, format] as const))('%s', (_, format) => {
  const write = (drawing: typeof document): Promise<Written> => {
    if (format.takes === 'drawing') return format.write(compile(drawing), tools);
    const { facts, weights } = filledModel(drawing, 0.5);
    return format.write({ ...facts, weights });
  };

  test('holds LeNet-5 whole', async () => {
    const { files, problems, remarks } = await write(document);
    expect([problems, remarks]).toEqual([[], []]);
    expect(files.length > 1).toBe(format.isFolder);
    const paths = files.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { path, bytes } of files) {
      expect(path).not.toMatch(/^\/|\.\.|\\/);
      expect(bytes.length).toBeGreaterThan(0);
    }
    if (!format.isFolder) expect(paths[0]?.endsWith(format.ending)).toBe(true);
  });

  test.runIf(format.takes === 'drawing')('an empty sheet is written, or refused in a sentence', async () => {
    const said = await write(emptyDocument()).then(
      () => null,
      (error: unknown) => error,
    );
    if (said !== null) expect(said).toMatchObject({ name: 'ExportError' });
  });
});
