/** The built command line in a shell: pipes, full disks, places that are no files, and text of files on a terminal. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serializeDocument } from '../shared/format/document-format';
import { lastRecord } from './testing/last-record';
import { findTemplate } from '../templates';
import { builtCommandLine, type Ended, shell } from './testing/built';

let program = '';
let folder = '';
beforeAll(async () => {
  program = await builtCommandLine();
  folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-line-'));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (...parts: string[]): string => path.join(folder, ...parts);
const run = (line: string, env?: NodeJS.ProcessEnv): Promise<Ended> => shell(program, line, env);
const train = (out: string, more = ''): string =>
  `cli train template:lenet5_modern --data digits --limit 64 --epochs 3 --backend wasm --out '${out}' ${more}`;

const lenet = findTemplate('lenet5')?.document;
if (lenet === undefined) throw new Error('There is no LeNet-5.');

describe('output that can’t be written', () => {
  test.each(['templates', 'summary template:resnet50', 'help', 'summary template:resnet50 --json'])(
    '%s ends quietly where nobody reads on',
    async (command) => {
      // The reader is gone before anything is written.
      const { status, err } = await run(`cli ${command} | true`);
      expect(err).toBe('');
      expect(status).toBe(141);
    },
  );

  test.skipIf(process.platform !== 'linux')('on a full disk is a sentence, and a failure', async () => {
    const { status, err } = await run('cli templates > /dev/full');
    expect(err).toBe(
      'The output could not be written: there is no room left on the disk (ENOSPC). Free some space and try again, or save it in another place.\n',
    );
    expect(status).toBe(1);
    expect(await run('cli templates > /dev/full 2>/dev/full')).toMatchObject({ status: 1 });
  });

  test('does not end a training, whose model is saved', async () => {
    const { status, err } = await run(`${train(at('piped.cnn'), '--json')} | head -1`);
    expect(err).not.toContain('could not be written');
    expect(status).toBe(0);
    expect((await lastRecord(at('piped.cnn'))).state).toBe('finished');
  });

  test.skipIf(process.platform !== 'linux')('of a training is told, and the model is saved', async () => {
    const { status, err } = await run(`${train(at('full.cnn'))} > /dev/full`);
    expect(err).toMatch(/^The output could not be written: .*ENOSPC/);
    expect(status).toBe(1);
    expect((await lastRecord(at('full.cnn'))).state).toBe('finished');
  });

  test('does not undo an export', async () => {
    const { status, err } = await run(
      `cli export template:lenet5 --format keras --out '${at('l.py')}' | true`,
    );
    expect([status, err]).toEqual([0, '']);
    expect(await readFile(at('l.py'), 'utf8')).toContain('Conv2D');
  });
});

describe('what is no file', () => {
  const commands = [
    (file: string) => `cli summary ${file}`,
    (file: string) => `cli export ${file} --format svg --out '${folder}/x.svg'`,
    (file: string) => `cli evaluate ${file} --data digits`,
    (file: string) => `cli train ${file} --data digits --out '${folder}/x.cnn'`,
    (file: string) => `cli predict ${file} x.pgm`,
  ];
  test('as input is a sentence, and never waited for', async () => {
    const pipe = at('pipe');
    execFileSync('mkfifo', [pipe]);
    for (const command of commands) {
      const { status, err } = await run(command(`'${pipe}'`));
      expect(err).toBe(
        `${pipe} can't be read: it is a pipe, and no file. Save what comes out of it as a file first.\n`,
      );
      expect(status).toBe(1);
    }
    const [summary] = commands.map((command) => command);
    const kinds = [
      ['/dev/zero', 'it is a device, and no file'],
      [`'${folder}'`, 'it is a folder (EISDIR). Choose a file in it.'],
      ['<(true)', 'it is a pipe, and no file'],
      [`'${folder}/gone'`, `There is no file ${folder}/gone.`],
    ] as const;
    for (const [file, sentence] of kinds) expect((await run(summary!(file))).err).toContain(sentence);
  });

  test('as a picture too', async () => {
    await run(train(at('model.cnn')));
    const { status, err } = await run(`cli predict '${at('model.cnn')}' '${at('pipe')}'`);
    expect(err).toContain('it is a pipe, and no file');
    expect(status).toBe(1);
  });

  test('as the place of a model ends before the first step', async () => {
    await writeFile(at('net.cnn.json'), serializeDocument(lenet));
    await symlink(at('net.cnn.json'), at('link.cnn'));
    await symlink(at('nowhere'), at('dangling.cnn'));
    await symlink(at('loop.cnn'), at('loop.cnn'));
    await writeFile(at('old.cnn'), 'old', { mode: 0o444 });
    await mkdir(at('folder.cnn'));
    const before = (await readdir(folder)).sort();
    const places = [
      [at('folder.cnn'), 'a folder has that name'],
      [at('pipe'), 'a pipe has that name'],
      ['/dev/full', 'a device has that name'],
      [at('old.cnn'), 'is read-only'],
      [at('dangling.cnn'), 'a link that leads to nothing'],
      [at('loop.cnn'), 'lead in a circle'],
      [at('gone', 'm.cnn'), 'the folder in which it should lie is not there'],
      [at('old.cnn', 'm.cnn'), 'a file lies where one of the folders'],
      [at('n'.repeat(300)), 'longer than the disk takes'],
    ] as const;
    for (const [place, sentence] of places) {
      const { status, out, err } = await run(train(place));
      expect(err).toMatch(/^[^\n]+ could not be written[^\n]+\.\n$/);
      expect(err).toContain(sentence);
      expect([status, out]).toEqual([1, '']);
    }
    for (const place of [at('net.cnn.json'), at('link.cnn')]) {
      const line = `cli train '${at('net.cnn.json')}' --data digits --limit 64 --epochs 1 --out '${place}'`;
      expect(await run(line)).toMatchObject({
        status: 1,
        out: '',
        err: `${place} is the file that was read, and would be lost. Choose another place for --out.\n`,
      });
    }
    expect((await readdir(folder)).sort()).toEqual(before);
  });
});

test('a place that is lost during the training gives the model to another', async () => {
  await mkdir(at('drive'));
  // At the first line the folder goes, as a drive that is pulled out.
  const lost = `while read -r line; do [ -d '${at('drive')}' ] && mv '${at('drive')}' '${at('pulled')}'; echo "$line"; done`;
  const { status, out, err } = await run(
    `cd '${folder}'; ${train(at('drive', 'lost.cnn'), '--json')} | (${lost})`,
  );
  expect(err).toMatch(
    /drive\/lost\.cnn could not be written: the folder .* The model lies in .*lost-2\.cnn instead\.\n$/,
  );
  expect(status).toBe(1);
  const done = JSON.parse(out.trim().split('\n').at(-1) ?? '') as { done: boolean; out: string };
  expect(done.done).toBe(true);
  expect((await lastRecord(done.out)).state).toBe('finished');
});

test('text of a file reaches a terminal as what can be seen', async () => {
  // Clears a screen, colours, begins a line of its own, turns the direction, is one byte of C1.
  const name = 'a\u001b[2J\u0007\nerror: none\u009b31m\u202eb\u007f\u{e0041}';
  const document = {
    ...lenet,
    name,
    nodes: lenet.nodes.map((node) => (node.id === 'C1' ? { ...node, name } : node)),
  };
  await writeFile(at('odd.cnn.json'), serializeDocument(document));
  const odd = `'${at('odd.cnn.json')}'`;
  const modelOf = `cli train ${odd} --data digits --limit 64 --epochs 1 --backend wasm --out '${at('odd.cnn')}'`;
  const lines = [
    `cli summary ${odd}`,
    `cli summary ${odd} --json`,
    modelOf,
    `${modelOf} --json`,
    `cli evaluate '${at('odd.cnn')}' --data digits`,
    `cli export ${odd} --format pytorch --out '${at('odd.py')}'`,
    `cli summary $'no\\e[2J\\nfile\\u202e'`,
    `cli $'fly\\e[2J'`,
    `cli summary --$'fly\\e[2J'`,
    `cli export ${odd} --format svg --out $'/gone\\e[2J/x'`,
  ];
  for (const line of lines) {
    const { out, err } = await run(line);
    expect(out + err).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(err).not.toMatch(/^\s+at /m);
  }
  const { out } = await run(`cli summary ${odd}`);
  expect(out).toContain('a\\x1b[2J\\x07\\nerror: none\\x9b31m\\u202eb\\x7f\\u{e0041}');
  expect(out).not.toMatch(/^error: none/m);
  const json = await run(`cli summary ${odd} --json`);
  expect((JSON.parse(json.out) as { name: string }).name).toBe(name);
}, 120_000);
