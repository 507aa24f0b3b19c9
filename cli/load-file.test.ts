import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { writeModel } from '../shared/format/model-file';
import { filledModel } from '../shared/model/testing/filled-model';
import { findTemplate } from '../templates/index';
import { loadDocument, loadFile, loadModel } from './load-file';
import { main } from './run-command';

const good = filledModel(findTemplate('lenet5')!.document, 1);
const spoilt = { ...good, classNames: ['a', 'b'] };
const WHY = 'The model names 2 classes, but its network tells 10 apart.';

let folder = '';
const at = (name: string): string => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-load-'));
  await writeFile(at('good.cnn'), writeModel(good));
  await writeFile(at('spoilt.cnn'), writeModel(spoilt));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

it('loads a model that fits its network', async () => {
  expect((await loadModel(at('good.cnn'))).classNames).toHaveLength(10);
});

it('of a model that contradicts its network reads the drawing only, and says so', async () => {
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const sentence = `${at('spoilt.cnn')}: ${WHY}`;
  await expect(loadModel(at('spoilt.cnn'))).rejects.toThrow(sentence);
  await expect(loadFile(at('spoilt.cnn'))).rejects.toThrow(sentence);
  expect(said).toBe('');
  expect((await loadDocument(at('spoilt.cnn'))).nodes).toEqual(good.document.nodes);
  expect(said).toBe(`${sentence} Only its drawing was read.\n`);
  // Before pictures and backends are looked at.
  for (const command of [
    ['predict', at('spoilt.cnn'), at('none.png')],
    ['evaluate', at('spoilt.cnn'), '--data', 'none'],
    ['train', at('spoilt.cnn'), '--data', 'digits', '--out', at('out.cnn')],
    ['export', at('spoilt.cnn'), '--format', 'tfjs', '--out', at('out')],
  ]) {
    said = '';
    expect(await main(command)).toBe(1);
    expect(said).toContain(WHY);
  }
});
