import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failingDisk } from '../node/files/testing/failing-disk';
import { machine } from '../node/files/testing/machine';
import { offerPlace } from './offer-place';
import { openPlace, tryPlace } from './out-place';

let folder = '';
beforeEach(async () => (folder = await realpath(await mkdtemp(path.join(tmpdir(), 'convcanvas-out-')))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (...parts: string[]): string => path.join(folder, ...parts);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
/** A disk on which nothing can be written in one folder. */
const deadIn = (dead: string, code: string) => {
  const failing = failingDisk(machine, 'open', code);
  return {
    ...machine,
    open: (file: string, flags: string) =>
      (path.dirname(file) === dead ? failing : machine).open(file, flags),
  };
};

describe('a place that can’t be written is told before anything is trained', () => {
  test.each<[string, RegExp, (file: string) => Promise<unknown>]>([
    ['a folder', /a folder has that name \(EISDIR\)/, (file) => mkdir(file)],
    ['a pipe', /a pipe has that name/, (file) => Promise.resolve(execFileSync('mkfifo', [file]))],
    ['a dangling link', /it is a link that leads to nothing/, (file) => symlink(at('nowhere'), file)],
    ['a link to itself', /links on the way to it lead in a circle \(ELOOP\)/, (file) => symlink(file, file)],
    ['a link to a device', /a device has that name/, (file) => symlink('/dev/full', file)],
    ['read-only', /read-only, .* \(EACCES\)/, (file) => writeFile(file, 'kept', { mode: 0o444 })],
  ])('%s', async (_, sentence, make) => {
    await make(at('m.cnn'));
    await expect(tryPlace(at('m.cnn'), 1)).rejects.toThrow(sentence);
    await expect(tryPlace(at('m.cnn'), 1)).rejects.toThrow(`${at('m.cnn')} could not be written`);
    expect(await readdir(folder)).toEqual(['m.cnn']);
  });

  test('a socket', async () => {
    const server = createServer().listen(at('m.cnn'));
    await once(server, 'listening');
    await expect(tryPlace(at('m.cnn'), 1)).rejects.toThrow(/a socket has that name/);
    server.close();
  });

  test('a folder that is missing, and a file in its stead', async () => {
    await expect(tryPlace(at('gone', 'm.cnn'), 1)).rejects.toThrow(/the folder .* is not there.*\(ENOENT\)/);
    await writeFile(at('file'), '');
    await expect(tryPlace(at('file', 'm.cnn'), 1)).rejects.toThrow(/a file lies where .*\(ENOTDIR\)/);
    await expect(tryPlace(at('n'.repeat(300)), 1)).rejects.toThrow(/longer than the disk takes/);
  });

  test.each(['ENOSPC', 'EROFS', 'EDQUOT', 'EIO'])('a disk that answers %s', async (code) => {
    await expect(tryPlace(at('m.cnn'), 1, deadIn(folder, code))).rejects.toThrow(`(${code})`);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a disk with less room than the model needs', async () => {
    await expect(tryPlace(at('m.cnn'), 2 ** 60)).rejects.toThrow(/no room left on the disk \(ENOSPC\)/);
    await tryPlace(at('m.cnn'), 1);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('two trainings into one place', () => {
  test('keep what each has learned: the second to end lies beside the first', async () => {
    const [one, other] = [openPlace(at('m.cnn')), openPlace(at('m.cnn'))];
    expect(await one.save(text('one'))).toEqual({ file: at('m.cnn'), problem: null });
    expect(await other.save(text('other'))).toEqual({
      file: at('m-2.cnn'),
      problem: `${at('m.cnn')} was written by another program meanwhile, and stays as it is.`,
    });
    expect(await one.save(text('one, gone on'))).toEqual({ file: at('m.cnn'), problem: null });
    await other.save(text('other, gone on'));
    expect(await readFile(at('m.cnn'), 'utf8')).toBe('one, gone on');
    expect(await readFile(at('m-2.cnn'), 'utf8')).toBe('other, gone on');
    expect((await readdir(folder)).sort()).toEqual(['m-2.cnn', 'm.cnn']);
  });

  test('a model that both began with is replaced once, and one that is gone is written again', async () => {
    await writeFile(at('m.cnn'), 'before');
    const [one, other] = [openPlace(at('m.cnn')), openPlace(at('m.cnn'))];
    expect((await one.save(text('one'))).file).toBe(at('m.cnn'));
    expect((await other.save(text('other'))).file).toBe(at('m-2.cnn'));
    await rm(at('m.cnn'));
    expect(await one.save(text('one'))).toEqual({ file: at('m.cnn'), problem: null });
  });
});

describe('a place that fails only at the end', () => {
  test('gives the model to a free name beside it, and takes it back', async () => {
    await writeFile(at('m-2.cnn'), 'another');
    const place = openPlace(at('m.cnn'));
    await mkdir(at('m.cnn'));
    expect(await place.save(text('first'))).toMatchObject({ file: at('m-3.cnn') });
    const { file, problem } = await place.save(text('second'));
    expect(file).toBe(at('m-3.cnn'));
    expect(problem).toMatch(/m\.cnn could not be written: a folder has that name/);
    expect(await readFile(file, 'utf8')).toBe('second');
    expect((await readdir(folder)).sort()).toEqual(['m-2.cnn', 'm-3.cnn', 'm.cnn']);
    await rm(at('m.cnn'), { recursive: true });
    expect(await place.save(text('third'))).toEqual({ file: at('m.cnn'), problem: null });
    expect((await readdir(folder)).sort()).toEqual(['m-2.cnn', 'm.cnn']);
    expect(await readFile(at('m-2.cnn'), 'utf8')).toBe('another');
  });

  test('gives it to the next folder where its own fails', async () => {
    const name = `convcanvas-test-${process.pid}.cnn`;
    const place = openPlace(at(name), deadIn(folder, 'ENOSPC'));
    const { file, problem } = await place.save(text('model'));
    try {
      expect(path.dirname(file)).toBe(process.cwd());
      expect(await readFile(file, 'utf8')).toBe('model');
      expect(problem).toMatch(/no room left on the disk \(ENOSPC\)/);
    } finally {
      await rm(file);
    }
  });

  test('says so where every place fails', async () => {
    const place = openPlace(at('m.cnn'), failingDisk(machine, 'write', 'EIO'));
    await expect(place.save(text('model'))).rejects.toThrow(
      /\(EIO\).* No other place took it either, so that the model is lost\.$/,
    );
  });

  test('a run that failed replaces nothing', async () => {
    expect(await openPlace(at('m.cnn')).saveBeside(text('part'))).toEqual({
      file: at('m.cnn'),
      problem: null,
    });
    const { file } = await openPlace(at('m.cnn')).saveBeside(text('part of another'));
    expect(file).toBe(at('m-2.cnn'));
    expect(await readFile(at('m.cnn'), 'utf8')).toBe('part');
  });
});

describe('at a terminal', () => {
  const answering =
    (...answers: (string | null)[]) =>
    () =>
      Promise.resolve(answers.shift() ?? null);

  test('another place is taken, after those that are none', async () => {
    await writeFile(at('m-2.cnn'), 'model');
    await writeFile(at('other'), 'kept');
    const ask = answering(at('gone', 'm.cnn'), at('other'), at('chosen.cnn'));
    expect(await offerPlace(at('m-2.cnn'), text('model'), ask)).toBe(at('chosen.cnn'));
    expect((await readdir(folder)).sort()).toEqual(['chosen.cnn', 'other']);
    expect(await readFile(at('other'), 'utf8')).toBe('kept');
  });

  test.each([[''], [null]])('%j leaves it where it is', async (answer) => {
    await writeFile(at('m-2.cnn'), 'model');
    expect(await offerPlace(at('m-2.cnn'), text('model'), answering(answer))).toBe(at('m-2.cnn'));
    expect(await readdir(folder)).toEqual(['m-2.cnn']);
  });
});
