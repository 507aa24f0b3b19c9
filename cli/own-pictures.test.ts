/** The built command line on a folder of pictures: trained with steps of one's own, evaluated, and gone on with. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serializeDocument } from '../shared/format/document-format';
import { openModelFile } from '../shared/format/model-read';
import { findTemplate } from '../templates';
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
function linesOf(count: number) {
  const pixels = new Uint8Array(count * 144);
  const classes = Uint8Array.from({ length: count }, (_, i) => i % 10);
  for (let i = 0; i < count; i += 1) {
    const line = i * 144 + (i % 10) * 12;
    pixels.fill(120 + ((i * 37) % 130), line, line + 12);
  }
  return { pixels, classes };
}

/** An array of bytes as numpy.save writes it. */
function npyFile(sizes: readonly number[], values: Uint8Array): Buffer {
  const head =
    `{'descr': '|u1', 'fortran_order': False, 'shape': (${sizes.join(', ')}), }`.padEnd(117) + '\n';
  return Buffer.concat([Buffer.from(`\x93NUMPY\x01\x00\x76\x00${head}`, 'latin1'), values]);
}

async function writeLines(count: number, images: string, labels: string): Promise<void> {
  const { pixels, classes } = linesOf(count);
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
      'cli train template:lenet5_modern --data lines --augment flip.json --epochs 4 --learning-rate 0.01 --backend wasm --out m.cnn --json',
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

  test('in an archive of NumPy, as MedMNIST has it, trains with the pictures that it keeps for validation', async () => {
    const arrays = [
      ['train', 400],
      ['val', 60],
      ['test', 50],
    ] as const;
    const entries = arrays.flatMap(([part, count]) => {
      const { pixels, classes } = linesOf(count);
      return [
        [`${part}_images.npy`, npyFile([count, 12, 12], pixels)],
        [`${part}_labels.npy`, npyFile([count, 1], classes)],
      ] as const;
    });
    await mkdir(at('medical'));
    await writeFile(at('medical', 'lines.npz'), zipSync(Object.fromEntries(entries)));
    const trained = await run(
      'cli train template:lenet5_modern --data medical --epochs 4 --learning-rate 0.01 --backend wasm --out medical.cnn --json',
    );
    expect(trained).toMatchObject({ status: 0, err: '' });
    const record = await lastRecord(at('medical.cnn'));
    expect(record.data).toMatchObject({
      name: 'medical',
      pictures: { training: 400, validation: 60, test: 50 },
    });
    expect(record.test?.scores['accuracy']).toBeGreaterThan(0.9);
  });

  test('of no known kind is refused before anything is trained', async () => {
    await mkdir(at('empty'), { recursive: true });
    const { status, err } = await run('cli train template:lenet5_modern --data empty --out n.cnn');
    expect(status).toBe(1);
    expect(err).toMatch(/^No set of pictures was found in the folder empty\. These formats are read: \w/);
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

describe('a folder of picture files', () => {
  /** Left or right half bright, in PNG and JPEG, one of them damaged. */
  beforeAll(async () => {
    for (const [className, from] of [
      ['left', 0],
      ['right', 24],
    ] as const) {
      await mkdir(at('halves', className), { recursive: true });
      for (let i = 0; i < 20; i += 1) {
        const pixels = Buffer.alloc(48 * 32 * 3, 10 + i);
        for (let y = 0; y < 32; y += 1) pixels.fill(200 - i, (y * 48 + from) * 3, (y * 48 + from + 24) * 3);
        const picture = sharp(pixels, { raw: { width: 48, height: 32, channels: 3 } });
        await (i % 2 === 0
          ? picture.png().toFile(at('halves', className, `${i}.png`))
          : picture.jpeg().toFile(at('halves', className, `${i}.jpg`)));
      }
    }
    await writeFile(at('halves', 'left', 'broken.jpg'), Buffer.of(0xff, 0xd8, 0xff, 0xe0));
  });

  test('is checked: classes, parts and what can’t be used', async () => {
    const { status, out, err } = await run('cli data check halves --json');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      ...{ name: 'halves', height: 32, width: 48, channels: 3 },
      classes: [
        { name: 'left', training: 16, validation: 0, test: 4 },
        { name: 'right', training: 16, validation: 0, test: 4 },
      ],
      leftOut: [{ path: 'left/broken.jpg' }],
    });
    const told = await run('cli data check halves');
    expect(told.out).toContain("The picture left/broken.jpg can't be read");
    expect(told.err).toContain('1 file is left out.');
    expect((await run('cli data')).status).toBe(2);
  });

  test('trains a template, which is fitted to it, and its pictures are told apart, one by one and as CSV', async () => {
    const { status, err } = await run(
      'cli train template:lenet5_modern --data halves --epochs 12 --batch 8 --learning-rate 0.002 --backend wasm --out halves.cnn --json',
    );
    expect(status).toBe(0);
    expect(err).toContain('Set fc2 to 2 units, since the data has 2 classes.');
    expect((await lastRecord(at('halves.cnn'))).test?.scores['accuracy']).toBe(1);
    const one = await run('cli predict halves.cnn halves/right/1.jpg --json');
    const [answer] = JSON.parse(one.out) as { probabilities: { name: string; probability: number }[] }[];
    expect(answer?.probabilities[0]?.name).toBe('right');
    const all = await run('cli predict halves.cnn halves --csv');
    const lines = all.out.trim().split('\n');
    expect(lines[0]).toBe('file,class,left,right');
    expect(lines).toHaveLength(41);
    expect(
      lines.filter((line) => !/^halves\/(left|right)\/\d+\.(png|jpg),\1,[01]\.\d{6},[01]\.\d{6}$/.test(line)),
    ).toEqual([lines[0]]);
    expect(all.err).toContain("The picture halves/left/broken.jpg can't be read");
    expect(all.err).toContain('1 of 41 pictures could not be read.');
  });

  test('changes a drawing only where that is asked for, and says else what does not fit', async () => {
    const lenet = findTemplate('lenet5_modern')?.document;
    if (lenet === undefined) throw new Error('There is no LeNet-5.');
    await writeFile(at('drawing.cnn.json'), serializeDocument(lenet));
    const train = 'cli train drawing.cnn.json --data halves --epochs 1 --backend wasm --out drawn.cnn';
    const refused = await run(train);
    expect(refused.status).toBe(1);
    expect(refused.err).toMatch(/gives 10 numbers, but the data has 2 classes.*\(Set fc2 to 2 units\.\)/);
    expect(await run(`${train} --fit`)).toMatchObject({ status: 0 });
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
