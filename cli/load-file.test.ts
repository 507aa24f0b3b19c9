import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { classNamesOf } from '../shared/model/trained-model';
import { sampleFile, sampleRun } from '../soak/desktop/sample-model';
import { findTemplate } from '../templates/index';
import { loadDocument, loadModel } from './load-file';
import { main } from './run-command';

const drawing = findTemplate('lenet5')!.document;
const good = sampleRun(drawing, 1);
const spoilt = {
  ...good,
  outputs: { output: { task: 'classification', classNames: ['a', 'b'] } },
} as const;
const WHY = 'The model names 2 classes, but its network tells 10 apart.';

let folder = '';
const at = (name: string): string => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-load-'));
  await writeFile(at('good.cnn'), sampleFile(drawing, [good]));
  await writeFile(at('spoilt.cnn'), sampleFile(drawing, [spoilt]));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

it('loads a model that fits its network', async () => {
  expect(classNamesOf(await loadModel(at('good.cnn')))).toHaveLength(10);
});

it('of a model that contradicts its network reads the drawing only, and says so', async () => {
  let said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  const sentence = `${at('spoilt.cnn')}: The run “run1” is left aside: ${WHY}`;
  await expect(loadModel(at('spoilt.cnn'))).rejects.toThrow(/has no run with weights that can be used/);
  expect(said).toBe(`${sentence}\n`);
  expect((await loadDocument(at('spoilt.cnn'))).nodes).toEqual(drawing.nodes);
  // Before pictures and backends are looked at.
  for (const command of [
    ['predict', at('spoilt.cnn'), at('none.png')],
    ['evaluate', at('spoilt.cnn'), '--data', 'none'],
    ['train', at('spoilt.cnn'), '--resume', '--out', at('out.cnn')],
    ['export', at('spoilt.cnn'), '--format', 'tfjs', '--out', at('out')],
  ]) {
    said = '';
    expect(await main(command)).toBe(1);
    expect(said).toContain(WHY);
  }
});
