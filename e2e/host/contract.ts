/** What the app may expect of its host, whichever it is: the same list is run against Electron's and the browser's. */
import type { ChangedFile, Host, SavedFile } from '../../shared/protocol/host';
import { versionOf } from '../../renderer/host/version-of';

/** A host, the dialogs' next answers, and the folder that its user has. */
export interface World {
  readonly host: Host;
  /** What is picked from now on; null: the user cancels. Names are those of the user's folder. */
  readonly choose: (answers: {
    readonly open?: string | null;
    readonly save?: string | null;
    readonly folder?: string | null;
  }) => void;
  /** As another program does it. */
  readonly write: (name: string, content: string) => Promise<void>;
  /** Null where there is none. */
  readonly read: (name: string) => Promise<string | null>;
  readonly remove: (name: string) => Promise<void>;
  /** The app is closed and started again. */
  readonly restart: () => Promise<Host>;
}

export interface Expectation {
  readonly name: string;
  readonly check: (world: World) => Promise<void>;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

function same(found: unknown, wanted: unknown, what: string): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

async function refused(asked: Promise<unknown>, sentence: RegExp): Promise<void> {
  const message = await asked.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (message === null) throw new Error('It was not refused.');
  if (!sentence.test(message) || !/^\S.*\.$/s.test(message))
    throw new Error(`It was refused with: ${message}`);
}

function written(saved: SavedFile | ChangedFile | null): SavedFile {
  if (saved === null || 'changed' in saved) throw new Error(`It was not saved: ${JSON.stringify(saved)}`);
  return saved;
}

function handleOf({ handle }: { readonly handle: string | null }): string {
  if (handle === null) throw new Error('There is no handle.');
  return handle;
}

async function openNew(world: World, name: string, content: string) {
  await world.write(name, content);
  world.choose({ open: name });
  const opened = await world.host.open();
  if (opened === null) throw new Error('Nothing was opened.');
  return { ...opened, handle: handleOf(opened) };
}

const saveTo = (host: Host, handle: string | null, content: string, replaces: string | null = null) =>
  host.save({ suggestedName: 'a.cnn.json', bytes: bytesOf(content), handle, kind: 'document', replaces });

export const expectations: readonly Expectation[] = [
  {
    name: 'nothing happens where the user cancels',
    async check({ host, choose }) {
      choose({ open: null, save: null, folder: null });
      same(await host.open(), null, 'open');
      same(await host.open('block'), null, 'open a block');
      same(await saveTo(host, null, 'x'), null, 'save');
      same(await host.saveFolder([{ path: 'a', bytes: bytesOf('x') }]), null, 'save a folder');
      same(await host.recent(), [], 'recent');
    },
  },
  {
    name: 'a file opens by its name, with its bytes, and is remembered',
    async check(world) {
      const opened = await openNew(world, 'ü 网络.cnn.json', 'content');
      same(opened.name, 'ü 网络.cnn.json', 'name');
      same(opened.bytes instanceof Uint8Array, true, 'bytes');
      same(textOf(opened.bytes), 'content', 'content');
      const [recent, ...others] = await world.host.recent();
      same([recent?.name, recent?.handle, others.length], ['ü 网络.cnn.json', opened.handle, 0], 'recent');
      same(new Date(recent?.openedAt ?? '').toISOString(), recent?.openedAt, 'when');
      same(textOf((await world.host.openRecent(opened.handle)).bytes), 'content', 'again');
      same((await openNew(world, 'ü 网络.cnn.json', 'more')).handle, opened.handle, 'the same handle');
    },
  },
  {
    name: 'Save writes back to where it was opened, without asking',
    async check(world) {
      const { handle } = await openNew(world, 'a.cnn.json', 'old');
      world.choose({ save: null });
      same(written(await saveTo(world.host, handle, 'new')), { name: 'a.cnn.json', handle }, 'saved');
      same(await world.read('a.cnn.json'), 'new', 'content');
    },
  },
  {
    name: 'Save as asks, and what was saved opens again',
    async check({ host, choose, read }) {
      choose({ save: 'b.cnn.json' });
      const saved = written(await saveTo(host, null, 'content'));
      same(saved.name, 'b.cnn.json', 'name');
      same(await read('b.cnn.json'), 'content', 'content');
      same(textOf((await host.openRecent(handleOf(saved))).bytes), 'content', 'again');
      same(
        (await host.recent()).map(({ name }) => name),
        ['b.cnn.json'],
        'recent',
      );
    },
  },
  {
    name: 'exports and blocks are no files of late',
    async check({ host, choose, write, read }) {
      choose({ save: 'net.py', open: 'a.block.json' });
      const request = {
        suggestedName: 'net.py',
        bytes: bytesOf('import keras'),
        handle: null,
        kind: 'python',
      } as const;
      same(written(await host.save(request)), { name: 'net.py', handle: null }, 'saved');
      same(await read('net.py'), 'import keras', 'content');
      await write('a.block.json', '{}');
      const block = await host.open('block');
      same([block?.name, textOf(block?.bytes), block?.handle], ['a.block.json', '{}', null], 'block');
      same(await host.recent(), [], 'recent');
    },
  },
  {
    name: 'what another program has changed is not overwritten unasked',
    async check(world) {
      const { handle, bytes } = await openNew(world, 'a.cnn.json', 'old');
      const version = await versionOf(bytes);
      await world.write('a.cnn.json', 'by another program');
      const answer = await saveTo(world.host, handle, 'mine', version);
      if (answer === null || !('changed' in answer))
        throw new Error(`It was saved: ${JSON.stringify(answer)}`);
      same(answer.name, 'a.cnn.json', 'name');
      same(new Date(answer.changedAt).toISOString(), answer.changedAt, 'when');
      same(await world.read('a.cnn.json'), 'by another program', 'content');
      // Of the same length: lengths alone say little.
      await world.write('a.cnn.json', 'odl');
      same('changed' in ((await saveTo(world.host, handle, 'mine', version)) ?? {}), true, 'the same length');
      await world.write('a.cnn.json', 'old');
      written(await saveTo(world.host, handle, 'mine', version));
      written(await saveTo(world.host, handle, 'more', await versionOf(bytesOf('mine'))));
      await world.write('a.cnn.json', 'by another program');
      written(await saveTo(world.host, handle, 'overwritten'));
      same(await world.read('a.cnn.json'), 'overwritten', 'content');
    },
  },
  {
    name: 'the version before the last save is kept',
    async check(world) {
      const { handle } = await openNew(world, 'a.cnn.json', 'one');
      same(await world.host.previous(handle), null, 'before it was saved');
      await saveTo(world.host, handle, 'two');
      await saveTo(world.host, handle, 'three');
      const previous = await (await world.restart()).previous(handle);
      same(
        [previous?.name, textOf(previous?.bytes), previous?.handle],
        ['a.cnn.json', 'two', null],
        'previous',
      );
      world.choose({ save: 'b.cnn.json' });
      await world.write('b.cnn.json', 'by another program');
      const saved = written(await saveTo(world.host, null, 'mine'));
      same(
        textOf((await world.host.previous(handleOf(saved)))?.bytes),
        'by another program',
        'replaced by Save as',
      );
    },
  },
  {
    name: 'a file that is gone is refused in a sentence, and saved anew',
    async check(world) {
      const { handle, bytes } = await openNew(world, 'a.cnn.json', 'old');
      await world.remove('a.cnn.json');
      await refused(world.host.openRecent(handle), /^a\.cnn\.json .*(can't be|not) read/);
      written(await saveTo(world.host, handle, 'new', await versionOf(bytes)));
      same(await world.read('a.cnn.json'), 'new', 'content');
    },
  },
  {
    name: 'handles that were never given out are refused in a sentence',
    async check({ host }) {
      for (const handle of ['', 'a.cnn.json', '/etc/passwd', '__proto__']) {
        await refused(host.openRecent(handle), /open it again\.$/);
        await refused(saveTo(host, handle, 'x'), /open it again\.$/);
        await refused(host.previous(handle), /open it again\.$/);
      }
    },
  },
  {
    name: 'handles outlive the app',
    async check(world) {
      const { handle } = await openNew(world, 'a.cnn.json', 'old');
      const host = await world.restart();
      same(
        (await host.recent()).map((recent) => recent.handle),
        [handle],
        'recent',
      );
      written(await saveTo(host, handle, 'new'));
      same(textOf((await (await world.restart()).openRecent(handle)).bytes), 'new', 'content');
    },
  },
  {
    name: 'twelve files of late at most, the last first, each once',
    async check(world) {
      for (let i = 0; i < 14; i += 1) {
        await openNew(world, `${i}.cnn`, `${i}`);
        // Their order is by time.
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
      await openNew(world, '5.cnn', '5');
      const names = (await world.host.recent()).map(({ name }) => name);
      same(
        names,
        [5, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((i) => `${i}.cnn`),
        'names',
      );
    },
  },
  {
    name: 'a folder takes all files, with the folders in it',
    async check({ host, choose, read, write }) {
      choose({ folder: 'export' });
      await write('export/b.bin', 'old');
      const files = ['model.json', 'b.bin', 'deep/er/c.bin'].map((path) => ({ path, bytes: bytesOf(path) }));
      same(await host.saveFolder(files), { name: 'export' }, 'saved');
      for (const { path } of files) same(await read(`export/${path}`), path, path);
    },
  },
  {
    name: 'names that lead out of the folder are refused before anything is written',
    async check({ host, choose, read }) {
      choose({ folder: 'export' });
      for (const path of ['../out', 'a/../../out', '/out', 'a/..', '.']) {
        const files = ['model.json', path].map((name) => ({ path: name, bytes: bytesOf('x') }));
        await refused(host.saveFolder(files), /leads out of the chosen folder, and was not written\.$/);
        same(await read('export/model.json'), null, path);
        same(await read('out'), null, path);
      }
    },
  },
  {
    name: 'work in progress is kept by any key until it is dropped, over a restart too',
    async check(world) {
      const keys = ['document/a/b', '../../x', 'ü 网络', '__proto__'];
      for (const key of keys) await world.host.writeDraft(key, bytesOf(`first ${key}`));
      await Promise.all(['second', 'third'].map((text) => world.host.writeDraft('../../x', bytesOf(text))));
      await world.host.writeDraft('__proto__', new Uint8Array());
      await world.host.dropDraft('document/a/b');
      await world.host.dropDraft('was never there');
      const host = await world.restart();
      const drafts = [...(await host.readDrafts())].sort((a, b) => (a.key < b.key ? -1 : 1));
      same(
        drafts.map(({ key, bytes }) => [key, textOf(bytes)]),
        [
          ['../../x', 'third'],
          ['__proto__', ''],
          ['ü 网络', 'first ü 网络'],
        ],
        'drafts',
      );
      for (const { savedAt } of drafts) same(new Date(savedAt).toISOString(), savedAt, 'when');
    },
  },
  {
    name: 'the user’s blocks are kept apart from work in progress',
    async check({ host }) {
      await host.writeBlock('a', bytesOf('block'));
      await host.writeDraft('a', bytesOf('draft'));
      same(
        (await host.readBlocks()).map(({ bytes }) => textOf(bytes)),
        ['block'],
        'blocks',
      );
      await host.dropBlock('a');
      same((await host.readBlocks()).length, 0, 'blocks');
      same(
        (await host.readDrafts()).map(({ bytes }) => textOf(bytes)),
        ['draft'],
        'drafts',
      );
    },
  },
  {
    name: 'bytes come back as they were, and are no one else’s',
    async check({ host, choose }) {
      const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31) % 251);
      const version = await versionOf(bytes);
      choose({ save: 'large.cnn' });
      // A part of a larger buffer, as what is read from an archive.
      const part = new Uint8Array(2 + bytes.length);
      part.set(bytes, 2);
      const saved = written(
        await host.save({ suggestedName: 'large.cnn', bytes: part.subarray(2), handle: null, kind: 'model' }),
      );
      part.fill(0);
      const read = (await host.openRecent(handleOf(saved))).bytes;
      same(await versionOf(read), version, 'version');
      await host.writeDraft('large', read);
      read.fill(0);
      same(await versionOf((await host.readDrafts())[0]?.bytes ?? new Uint8Array()), version, 'draft');
    },
  },
];
