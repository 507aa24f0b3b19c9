import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backupsIn } from './backups';
import { draftsIn } from './drafts';
import { type BeingSaved, type Dialogs, hostHandlers } from './host-handlers';
import { registerHandlers } from './ipc';
import { channel } from './channels';
import { messages } from './messages';
import { openedFiles } from './opened-files';
import { allowedPaths } from './paths';
import { recentsIn } from './recents';
import { createSaves } from './saves';
import { shellHandlers } from './shell-handlers';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-ipc-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

type Listener = Parameters<Parameters<typeof registerHandlers>[0]['handle']>[1];

/** The main process with dialogs that answer what a test says. */
function desktop(answers: Partial<Record<keyof Dialogs, string | null>> = {}, trusted = true) {
  const listeners = new Map<string, Listener>();
  const titles: string[] = [];
  const opened = openedFiles();
  const saves = createSaves<BeingSaved>();
  const handlers = hostHandlers({
    dialogs: {
      open: () => Promise.resolve(answers.open ?? null),
      save: () => Promise.resolve(answers.save ?? null),
      folder: () => Promise.resolve(answers.folder ?? null),
    },
    paths: allowedPaths(),
    opened,
    saves,
    drafts: draftsIn(path.join(folder, 'drafts')),
    blocks: draftsIn(path.join(folder, 'blocks')),
    backups: backupsIn(path.join(folder, 'backups')),
    recents: recentsIn(path.join(folder, 'recent.json')),
    setTitle: (title, edited) => titles.push(`${title} ${edited}`),
    today: () => '2020-01-01T00:00:00.000Z',
  });
  const told: unknown[] = [];
  const tell = (...args: readonly unknown[]): void => void told.push(args);
  const shell = shellHandlers({
    takesFiles: tell,
    newWindow: tell,
    setMenu: tell,
    setDocument: tell,
    setRun: tell,
    mayClose: tell,
  });
  registerHandlers({ handle: (name, listener) => void listeners.set(name, listener) }, () =>
    trusted ? { ...handlers, ...shell } : null,
  );
  // The event is only looked at by `handlersFor`, which is given here.
  const call = (name: keyof typeof messages, ...args: unknown[]): Promise<unknown> =>
    listeners.get(channel(name))?.({} as Parameters<Listener>[0], ...args) ??
    Promise.reject(new Error(`no ${name}`));
  const save = async (request: object, ...pieces: readonly Uint8Array[]): Promise<unknown> => {
    const begun = (await call('beginSave', request)) as { saving: string } | null;
    if (begun === null) return null;
    for (const piece of pieces) await call('saveBytes', begun.saving, piece);
    return call('endSave', begun.saving);
  };
  return { call, save, listeners, titles, told, opened, saves };
}

interface Opened {
  readonly content: { readonly url: string };
  readonly handle: string;
}

const bytes = new TextEncoder().encode('content');

describe('messages from the page', () => {
  test('have a handler each', () => {
    expect([...desktop().listeners.keys()].sort()).toEqual(
      Object.keys(messages)
        .map((name) => `convcanvas:${name}`)
        .sort(),
    );
  });

  test('of a foreign page are refused', async () => {
    await expect(desktop({}, false).call('recent')).rejects.toThrow(
      'A message of a foreign page was refused.',
    );
  });

  test.each([
    ['beginSave', [{ suggestedName: '', handle: null, kind: 'model' }]],
    ['beginSave', [{ suggestedName: 'a', handle: null, kind: 'program' }]],
    ['beginSave', []],
    ['saveBytes', ['saving', 'text']],
    ['savePart', ['saving', { url: 'app://convcanvas/opened/1', from: -1, length: 1 }]],
    ['savePart', ['saving', { url: 'app://convcanvas/opened/1', from: 0, length: 0.5 }]],
    ['savePart', ['saving', '/etc/passwd']],
    ['listDrafts', []],
    ['openRecent', [{ path: '/etc/passwd' }]],
    ['saveFolder', [[]]],
    ['writeDraft', ['', bytes]],
    ['setTitle', ['title']],
    ['open', ['/etc/passwd']],
  ] as const)('of another shape are refused: %s %j', async (name, args) => {
    await expect(desktop().call(name, ...args)).rejects.toThrow(
      /was refused: its content is not what it should be/,
    );
  });
});

