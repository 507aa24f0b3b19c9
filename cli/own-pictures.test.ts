/** The built command line on a folder of pictures: trained with steps of one's own, evaluated, and gone on with. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openModelFile } from '../shared/format/model-read';
import { fileSource } from './file-source';
import { lastRecord } from './testing/last-record';
import { builtCommandLine, shell } from './testing/built';

let program = '';
let folder = '';
const at = (...parts: string[]): string => path.join(folder, ...parts);
const run = (line: string) => shell(program, `cd '${folder}' && ${line}`);

/** Big-endian sizes, then the values: as every writer of IDX has it. */
function idxFile(sizes: readonly number[], values: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * sizes.length);
  head.set([0, 0, 8, sizes.length]);
  sizes.forEach((size, axis) => head.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([head, values]);
}

/** Picture i has its line i mod 10 bright, and that is its class. */
async function writeLines(count: number, images: string, labels: string): Promise<void> {
  const pixels = new Uint8Array(count * 144);
  const classes = Uint8Array.from({ length: count }, (_, i) => i % 10);
  for (let i = 0; i < count; i += 1) {
    const line = i * 144 + (i % 10) * 12;
    pixels.fill(120 + ((i * 37) % 130), line, line + 12);
  }
  await writeFile(at('lines', images), idxFile([count, 12, 12], pixels));
  await writeFile(at('lines', labels), idxFile([count], classes));
}

beforeAll(async () => {
  program = await builtCommandLine();
  folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-own-'));
  await mkdir(at('lines'));
  await writeLines(400, 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte');
  await writeLines(50, 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte');
  await writeFile(at('flip.json'), '[{ "type": "HorizontalFlip", "params": { "p": 0.5 } }]');
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a folder of pictures', () => {
  test('trains, with steps from a file; the model names the set and not where it lies', async () => {
    const trained = await run(
      'cli train template:lenet5_modern --data lines --augment flip.json --epochs 4 --learning-rate 0.05 --backend wasm --out m.cnn --json',
    );
    expect(trained).toMatchObject({ status: 0, err: '' });
    const record = await lastRecord(at('m.cnn'));
    expect(record.data).toMatchObject({
      name: 'lines',
      pictures: { training: 400, validation: 0, test: 50 },
    });
    const evaluated = await run('cli evaluate m.cnn --data ./lines --json');
    expect(evaluated).toMatchObject({ status: 0, err: '' });
    const { accuracy, count } = JSON.parse(evaluated.out) as { accuracy: number; count: number };
    expect(count).toBe(50);
    expect(accuracy).toBe(record.test?.scores['accuracy']);
    expect(accuracy).toBeGreaterThan(0.9);
  });

  test('of no known kind is refused before anything is trained', async () => {
    await mkdir(at('empty'), { recursive: true });
    const { status, err } = await run('cli train template:lenet5_modern --data empty --out n.cnn');
    expect(status).toBe(1);
    expect(err).toMatch(/^No set of pictures was found in the folder empty\. These formats are read: IDX/);
  });

  test.each([
    ['{}', /The list of steps steps\.json .*must be a list/],
    ['[{ "type": "Swirl" }]', /There is no step “Swirl” for pictures\. Choose one of /],
    ['[{ "type": "HorizontalFlip", "params": { "p": 7 } }]', /Flip sideways: Share must be .*; it is 7\./],
  ])('with steps %s is refused by a sentence', async (steps, sentence) => {
    await writeFile(at('steps.json'), steps);
    const { status, err } = await run(
      'cli train template:lenet5_modern --data lines --augment steps.json --out n.cnn',
    );
    expect(err).toMatch(sentence);
    expect(status).toBe(1);
  });
});

test('a model trains on though another run of its file can’t be read: what was learned is kept, and what is lost is said', async () => {
  const train = (more: string) =>
    run(`cli train ${more} --data digits --limit 64 --epochs 1 --batch 32 --backend wasm`);
  await train('template:lenet5_modern --out one.cnn');
  await train('one.cnn --out two.cnn');
  const bytes = await readFile(at('two.cnn'));
  // A byte of the first run's curve, which lies there as it is read.
  const name = bytes.indexOf('curve.bin');
  const inside = name + 'curve.bin'.length + 40;
  bytes[inside] = (bytes[inside] ?? 0) ^ 1;
  await writeFile(at('two.cnn'), bytes);
  const { status, err } = await train('two.cnn --out three.cnn');
  expect(err).toMatch(/^Of Run \d this is lost \(curve\.bin\): .*damaged/m);
  expect(status).toBe(0);
  const { runs, problems } = await openModelFile(await fileSource(at('three.cnn')));
  expect([runs.length, problems]).toEqual([3, []]);
});
