import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failingDisk, operations, type Operation } from './testing/failing-disk';
import { machine } from './testing/machine';
import { isTemporaryName, tryWriting, writeAllWhole, WriteError, writeWhole } from './write-whole';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-files-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const at = (...parts: string[]): string => path.join(folder, ...parts);

/** A disk that is full, read-only, slow, unplugged, or over a network that went away. */
const codes = [
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EROFS',
  'ENOENT',
  'EIO',
  'ESTALE',
  'EHOSTDOWN',
  'EBUSY',
  'EWHAT',
];

describe('a write that fails', () => {
  const inFile = operations.filter((operation) => !operation.endsWith('folder'));
  const cases = inFile.flatMap((operation) => codes.map((code) => [operation, code] as const));

  test.each(cases)(
    'at %s with %s leaves the old file and nothing else, and says so',
    async (operation, code) => {
      const old = at('LeNet.cnn.json');
      await writeFile(old, 'kept', { mode: 0o640 });
      const disk = failingDisk(machine, operation, code);
      const asked = writeWhole(disk, old, text('new, and longer'), { makeFolders: true });
      if (operation === 'stat' && code === 'ENOENT') {
        // That is how a system says that there is no such file yet.
        await asked;
        expect(await readFile(old, 'utf8')).toBe('new, and longer');
        return;
      }
      await expect(asked).rejects.toThrow(WriteError);
      await expect(asked).rejects.toThrow(
        new RegExp(
          `^LeNet\\.cnn\\.json could not be written(, and is as it was)?: .+ \\(${code}\\)\\. [A-Z].+\\.$`,
        ),
      );
      expect(disk.failures()).toBeGreaterThan(0);
      expect(await readFile(old, 'utf8')).toBe('kept');
      expect(await readdir(folder)).toEqual(['LeNet.cnn.json']);
    },
  );

  test.each(cases)('at %s with %s leaves no new file', async (operation, code) => {
    const made = at('new.cnn');
    const asked = writeWhole(failingDisk(machine, operation, code), made, text('new'), { makeFolders: true });
    // What is not there is neither resolved nor changed.
    const harmless = operation === 'chmod' || (['realpath', 'stat'].includes(operation) && code === 'ENOENT');
    if (harmless) await asked;
    else await expect(asked).rejects.toThrow(/^new\.cnn could not be written: /);
    expect(await readdir(folder)).toEqual(harmless ? ['new.cnn'] : []);
  });

  test.each(['open folder', 'sync folder'] as const)(
    'at %s has written, and says what that means',
    async (operation) => {
      const file = at('a.cnn');
      await expect(writeWhole(failingDisk(machine, operation, 'EIO'), file, text('new'))).rejects.toThrow(
        'a.cnn was written, but the disk did not confirm it (EIO), so that a power cut could still undo it. Save it again, or save it in another place.',
      );
      expect(await readFile(file, 'utf8')).toBe('new');
      // Windows and some network drives can't do that at all.
      await writeWhole(failingDisk(machine, operation, 'EPERM'), file, text('newer'));
      expect(await readFile(file, 'utf8')).toBe('newer');
    },
  );

  test.each<[Operation, string]>([
    ['write', 'ENOSPC'],
    ['rename', 'EIO'],
  ])('among several, at %s, changes none before all of them lie there', async (operation, code) => {
    await writeFile(at('a'), 'old a');
    await writeFile(at('b'), 'old b');
    const files = ['a', 'b', 'c'].map((name) => ({ file: at(name), bytes: text(`new ${name}`) }));
    await expect(writeAllWhole(failingDisk(machine, operation, code), files)).rejects.toThrow(/^a could not/);
    expect(await readdir(folder)).toEqual(['a', 'b']);
    expect(await readFile(at('a'), 'utf8')).toBe('old a');
  });
});

test('a file that something holds for a moment is waited for', async () => {
  const disk = failingDisk(machine, 'rename', 'EBUSY', 3);
  await writeWhole(disk, at('a'), text('new'));
  expect(disk.failures()).toBe(3);
  expect(await readFile(at('a'), 'utf8')).toBe('new');
});

