/** The commands as a script meets them: what they print and how they end. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Summary } from '../../shared/compiler/summary';
import { main } from '../run-command';
import { lastRecord } from '../testing/last-record';

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-cli-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let out = '';
let err = '';
beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const file = (name: string, text: string): string => {
  const where = path.join(folder, name);
  writeFileSync(where, text);
  return where;
};

test('templates counts as torchvision and the papers do: parameters that training changes', async () => {
  expect(await main(['templates', '--json'])).toBe(0);
  const rows = JSON.parse(out) as { readonly name: string; readonly params: number }[];
  const counts = Object.fromEntries(rows.map(({ name, params }) => [name, params]));
  // LeCun et al. 1998; torchvision 0.14.1.
  expect(counts).toMatchObject({ paper_lenet5: 60_000, resnet18: 11_689_512, vgg16_bn: 138_365_992 });
});

describe('summary', () => {
  test('of LeNet-5 has the rows and totals of the paper’s layers', async () => {
    expect(await main(['summary', 'template:lenet5', '--json'])).toBe(0);
    const { layers, totals, diagnostics } = JSON.parse(out) as Summary;
    const parameters = Object.fromEntries(layers.map(({ name, params }) => [name, params.trainable]));
    expect(parameters).toMatchObject({ C1: 156, S2: 0, C3: 2416, S4: 0, C5: 48120, F6: 10164, output: 850 });
    expect(totals).toEqual({ trainable: 61706, nonTrainable: 0, macs: 416520 });
    expect(diagnostics).toEqual([]);
    expect(layers.find(({ name }) => name === 'C3')).toMatchObject({
      type: 'Conv2D',
      block: null,
      inputShapes: [[14, 14, 6]],
      outputShape: [10, 10, 16],
      macs: 240000,
      receptiveField: { size: [14, 14], stride: [2, 2] },
    });
  });

  test('counts what an output needs, and says what none does', async () => {
    const { nodes, edges } = {
      nodes: ['Input', 'Conv2D', 'Conv2D', 'Flatten', 'Dense', 'Output'].map((type, at) => ({
        ...{ id: `n${at}`, type, name: at === 2 ? 'side' : `n${at}` },
        params: type === 'Input' ? { shape: [8, 8, 3] } : type === 'Conv2D' ? { filters: 6 } : {},
      })),
      edges: ['n0 n1', 'n1 n2', 'n1 n3', 'n3 n4', 'n4 n5'].map((line) => {
        const [source = '', target = ''] = line.split(' ');
        return { source, sourcePort: 'out', target, targetPort: 'in' };
      }),
    };
    const drawing = file(
      'dead.cnn.json',
      JSON.stringify({ format: 'convcanvas', version: 1, name: 'dead', nodes, edges }),
    );
    expect(await main(['summary', drawing, '--json'])).toBe(0);
    const { layers, totals } = JSON.parse(out) as Summary;
    expect(layers.filter(({ used }) => !used).map(({ name }) => name)).toEqual(['side']);
    // (9·3 + 1)·6 and (216 + 1)·64.
    expect(totals.trainable).toBe(168 + 13_888);
    out = '';
    expect(await main(['summary', drawing])).toBe(0);
    expect(out).toContain('Not counted, since no output needs them: 330 parameters in 1 layer');
  });

  test('of ResNet-18 adds up every block', async () => {
    expect(await main(['summary', 'template:resnet18', '--json'])).toBe(0);
    const { blocks, layers } = JSON.parse(out) as Summary;
    expect(blocks.map(({ id, copies }) => [id, copies])).toEqual(
      [1, 2, 3, 4].map((stage) => [`stage${stage}`, 2]),
    );
    for (const { id, params, macs } of blocks) {
      const inside = layers.filter(({ block }) => block === id);
      expect(params.trainable).toBe(inside.reduce((sum, layer) => sum + layer.params.trainable, 0));
      expect(macs).toBe(inside.reduce((sum, layer) => sum + layer.macs, 0));
    }
    // torchvision's layer1: four 3×3 convolutions of 64 filters and their norms.
    expect(blocks[0]).toMatchObject({
      name: 'stage1',
      definition: 'Basic block',
      params: { trainable: 147_968 },
      inputShapes: [[56, 56, 64]],
      outputShapes: [[56, 56, 64]],
    });
    out = '';
    expect(await main(['summary', 'template:resnet18'])).toBe(0);
    expect(out).toMatch(/stage1\[1\]\/act2 .*\nΣ stage1 × 2 +Basic block +56×56×64 +147,968 /);
    // torchvision: 11,689,512, and the averages of 20 norms beside.
    expect(out).toContain(
      '11,689,512 trainable parameters and 9,600 that are not trained, 1,814,073,344 MACs',
    );
  });

  test('of a network with errors tells them and ends with 1', async () => {
    const drawing = {
      format: 'convcanvas',
      version: 1,
      name: 'x',
      description: '',
      nodes: [{ id: 'fc', type: 'Dense', name: 'fc', params: {} }],
      edges: [],
      definitions: {},
      groups: [],
      notes: [],
      layout: {},
    };
    const name = file('broken.cnn.json', JSON.stringify(drawing));
    expect(await main(['summary', name])).toBe(1);
    expect(out).toContain('error: Nothing is connected to fc');
  });
});

describe('bad input ends with a sentence, and no stack', () => {
  test.each([
    [2, ['fly'], /There is no command “fly”. Choose one of templates, summary/],
    [2, ['summary'], /Say which file or template:NAME/],
    [
      2,
      ['train', 'template:lenet5', '--data', 'digits', '--out', 'm.cnn', '--epochs', 'many'],
      /--epochs must be a whole number of at least|--epochs must be a whole number from/,
    ],
    [2, ['train', 'template:lenet5', '--out', 'm.cnn'], /--data is missing/],
    [1, ['summary', 'template:lenet6'], /There is no template called “lenet6”. Choose one of lenet5/],
    [1, ['summary', 'gone.cnn.json'], /There is no file gone.cnn.json/],
    [
      1,
      ['train', 'template:lenet5', '--data', 'cats', '--out', 'm.cnn'],
      /There is no data set called “cats”/,
    ],
    [1, ['evaluate', 'template:lenet5', '--data', 'digits'], /is a drawing without weights. Train it first/],
    [
      1,
      ['export', 'template:lenet5', '--format', 'pytorch', '--out', 'mistyped/folder/l.py'],
      /l\.py could not be written: the folder in which it should lie is not there/,
    ],
    [1, ['summary', 'docs/screenshot.png'], /This is a PNG picture, and not a network/],
    [1, ['train', 'package.json', '--data', 'digits', '--out', 'm.cnn'], /not a ConvCanvas document/],
  ] as const)('%s: %j', async (status, args, sentence) => {
    expect(await main(args)).toBe(status);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('a table, and a model in which something else lies, are told for what they are', async () => {
    expect(await main(['summary', file('digits.csv', 'a,b\n1,2\n3,4\n')])).toBe(1);
    expect(err).toContain('This is a table (CSV), and not a network.');
    err = '';
    expect(await main(['evaluate', file('broken.cnn', 'oops'), '--data', 'digits'])).toBe(1);
    expect(err).toContain('The file is damaged, or another one was given its name: it holds a text');
    expect(err).not.toContain('JSON');
  });

  test.each([
    ['truncated', 'PK\u0003\u0004 cut off'],
    ['no JSON', '{"format": "convcanvas"'],
    ['newer', JSON.stringify({ format: 'convcanvas', version: 99 })],
    ['empty', ''],
  ])('a file that is %s', async (name, text) => {
    expect(await main(['summary', file(`${name}.cnn.json`, text)])).toBe(1);
    expect(err.trim().length).toBeGreaterThan(20);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test('export writes the architecture as code, and says what is missing', async () => {
  for (const [format, line] of [
    ['keras', "layers.Conv2D(6, 5, activation='tanh', name='C1')"],
    ['pytorch', 'class LeNet5(nn.Module):'],
  ] as const) {
    const target = path.join(folder, `lenet_${format}.py`);
    expect(await main(['export', 'template:lenet5', '--format', format, '--out', target])).toBe(0);
    expect(readFileSync(target, 'utf8')).toContain(line);
  }
  expect(err).toBe('');
  const drawing = {
    format: 'convcanvas',
    version: 1,
    name: 'x',
    description: '',
    nodes: [
      { id: 'in', type: 'Input', name: 'in', params: { shape: [8] } },
      { id: 'own', type: 'Custom', name: 'own', params: { outputShape: 'n' } },
      { id: 'out', type: 'Output', name: 'out', params: {} },
    ],
    edges: [
      { source: 'in', sourcePort: 'out', target: 'own', targetPort: 'in' },
      { source: 'own', sourcePort: 'out', target: 'out', targetPort: 'in' },
    ],
    definitions: {},
    groups: [],
    notes: [],
    layout: {},
  };
  const target = path.join(folder, 'own.py');
  const own = file('own.cnn.json', JSON.stringify(drawing));
  expect(await main(['export', own, '--format', 'pytorch', '--out', target])).toBe(1);
  expect(err).toMatch(/not complete: own: .* write it in Python/);
  expect(readFileSync(target, 'utf8')).toContain('raise NotImplementedError');
  expect(await main(['export', own, '--format', 'caffe', '--out', target])).toBe(2);
});

test('code whose file Python could not import says so, and is written all the same', async () => {
  for (const [name, why] of [
    ['lenet-5.py', /can't import lenet-5\.py/],
    ['torch.py', /no longer finds the package/],
    ['lenet_5.py', /^$/],
  ] as const) {
    err = '';
    const target = path.join(folder, name);
    expect(await main(['export', 'template:lenet5', '--format', 'pytorch', '--out', target])).toBe(0);
    expect(err).toMatch(why);
    expect(existsSync(target)).toBe(true);
  }
});

test('templates lists what there is', async () => {
  expect(await main(['templates', '--json'])).toBe(0);
  const names = (JSON.parse(out) as { name: string; params: number }[]).map(({ name, params }) => [
    name,
    params,
  ]);
  expect(names).toEqual(
    expect.arrayContaining([
      ['lenet5', 61706],
      ['lenet5_modern', 61706],
    ]),
  );
});

test('a network leaves as a figure, drawn or trained', async () => {
  const svg = path.join(folder, 'vgg16.svg');
  expect(await main(['export', 'template:vgg16', '--format', 'svg', '--out', svg])).toBe(0);
  const drawn = readFileSync(svg, 'utf8');
  expect(drawn).toMatch(/^<\?xml version="1.0"/);
  expect(drawn).toContain('>224×224×64</text>');
  const pdf = path.join(folder, 'vgg16.pdf');
  expect(await main(['export', 'template:vgg16', '--format', 'pdf', '--out', pdf])).toBe(0);
  expect(readFileSync(pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(await main(['export', 'template:vgg16', '--format', 'gif', '--out', pdf])).toBe(2);
});

test('train, evaluate, predict and export: the figure repeats exactly', async () => {
  const model = path.join(folder, 'digits.cnn');
  const train = [
    'train',
    'template:lenet5_modern',
    '--data',
    'digits',
    '--epochs',
    '2',
    '--seed',
    '3',
    '--backend',
    'wasm',
    '--out',
    model,
    '--json',
  ];
  expect(await main(train)).toBe(0);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toMatchObject({ epoch: 1, valLoss: null });
  const last = lines.at(-1);
  expect(last).toMatchObject({ done: true, backend: 'wasm' });
  expect(last?.['accuracy']).toBeGreaterThan(0.6);

  out = '';
  expect(await main(['evaluate', model, '--data', 'digits', '--json'])).toBe(0);
  const again = JSON.parse(out) as { accuracy: number; loss: number; count: number; confusion: number[][] };
  expect(again.accuracy).toBe(last?.['accuracy']);
  expect(again.loss).toBe(last?.['loss']);
  expect(again.count).toBe(355);
  expect(again.confusion.flat().reduce((a, b) => a + b, 0)).toBe(355);

  // Other classes than those that it tells apart: as many, so that only their names say so.
  expect(await main(['evaluate', model, '--data', 'fashion-mnist', '--json'])).toBe(1);
  expect(err).toMatch(
    /made for other classes than those of Fashion-MNIST: it tells “0”, “1”, .* “T-shirt\/top”, .*--by-number/,
  );
  // The same classes, though other pictures.
  out = '';
  expect(await main(['evaluate', model, '--data', 'mnist', '--json'])).toBe(0);
  out = '';
  expect(await main(['evaluate', model, '--data', 'fashion-mnist', '--by-number', '--json'])).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ count: 10_000 });

  out = '';
  // A grey picture of 8×8 as netpbm has it.
  const picture = path.join(folder, 'one.pgm');
  writeFileSync(picture, Buffer.concat([Buffer.from('P5 8 8 255\n'), Buffer.alloc(64, 120)]));
  expect(await main(['predict', model, picture, '--json'])).toBe(0);
  const [answer] = JSON.parse(out) as { probabilities: { probability: number }[] }[];
  expect(answer?.probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);

  const exported = path.join(folder, 'tfjs');
  expect(await main(['export', model, '--format', 'tfjs', '--out', exported])).toBe(0);
  expect(JSON.parse(readFileSync(path.join(exported, 'model.json'), 'utf8'))).toMatchObject({
    format: 'layers-model',
  });

  out = '';
  expect(
    await main([
      'train',
      'template:lenet5_modern',
      '--data',
      'digits',
      '--epochs',
      '2',
      '--seed',
      '3',
      '--backend',
      'wasm',
      '--out',
      path.join(folder, 'again.cnn'),
      '--json',
    ]),
  ).toBe(0);
  expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({
    accuracy: last?.['accuracy'],
    loss: last?.['loss'],
  });
});

test('a backend that the command line doesn’t have is refused before anything is trained', async () => {
  const model = path.join(folder, 'none.cnn');
  const train = ['train', 'template:lenet5_modern', '--data', 'digits', '--out', model];
  expect(await main([...train, '--backend', 'webgl'])).toBe(1);
  expect(err).toBe('The command line has no WebGL: choose another backend.\n');
  expect(existsSync(model)).toBe(false);
});

test('a run that ends no better than guessing is told so, with what to try', async () => {
  const model = path.join(folder, 'chance.cnn');
  const args = ['train', 'template:lenet5', '--data', 'digits', '--backend', 'wasm', '--out', model];
  expect(
    await main([...args, '--epochs', '2', '--optimizer', 'adam', '--learning-rate', '0.1', '--json']),
  ).toBe(0);
  expect(err).toMatch(
    /The run has learned nothing: it gives every picture the same class, .* The learning rate 0\.1 is probably too high for this network: try 0\.01\.\n$/,
  );
  expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({ done: true, state: 'finished' });
});

test('a run that diverges is told so and ends with 1; what it has is a model all the same', async () => {
  const model = path.join(folder, 'diverged.cnn');
  const args = ['train', 'template:lenet5_modern', '--data', 'digits', '--backend', 'wasm', '--out', model];
  expect(await main([...args, '--epochs', '30', '--learning-rate', '1000', '--json'])).toBe(1);
  expect(err).toMatch(
    /^The run diverged in epoch \d+, at step \d+: .* The learning rate 1000 is probably too high for this network: try 100\. /,
  );
  const last = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
  expect(last).toMatchObject({ done: true, state: 'stopped', diverged: { kept: null } });
  const { epoch, step } = last['diverged'] as { epoch: number; step: number };
  expect((await lastRecord(model)).diverged).toMatchObject({ epoch, step, kept: null });
  out = '';
  expect(await main(['evaluate', model, '--data', 'digits', '--json'])).toBe(0);
});