describe('files', () => {
  test('open by a dialog, are saved back by their handle, and are remembered', async () => {
    const file = path.join(folder, 'net.cnn.json');
    await writeFile(file, 'old');
    const { call, save } = desktop({ open: file });
    const opened = (await call('open')) as Opened;
    expect(opened).toMatchObject({ name: 'net.cnn.json', content: { size: 3 } });
    expect(JSON.stringify(opened)).not.toContain(folder);
    await save({ suggestedName: 'x', handle: opened.handle, kind: 'document' }, bytes);
    expect(await readFile(file, 'utf8')).toBe('content');
    expect(await call('recent')).toEqual([
      { name: 'net.cnn.json', handle: opened.handle, openedAt: '2020-01-01T00:00:00.000Z' },
    ]);
  });

  test('can’t be named by the page itself: a handle that was never given out is refused', async () => {
    const secret = path.join(folder, 'secret.txt');
    await writeFile(secret, 'secret');
    const { call } = desktop();
    await expect(call('openRecent', secret)).rejects.toThrow(/not open any more/);
    await expect(call('beginSave', { suggestedName: 'x', handle: secret, kind: 'model' })).rejects.toThrow(
      /not open any more/,
    );
    expect(await readFile(secret, 'utf8')).toBe('secret');
  });

  test('are read by names that write nothing, and written by handles that read nothing', async () => {
    const file = path.join(folder, 'net.cnn');
    await writeFile(file, 'weights');
    const { call, opened } = desktop({ open: file });
    const { content, handle } = (await call('open')) as Opened;
    const name = content.url.split('/').at(-1);
    expect(content.url).toBe(`app://convcanvas/opened/${name}`);
    for (const given of [name, content.url]) {
      const request = { suggestedName: 'x', handle: given, kind: 'model' };
      await expect(call('beginSave', request)).rejects.toThrow(/not open any more/);
    }
    await expect(opened.open(`app://convcanvas/opened/${handle}`)).rejects.toThrow(/not open any more/);
  });

  test('take parts of files that are open, and of no others', async () => {
    const [file, target] = [path.join(folder, 'net.cnn'), path.join(folder, 'new.cnn')];
    await writeFile(file, '0123456789');
    const { call } = desktop({ open: file, save: target });
    const { content } = (await call('open')) as Opened;
    const begin = async (): Promise<string> =>
      ((await call('beginSave', { suggestedName: 'x', handle: null, kind: 'model' })) as { saving: string })
        .saving;
    const saving = await begin();
    const part = { url: content.url, from: 2, length: 3 };
    await call('savePart', saving, part);
    await call('saveBytes', saving, bytes);
    for (const [wrong, sentence] of [
      [{ ...part, url: `file://${file}` }, /not open any more/],
      [{ ...part, url: 'app://convcanvas/opened/' }, /not open any more/],
      [{ ...part, url: `${content.url}/../${content.url.split('/').at(-1)}` }, /not open any more/],
      [{ ...part, from: 8 }, /^net\.cnn can't be read any more/],
    ] as const) {
      await expect(call('savePart', saving, wrong)).rejects.toThrow(sentence);
    }
    await call('savePart', saving, part);
    await call('endSave', saving);
    // What was refused after it had begun has left its beginning: whoever saves gives the file up then.
    expect(await readFile(target, 'utf8')).toMatch(/^234content(89)?234$/);
    await expect(call('savePart', saving, part)).rejects.toThrow(/not being saved any more/);
    await expect(call('endSave', saving)).rejects.toThrow(/not being saved any more/);
    await call('cancelSave', saving);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('of a save that is given up, nothing is left, and the next one is not kept waiting', async () => {
    const file = path.join(folder, 'net.cnn');
    await writeFile(file, 'old');
    const { call, save, saves } = desktop({ open: file });
    const { handle } = (await call('open')) as Opened;
    const request = { suggestedName: 'x', handle, kind: 'model' };
    const first = (await call('beginSave', request)) as { saving: string };
    await call('saveBytes', first.saving, bytes);
    await call('cancelSave', first.saving);
    await expect(call('saveBytes', first.saving, bytes)).rejects.toThrow(/not being saved any more/);
    await call('beginSave', request);
    // The page is gone.
    await saves.cancelAll();
    expect(await readFile(file, 'utf8')).toBe('old');
    await save(request, bytes);
    expect(await readFile(file, 'utf8')).toBe('content');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('are not touched where the user cancels', async () => {
    const { call } = desktop();
    expect(await call('open')).toBeNull();
    expect(await call('beginSave', { suggestedName: 'x', handle: null, kind: 'zip' })).toBeNull();
    expect(await call('saveFolder', [{ path: 'a', bytes }])).toBeNull();
  });

  test('of a folder stay inside of it, or none is written', async () => {
    const { call } = desktop({ folder });
    await expect(
      call('saveFolder', [
        { path: 'model.json', bytes },
        { path: '../out', bytes },
      ]),
    ).rejects.toThrow(/leads out/);
    await expect(readFile(path.join(folder, 'model.json'))).rejects.toThrow();
    expect(await call('saveFolder', [{ path: 'deep/model.json', bytes }])).toEqual({
      name: path.basename(folder),
    });
    expect(await readFile(path.join(folder, 'deep', 'model.json'), 'utf8')).toBe('content');
  });

  test.skipIf(process.platform === 'win32')(
    'of a folder stay inside of it where it holds links',
    async () => {
      const [chosen, outside] = [path.join(folder, 'chosen'), path.join(folder, 'outside')];
      await Promise.all([mkdir(chosen), mkdir(outside)]);
      await writeFile(path.join(outside, 'notes.txt'), 'notes');
      await symlink(outside, path.join(chosen, 'deep'));
      await symlink(path.join(outside, 'notes.txt'), path.join(chosen, 'model.json'));
      await symlink(path.join(chosen, 'here.json'), path.join(chosen, 'again.json'));
      await writeFile(path.join(chosen, 'here.json'), 'here');
      await symlink(chosen, path.join(folder, 'way'));
      const { call } = desktop({ folder: path.join(folder, 'way') });
      for (const name of ['model.json', 'deep/model.json', 'deep/new/model.json']) {
        const files = ['first.json', name].map((each) => ({ path: each, bytes }));
        await expect(call('saveFolder', files), name).rejects.toThrow(
          /leads out of the chosen folder by a link/,
        );
      }
      expect(await readdir(outside)).toEqual(['notes.txt']);
      expect(await readFile(path.join(outside, 'notes.txt'), 'utf8')).toBe('notes');
      expect(await readdir(chosen)).not.toContain('first.json');
      // A link to a file of the folder, and to the folder itself, harms nothing.
      await call('saveFolder', [{ path: 'again.json', bytes }]);
      expect(await readFile(path.join(chosen, 'here.json'), 'utf8')).toBe('content');
    },
  );
});
