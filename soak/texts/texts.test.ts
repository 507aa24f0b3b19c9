import { expect, test } from 'vitest';
import { findPython } from '../../build/lib/find-python.mjs';
import { figureFonts } from './figure-fonts';
import { complaintsOf } from './read-texts';
import { textExports, type TextExport } from './text-exports';

const python = findPython([]);
const DOCUMENTS = 8;

test.skipIf(python === null)(
  'texts of a document come back as text from every export',
  { timeout: 120_000 },
  async () => {
    const first = Number(process.env['FC_SEED'] ?? 1) * 1_000_000;
    const all: TextExport[] = [];
    for (let seed = first; seed < first + DOCUMENTS; seed += 1)
      all.push(...(await textExports(seed, figureFonts())));
    expect(new Set(all.map(({ format }) => format)).size).toBe(9);
    expect(await complaintsOf(all, python ?? '')).toEqual([]);
  },
);

test.skipIf(python === null)('the readers see what is wrong', { timeout: 120_000 }, async () => {
  const all = await textExports(1, figureFonts());
  const spoiled = all
    .filter(({ format }) => ['python', 'svg', 'csv', 'markdown', 'plain', 'json', 'pdf'].includes(format))
    .map((each) => ({ ...each, bytes: spoil(each) }));
  const complaints = await complaintsOf(spoiled, python ?? '');
  expect(complaints).toHaveLength(spoiled.length);
});

/** As each would be if one text had been written as it is. */
function spoil({ format, bytes }: TextExport): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const changed = {
    python: () => text.replace('coding: utf-8', 'coding: latin-1'),
    svg: () => text.replace('</text>', '</text><desc/>'),
    csv: () => text.replace(/\r\n/, '\r\n=1+1'),
    markdown: () => text.replace(/\|\n/, 'a | b |\n'),
    plain: () => `${text}\u001B`,
    json: () => text.replace('"', '"\u0007'),
    pdf: () => text.replace('%PDF', '%NONE').replace(/stream/g, 'steam'),
  }[format as 'python'];
  return Buffer.from(changed(), 'latin1');
}
