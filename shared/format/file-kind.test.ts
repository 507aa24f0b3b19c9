/** Whoever opens a file that is none of ours is told what it is. */
import { readFile } from 'node:fs/promises';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { sampleFile, sampleRun } from '../../soak/desktop/sample-model';
import { findTemplate } from '../../templates';
import { archiveKind, fileKind } from './file-kind';
import { FormatError } from './format-error';
import { openBytes } from './open';
import { toUtf8 } from './utf8';

const root = new URL('../../', import.meta.url);
const inRoot = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(path, root)));
const bytes = (text: string, length = 40): Uint8Array => {
  const all = new Uint8Array(Math.max(length, text.length)).fill(7);
  for (let i = 0; i < text.length; i += 1) all[i] = text.charCodeAt(i);
  return all;
};
async function refusal(name: string, content: Uint8Array): Promise<string> {
  try {
    await openBytes(name, content);
    return 'opened';
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
}

const csv = 'height,width,class\n28,28,7\n28,28,3\n28,28,1\n';

describe('a file that is opened as a network', () => {
  test.each([
    ['a screenshot', () => inRoot('docs/screenshot.png'), 'a PNG picture'],
    ['packed labels', () => inRoot('datasets/mnist/t10k-labels-idx1-ubyte.gz'), 'a file packed by gzip'],
    ['a photograph', () => bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'a JPEG picture'],
    ['a web picture', () => bytes('RIFF\x24\0\0\0WEBPVP8 '), 'a WebP picture'],
    ['a telephone’s picture', () => bytes('\0\0\0\x18ftypheic'), 'a HEIC picture'],
    ['an animation', () => bytes('GIF89a'), 'a GIF picture'],
    ['a paper', () => bytes('%PDF-1.7\n'), 'a PDF'],
    ['Keras’ older format', () => bytes('\x89HDF\r\n\x1a\n'), 'an HDF5 file, as Keras writes them (*.h5)'],
    ['an array', () => bytes('\x93NUMPY\x01\0'), 'a NumPy array'],
    ['grey pixels', () => strToU8('P2\n# by hand\n2 1\n255\n0 255\n'), 'a picture (PBM, PGM or PPM)'],
    ['a table', () => strToU8(csv), 'a table (CSV)'],
    ['a table with semicolons', () => strToU8(csv.replaceAll(',', ';')), 'a table (CSV)'],
    ['a page', () => strToU8('<!doctype html>\n<p>Hello'), 'a web page'],
  ])('%s: is told what it is', async (name, content, kind) => {
    expect(await refusal(name, await content())).toBe(
      `${name}: This is ${kind}, and not a network. ConvCanvas opens *.cnn.json and *.cnn files.`,
    );
  });

  test.each([
    ['net.onnx', 'an ONNX model'],
    ['net.safetensors', 'weights (safetensors)'],
    ['net.py', 'a Python program'],
    ['digits.csv', 'a table (CSV)'],
  ])('%s: by its name, where nothing in it says so', (name, kind) => {
    expect(fileKind(name, strToU8('import this\n'))).toBe(kind);
  });

  test.each([
    [{ 'archive/data.pkl': strToU8('x'), 'archive/data/0': strToU8('y') }, 'a PyTorch file'],
    [{ 'config.json': strToU8('{}'), 'model.weights.h5': strToU8('y') }, 'a Keras model (*.keras)'],
    [{ '[Content_Types].xml': strToU8('<x/>') }, 'an Office document'],
    [{ 'cat/1.jpg': strToU8('x') }, 'a zip archive'],
  ])('an archive: by its files', async (files, kind) => {
    expect(archiveKind(Object.keys(files))).toBe(kind);
    expect(await refusal('some.zip', zipSync(files))).toBe(
      `some.zip: This is ${kind}, and not a network. ConvCanvas opens *.cnn.json and *.cnn files.`,
    );
  });

  test('that has our name and something else in it is damaged, or was renamed', async () => {
    const told = (kind: string): string =>
      `m.cnn: The file is damaged, or another one was given its name: it holds ${kind}, and neither a drawing nor a model.`;
    expect(await refusal('m.cnn', strToU8('Hello, world.\n'))).toBe(told('a text'));
    expect(await refusal('m.cnn', new Uint8Array(5_000))).toBe(told('data of an unknown kind'));
    // A picture with that name is a picture.
    expect(await refusal('m.cnn', await inRoot('docs/screenshot.png'))).toMatch(
      /^m\.cnn: This is a PNG picture/,
    );
  });

  test('JSON of others is named, or told from a document; JSON that is cut off is damaged', async () => {
    expect(await refusal('x.json', strToU8('{"format": "convcanvas-block", "version": 1}'))).toMatch(
      /not a ConvCanvas document, but a ConvCanvas block: add it/,
    );
    expect(await refusal('model.json', strToU8('{"modelTopology": {}}'))).toMatch(
      /but a TensorFlow\.js model/,
    );
    expect(await refusal('package.json', strToU8('{"name": "x"}'))).toMatch(/does not begin with "format"/);
    expect(await refusal('x.cnn.json', strToU8('{"format": "convcanvas",'))).toMatch(
      /not valid JSON.*damaged or cut off/,
    );
  });

  test('ours, whole, damaged or cut off, is never taken for another', async () => {
    const drawing = findTemplate('lenet5')!.document;
    const model = sampleFile(drawing, [sampleRun(drawing, 1)]);
    expect(await refusal('m.zip', model)).toBe('opened');
    for (const share of [0.02, 0.3, 0.9]) {
      const said = await refusal('m.cnn', model.subarray(0, Math.ceil(model.length * share)));
      expect(said).toMatch(/^opened$|cut off|not whole/);
    }
    const text = toUtf8(`\uFEFF  ${JSON.stringify(drawing)}`);
    expect(await refusal('drawing', text)).toBe('opened');
    expect(fileKind('x', gzipSync(text))).toBe('a file packed by gzip');
  });
});
