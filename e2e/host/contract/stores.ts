/** What is kept beside files: work in progress, and the user’s blocks. */
import { versionOf } from '../../../renderer/host/version-of';
import type { KeyedStore } from '../../../shared/protocol/host';
import { bytesOf, type Expectation, handleOf, noise, same, textOf, wholeOf, written } from './world';

export const stores: readonly Expectation[] = [
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
