/** What files hold: read in parts, and written in segments. */
import { contentSource } from '../../../renderer/archive/content';
import { versionOf } from '../../../renderer/host/version-of';
import {
  bytesOf,
  CHANGED,
  type Expectation,
  handleOf,
  noise,
  openNew,
  partOf,
  refused,
  same,
  saveTo,
  textIn,
  textOf,
  wholeOf,
  written,
} from './world';

export const content: readonly Expectation[] = [
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
];
