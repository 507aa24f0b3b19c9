/** Files that are opened, saved, and found again. */
import { versionOf } from '../../../renderer/host/version-of';
import {
  bytesOf,
  CHANGED,
  type Expectation,
  handleOf,
  openNew,
  refused,
  same,
  saveTo,
  textIn,
  wholeOf,
  written,
} from './world';

export const files: readonly Expectation[] = [
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
];