describe('what is written', () => {
  test('replaces the old file, and leaves nothing beside it', async () => {
    await writeWhole(machine, at('a.cnn'), text('one'));
    await writeWhole(machine, at('a.cnn'), text('two'));
    expect(await readFile(at('a.cnn'), 'utf8')).toBe('two');
    expect(await readdir(folder)).toEqual(['a.cnn']);
  });

  test('keeps who may read it, and who else shares it', async () => {
    await writeFile(at('a.cnn'), 'old');
    await chmod(at('a.cnn'), 0o604);
    await writeWhole(machine, at('a.cnn'), text('new'));
    expect((await stat(at('a.cnn'))).mode & 0o777).toBe(0o604);
  });

  test('goes through links, which stay', async () => {
    await mkdir(at('real'));
    await writeFile(at('real', 'a.cnn'), 'old');
    await symlink(at('real', 'a.cnn'), at('link.cnn'));
    await writeWhole(machine, at('link.cnn'), text('new'));
    expect((await lstat(at('link.cnn'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('real', 'a.cnn'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['link.cnn', 'real']);
  });

  test('takes any name that the disk takes', async () => {
    const names = [
      'ü 网络 🎛️.cnn',
      ' spaces .cnn ',
      'dots...',
      '\'"$(x)`.cnn',
      'a\\b.cnn',
      `${'n'.repeat(251)}.cnn`,
    ];
    for (const name of names) await writeWhole(machine, at(name), text(name));
    expect((await readdir(folder)).sort()).toEqual([...names].sort());
    const deep = at(...Array.from({ length: 12 }, (_, i) => `${i % 10}`.repeat(200)), 'deep.cnn');
    await writeWhole(machine, deep, text('deep'), { makeFolders: true });
    expect(await readFile(deep, 'utf8')).toBe('deep');
  });

  test('tells of the file before it is replaced, whatever becomes of that', async () => {
    const seen: string[] = [];
    const keepPrevious = async (file: string): Promise<void> => {
      seen.push(await readFile(file, 'utf8'));
      throw new Error('no room for it');
    };
    await writeWhole(machine, at('a'), text('one'), { keepPrevious });
    await writeWhole(machine, at('a'), text('two'), { keepPrevious });
    expect(seen).toEqual(['one']);
    expect(await readFile(at('a'), 'utf8')).toBe('two');
  });
});

describe('what can’t be written is refused', () => {
  test('as a name that is too long', async () => {
    await expect(writeWhole(machine, at('n'.repeat(256)), text('x'))).rejects.toThrow(
      /longer than the disk takes \(ENAMETOOLONG\)\. Choose a shorter name/,
    );
  });

  test('as a link that leads nowhere', async () => {
    await symlink(at('unplugged', 'a.cnn'), at('link.cnn'));
    await expect(writeWhole(machine, at('link.cnn'), text('x'))).rejects.toThrow(
      'link.cnn could not be written: it is a link that leads to nothing. Bring back what it led to, or remove the link, or choose another name.',
    );
    expect((await lstat(at('link.cnn'))).isSymbolicLink()).toBe(true);
  });

  test('as a read-only file, though its folder could be written', async () => {
    await writeFile(at('a.cnn'), 'kept', { mode: 0o444 });
    await expect(writeWhole(machine, at('a.cnn'), text('x'))).rejects.toThrow(
      /^a\.cnn could not be written, and is as it was: the file, its folder or the disk is read-only.*\(EACCES\)/,
    );
    expect(await readFile(at('a.cnn'), 'utf8')).toBe('kept');
  });

  test('as a folder, a device, and a file where a folder should be', async () => {
    await writeFile(at('file'), 'kept');
    await expect(writeWhole(machine, folder, text('x'))).rejects.toThrow(/a folder has that name \(EISDIR\)/);
    await expect(writeWhole(machine, '/dev/null', text('x'))).rejects.toThrow(
      /: a device has that name, and is no place for a file\. Choose another name\.$/,
    );
    execFileSync('mkfifo', [at('pipe')]);
    await expect(writeWhole(machine, at('pipe'), text('x'))).rejects.toThrow(/: a pipe has that name/);
    const server = createServer().listen(at('socket'));
    await once(server, 'listening');
    await expect(writeWhole(machine, at('socket'), text('x'))).rejects.toThrow(/: a socket has that name/);
    server.close();
    for (const makeFolders of [true, false]) {
      await expect(writeWhole(machine, at('file', 'a'), text('x'), { makeFolders })).rejects.toThrow(
        /: a file lies where one of the folders that lead to it should be \((ENOTDIR|EEXIST)\)/,
      );
    }
  });

  test('as a folder that is gone, which is not made anew unless asked', async () => {
    await expect(writeWhole(machine, at('gone', 'a'), text('x'))).rejects.toThrow(
      /^a could not be written: the folder in which it should lie is not there: mistyped, .*\(ENOENT\)\./,
    );
    expect(await readdir(folder)).toEqual([]);
    await writeWhole(machine, at('gone', 'a'), text('x'), { makeFolders: true });
    expect(await readdir(folder)).toEqual(['gone']);
  });
});

test('links that lead in a circle are refused', async () => {
  await symlink(at('b'), at('a'));
  await symlink(at('a'), at('b'));
  await expect(writeWhole(machine, at('a'), text('x'))).rejects.toThrow(/lead in a circle \(ELOOP\)/);
});

describe('a trial', () => {
  test('leaves what was there, and nothing else', async () => {
    await writeFile(at('a'), 'kept');
    await tryWriting(machine, at('a'));
    await tryWriting(machine, at('new'));
    expect(await readdir(folder)).toEqual(['a']);
    expect(await readFile(at('a'), 'utf8')).toBe('kept');
  });

  const tried = operations.filter((operation) => !['mkdir', 'rename'].includes(operation));
  test.each(tried.filter((operation) => !operation.endsWith('folder')))(
    'fails at %s as the write would, and leaves nothing',
    async (operation) => {
      await writeFile(at('a'), 'kept');
      await expect(tryWriting(failingDisk(machine, operation, 'EIO'), at('a'), 'the model')).rejects.toThrow(
        /^the model could not be written/,
      );
      expect(await readdir(folder)).toEqual(['a']);
    },
  );
});

describe('several files into folders that were not there', () => {
  const files = ['x/a', 'x/y/b', 'x/y/z/c'];
  const made = () => files.map((name) => ({ file: at(...name.split('/')), bytes: text(name) }));

  test.each(operations.filter((operation) => !['stat', 'realpath', 'chmod'].includes(operation)))(
    'that fail at %s leave no folder and no file',
    async (operation) => {
      const disk = failingDisk(machine, operation, 'EIO');
      await expect(writeAllWhole(disk, made(), { makeFolders: true })).rejects.toThrow(WriteError);
      // Written, and only not confirmed.
      expect(await readdir(folder)).toEqual(operation.endsWith('folder') ? ['x'] : []);
    },
  );

  test('of which one can’t be put in place leave none of them', async () => {
    let renames = 0;
    const disk = {
      ...machine,
      rename: (from: string, to: string) =>
        (renames += 1) < 3
          ? machine.rename(from, to)
          : Promise.reject(Object.assign(new Error(), { code: 'EIO' })),
    };
    await expect(writeAllWhole(disk, made(), { makeFolders: true })).rejects.toThrow(/\(EIO\)/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('leave a folder in which something else lies meanwhile', async () => {
    const disk = failingDisk(machine, 'rename', 'EIO');
    const asked = writeAllWhole(
      {
        ...disk,
        rename: async (from: string, to: string) => {
          await writeFile(at('x', 'other'), 'kept');
          await disk.rename(from, to);
        },
      },
      made(),
      { makeFolders: true },
    );
    await expect(asked).rejects.toThrow(WriteError);
    expect(await readdir(at('x'))).toEqual(['other']);
  });
});

test('temporary files are known by their names', async () => {
  const seen: string[] = [];
  const disk = { ...machine, rename: (from: string) => Promise.resolve(void seen.push(path.basename(from))) };
  await writeWhole(disk, at('a'), text('x'));
  expect(seen).toHaveLength(1);
  expect(seen.every(isTemporaryName)).toBe(true);
  expect(isTemporaryName('a.tmp')).toBe(false);
});
