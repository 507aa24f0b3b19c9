/** What the app may expect of its host, whichever it is: the same list is run against Electron's and the browser's. */
import { type FileContent, type FileSegment, isRemote } from '../../shared/protocol/file-content';
import type { ChangedFile, Host, KeyedStore, SavedFile } from '../../shared/protocol/host';
import { contentSource } from '../../renderer/archive/content';
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
const textOf = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes);

async function wholeOf(file: { readonly content: FileContent | null } | null): Promise<Uint8Array> {
  if (!file?.content) throw new Error('There is no content.');
  const source = contentSource(file.content);
  return source.read(0, source.size);
}

const textIn = async (file: { readonly content: FileContent | null } | null): Promise<string | null> =>
  textOf(await wholeOf(file));

/** A part of a file, as the app saves it into another. */
const partOf = (content: FileContent, from: number, length: number): FileSegment =>
  isRemote(content) ? { url: content.url, from, length } : content.slice(from, from + length);

/** Bytes that are not the same anywhere. */
const noise = (length: number, seed: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + 1, 2654435761 + 2 * seed) >>> 13) & 255);

const CHANGED = /^The file can’t be read any more: it was moved, deleted or changed since it was opened\./;

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
  host.save({ suggestedName: 'a.cnn.json', content: [bytesOf(content)], handle, kind: 'document', replaces });

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
    name: 'a file opens by its name, with its content, and is remembered',
    async check(world) {
      const opened = await openNew(world, 'ü 网络.cnn.json', 'content');
      same(opened.name, 'ü 网络.cnn.json', 'name');
      same(opened.content.size, 7, 'size');
      same(await textIn(opened), 'content', 'content');
      const [recent, ...others] = await world.host.recent();
      same([recent?.name, recent?.handle, others.length], ['ü 网络.cnn.json', opened.handle, 0], 'recent');
      same(new Date(recent?.openedAt ?? '').toISOString(), recent?.openedAt, 'when');
      same(await textIn(await world.host.openRecent(opened.handle)), 'content', 'again');
      same((await openNew(world, 'ü 网络.cnn.json', 'more')).handle, opened.handle, 'the same handle');
    },
  },
  {
    name: 'Save writes back to where it was opened, without asking',
    async check(world) {
      const { handle } = await openNew(world, 'a.cnn.json', 'old');
      world.choose({ save: null });
      const saved = written(await saveTo(world.host, handle, 'new'));
      same([saved.name, saved.handle], ['a.cnn.json', handle], 'saved');
      same(await textIn(saved), 'new', 'what lies there now');
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
      same(await textIn(saved), 'content', 'what lies there now');
      same(await textIn(await host.openRecent(handleOf(saved))), 'content', 'again');
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
        content: [bytesOf('import keras')],
        handle: null,
        kind: 'python',
      } as const;
      same(written(await host.save(request)), { name: 'net.py', handle: null, content: null }, 'saved');
      same(await read('net.py'), 'import keras', 'content');
      await write('a.block.json', '{}');
      const block = await host.open('block');
      same([block?.name, await textIn(block), block?.handle], ['a.block.json', '{}', null], 'block');
      same(await host.recent(), [], 'recent');
    },
  },
  {
    name: 'what another program has changed is not overwritten unasked',
    async check(world) {
      const { handle, content } = await openNew(world, 'a.cnn.json', 'old');
      const version = await versionOf(content);
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
      const saved = written(await saveTo(world.host, handle, 'mine', version));
      if (saved.content === null) throw new Error('What was saved can’t be read.');
      written(await saveTo(world.host, handle, 'more', await versionOf(saved.content)));
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
        [previous?.name, await textIn(previous), previous?.handle],
        ['a.cnn.json', 'two', null],
        'previous',
      );
      // A browser empties the file before the page hears which it is.
      if (world.host.kind === 'browser') return;
      world.choose({ save: 'b.cnn.json' });
      await world.write('b.cnn.json', 'by another program');
      const saved = written(await saveTo(world.host, null, 'mine'));
      same(
        await textIn(await world.host.previous(handleOf(saved))),
        'by another program',
        'replaced by Save as',
      );
    },
  },
  {
    name: 'a file that is gone is refused in a sentence, and saved anew',
    async check(world) {
      const { handle, content } = await openNew(world, 'a.cnn.json', 'old');
      const version = await versionOf(content);
      await world.remove('a.cnn.json');
      await refused(world.host.openRecent(handle), /^a\.cnn\.json .*(can't be|not) read/);
      await refused(wholeOf({ content }), CHANGED);
      written(await saveTo(world.host, handle, 'new', version));
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
      same(await textIn(await (await world.restart()).openRecent(handle)), 'new', 'content');
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
    name: 'content is read in parts, and no more than there is',
    async check(world) {
      const { content } = await openNew(world, 'a.cnn.json', '0123456789');
      const source = contentSource(content);
      same(source.size, 10, 'size');
      same(textOf(await source.read(3, 4)), '3456', 'a part');
      same(textOf(await source.read(0, 1)), '0', 'the first');
      same(textOf(await source.read(9, 1)), '9', 'the last');
      same((await source.read(4, 0)).length, 0, 'nothing');
      for (const [from, length] of [
        [10, 1],
        [9, 2],
        [0, 11],
        [1e9, 1],
      ] as const) {
        await refused(source.read(from, length), CHANGED);
      }
    },
  },
  {
    name: 'content of a file that was written meanwhile is not read in the place of what was opened',
    async check(world) {
      const { content, handle } = await openNew(world, 'a.cnn.json', 'old');
      // A file system may tell times no finer than this, in milliseconds.
      await new Promise((resolve) => setTimeout(resolve, 30));
      await world.write('a.cnn.json', 'odl');
      await refused(wholeOf({ content }), CHANGED);
      const again = await world.host.openRecent(handle);
      same(await textIn(again), 'odl', 'opened again');
      await new Promise((resolve) => setTimeout(resolve, 30));
      const saved = written(await saveTo(world.host, handle, 'new'));
      await refused(wholeOf(again), CHANGED);
      same(await textIn(saved), 'new', 'saved');
    },
  },
  {
    name: 'a large file of several segments comes out whole, parts of itself included',
    async check({ host, choose }) {
      const [bytes, blob] = [noise(5_000_001, 1), noise(6_000_007, 2)];
      choose({ save: 'large.cnn' });
      const request = { suggestedName: 'large.cnn', kind: 'model', handle: null } as const;
      const first = written(await host.save({ ...request, content: [bytes, new Blob([blob])] }));
      const { content } = first;
      if (content === null) throw new Error('What was saved can’t be read.');
      same(content.size, 11_000_008, 'size');
      const head = bytesOf('head');
      const second = written(
        await host.save({
          ...request,
          handle: first.handle,
          content: [head, partOf(content, 4_999_999, 6_000_000), new Uint8Array(), new Blob([bytes])],
        }),
      );
      const wanted = new Uint8Array(4 + 6_000_000 + bytes.length);
      wanted.set(head);
      wanted.set(bytes.subarray(4_999_999), 4);
      wanted.set(blob.subarray(0, 5_999_998), 6);
      wanted.set(bytes, 6_000_004);
      const found = await wholeOf(second);
      same(found.length, wanted.length, 'length');
      same(
        found.findIndex((byte, i) => byte !== wanted[i]),
        -1,
        'the first byte that is another',
      );
      same((await host.previous(handleOf(first)))?.content.size, 11_000_008, 'the version before');
    },
  },
  {
    name: 'Save as over the file that is open keeps what is taken from it',
    async check(world) {
      const { content } = await openNew(world, 'a.cnn', `old ${'weights'.repeat(1_500_000)}`);
      world.choose({ save: 'a.cnn' });
      const request = { suggestedName: 'a.cnn', handle: null, kind: 'model' } as const;
      const part = partOf(content, 4, content.size - 4);
      const saved = written(await world.host.save({ ...request, content: [bytesOf('new '), part] }));
      const found = await textIn(saved);
      same(found?.length, content.size, 'length');
      same(found?.replaceAll('weights', ''), 'new ', 'content');
    },
  },
  {
    name: 'a save that fails in the middle leaves the old file, and the next one succeeds',
    async check(world) {
      const { handle } = await openNew(world, 'a.cnn.json', 'old');
      const { content } = await openNew(world, 'b.cnn', 'weights');
      const lost = partOf(content, 1, 5);
      await world.remove('b.cnn');
      const request = { suggestedName: 'a.cnn.json', handle, kind: 'document' } as const;
      await refused(
        world.host.save({ ...request, content: [noise(5_000_000, 1), lost, bytesOf('end')] }),
        /b\.cnn|a\.cnn\.json/,
      );
      same(await world.read('a.cnn.json'), 'old', 'content');
      same(await textIn(await world.host.openRecent(handle)), 'old', 'opened again');
      written(await saveTo(world.host, handle, 'new'));
      same(await world.read('a.cnn.json'), 'new', 'content');
    },
  },
  {
    name: 'two files that are saved at once come out each',
    async check(world) {
      const a = await openNew(world, 'a.cnn', 'a');
      const b = await openNew(world, 'b.cnn', 'b');
      const [first, second] = [noise(9_000_000, 3), noise(9_000_000, 4)];
      const saved = await Promise.all(
        [
          { handle: a.handle, bytes: first },
          { handle: b.handle, bytes: second },
        ].map(({ handle, bytes }) =>
          world.host.save({ suggestedName: 'x', content: [bytes], handle, kind: 'model' }),
        ),
      );
      const versions = await Promise.all(
        saved.map(async (each) => versionOf(new Blob([(await wholeOf(written(each))).slice()]))),
      );
      same(
        versions,
        await Promise.all([first, second].map((bytes) => versionOf(new Blob([bytes])))),
        'versions',
      );
    },
  },
  {
    name: 'work in progress is kept by any key until it is dropped, over a restart too',
    async check(world) {
      const { drafts } = world.host;
      const keys = ['document/a/b', '../../x', 'ü 网络', '__proto__'];
      for (const key of keys) await drafts.write(key, bytesOf(`first ${key}`));
      await Promise.all(['second', 'third'].map((text) => drafts.write('../../x', bytesOf(text))));
      await drafts.write('__proto__', new Uint8Array());
      await drafts.drop('document/a/b');
      await drafts.drop('was never there');
      same(
        await rowsOf((await world.restart()).drafts),
        [
          ['../../x', 'third'],
          ['__proto__', ''],
          ['ü 网络', 'first ü 网络'],
        ],
        'drafts',
      );
      same(await drafts.read('document/a/b'), null, 'dropped');
      same(await drafts.read('was never there'), null, 'never there');
    },
  },
  {
    name: 'a store says what it has, by how the keys begin',
    async check({ host: { drafts } }) {
      same(await drafts.list(''), [], 'nothing yet');
      const before = Date.now();
      await drafts.write('run/a/1', new Uint8Array(300_000));
      await drafts.write('run/a/1', new Uint8Array(200_000));
      await drafts.write('run/b/2', new Uint8Array(3));
      await drafts.write('runs', new Uint8Array(1));
      await drafts.write('document/a', new Uint8Array());
      const sizes = async (prefix: string) =>
        (await drafts.list(prefix)).map(({ key, size }) => `${key} ${size}`).sort((a, b) => (a < b ? -1 : 1));
      same(await sizes('run/'), ['run/a/1 200000', 'run/b/2 3'], 'runs');
      same(await sizes('run/a/'), ['run/a/1 200000'], 'of one document');
      same(await sizes('document/a'), ['document/a 0'], 'a key itself');
      same(await sizes('un/'), [], 'not at the beginning');
      same((await drafts.list('')).length, 4, 'all');
      for (const { savedAt } of await drafts.list('')) {
        same(new Date(savedAt).toISOString(), savedAt, 'when');
        // File systems round times.
        same(Date.parse(savedAt) >= before - 2_000 && Date.parse(savedAt) <= Date.now(), true, savedAt);
      }
      await drafts.drop('run/a/1');
      same(await sizes('run/'), ['run/b/2 3'], 'after one was dropped');
    },
  },
  {
    name: 'the user’s blocks are kept apart from work in progress',
    async check({ host: { drafts, blocks } }) {
      await blocks.write('a', bytesOf('block'));
      await drafts.write('a', bytesOf('draft'));
      same(await rowsOf(blocks), [['a', 'block']], 'blocks');
      await blocks.drop('a');
      same(await rowsOf(blocks), [], 'blocks');
      same(await rowsOf(drafts), [['a', 'draft']], 'drafts');
    },
  },
  {
    name: 'bytes come back as they were, and are no one else’s',
    async check({ host, choose }) {
      const bytes = noise(3_000_000, 5);
      const version = await versionOf(new Blob([bytes]));
      choose({ save: 'large.cnn' });
      // A part of a larger buffer, as what is read from an archive.
      const part = new Uint8Array(2 + bytes.length);
      part.set(bytes, 2);
      const request = { suggestedName: 'large.cnn', handle: null, kind: 'model' } as const;
      const saved = written(await host.save({ ...request, content: [part.subarray(2)] }));
      await host.drafts.write('part', part.subarray(2));
      part.fill(0);
      const read = (await wholeOf(await host.openRecent(handleOf(saved)))).slice();
      same(await versionOf(new Blob([read])), version, 'version');
      await host.drafts.write('large', read);
      read.fill(0);
      for (const key of ['part', 'large']) {
        const kept = (await host.drafts.read(key)) ?? new Uint8Array();
        same([kept.byteOffset, kept.buffer.byteLength], [0, bytes.length], 'its own buffer');
        same(await versionOf(new Blob([kept.slice()])), version, key);
      }
    },
  },
];

async function rowsOf(store: KeyedStore): Promise<(readonly [string, string | null])[]> {
  const keys = (await store.list('')).map(({ key }) => key).sort((a, b) => (a < b ? -1 : 1));
  return Promise.all(keys.map(async (key) => [key, textOf(await store.read(key))] as const));
}
