import { describe, expect, it } from 'vitest';
import type { SourceFacts } from '../../../shared/data/source';
import type { DataClient } from './data-client';
import { SetStore } from './set-store';

const factsOf = (name: string): SourceFacts => ({
  ...{ name, title: name, summary: '', licence: '', source: '', height: 4, width: 4, channels: 3 },
  ...{
    classNames: ['a', 'b'],
    trainCount: 8,
    testCount: 2,
    fingerprint: 'crc32:1',
    leftOut: [],
    remarks: [],
  },
  classCounts: { training: [4, 4], validation: [0, 0], test: [1, 1] },
});

/** Sets become ready, or fail, when the test says so. */
function setUp() {
  const waiting = new Map<string, { ready: () => void; fail: (message: string) => void }>();
  const asked: string[] = [];
  const never = () => Promise.reject(new Error('Nobody asks for that.'));
  const client: DataClient = {
    adopt: (set, files) => {
      asked.push(`adopt ${set} ${files.length}`);
      return Promise.resolve();
    },
    forget: (set) => {
      asked.push(`forget ${set}`);
      return Promise.resolve();
    },
    facts: (set) =>
      new Promise((resolve, reject) =>
        waiting.set(set, {
          ready: () => resolve(factsOf(set)),
          fail: (message) => reject(new Error(message)),
        }),
      ),
    progress: () => Promise.resolve({ done: 3, total: 10 }),
    ...{
      preprocessing: never,
      feed: never,
      sheet: never,
      prepare: never,
      connect: () => new MessageChannel().port1,
    },
    onLost: () => undefined,
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { sets: new SetStore(client), waiting, asked, turn };
}

const file = { path: 'a/1.jpg', content: new Blob([]) };

describe('folders of the user’s', () => {
  it('can be used when they are read, and are called by their name', async () => {
    const { sets, waiting, turn, asked } = setUp();
    const adopting = sets.adopt('pets', [file]);
    await turn();
    expect(sets.own.get('pets')?.state.kind).toBe('reading');
    expect(sets.find('pets')).toBeUndefined();
    waiting.get('pets')?.ready();
    expect((await adopting)?.name).toBe('pets');
    expect(sets.find('pets')?.classNames).toEqual(['a', 'b']);
    expect(asked).toEqual(['adopt pets 1']);
  });

  it('never take the place of a set that ships with the app', async () => {
    const { sets, waiting, turn } = setUp();
    const adopting = sets.adopt('mnist', [file]);
    await turn();
    waiting.get('mnist (own)')?.ready();
    await adopting;
    expect(sets.find('mnist')?.title).toBe('MNIST');
    expect(sets.find('mnist (own)')?.title).toBe('mnist (own)');
  });

  it('that can’t be used say why, and can be opened again', async () => {
    const { sets, waiting, turn } = setUp();
    const adopting = sets.adopt('pets', [file]);
    await turn();
    waiting.get('pets')?.fail('None of the pictures can be read.');
    expect(await adopting).toBeNull();
    expect(sets.own.get('pets')?.state).toEqual({
      kind: 'failed',
      message: 'None of the pictures can be read.',
    });
    const again = sets.adopt('pets', [file]);
    await turn();
    waiting.get('pets')?.ready();
    expect((await again)?.name).toBe('pets');
  });

  it('that are taken back while they are read stay away', async () => {
    const { sets, waiting, turn, asked } = setUp();
    const adopting = sets.adopt('pets', [file]);
    await turn();
    sets.forget('pets');
    waiting.get('pets')?.ready();
    expect(await adopting).toBeNull();
    expect([...sets.own.keys()]).toEqual([]);
    expect(asked).toEqual(['adopt pets 1', 'forget pets']);
  });
});
