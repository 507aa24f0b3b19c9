import { expect, test } from 'vitest';
import { createSaves } from './saves';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const again = /^That file is not being saved any more: save it again\.$/;

/** Writes into a list, and fails at one of the pieces. */
function writer({ failAt = -1, slow = false } = {}) {
  const written: number[][] = [];
  const ends: string[] = [];
  const write = async (content: AsyncIterable<Uint8Array>): Promise<void> => {
    try {
      for await (const piece of content) {
        if (slow) await new Promise((resolve) => setTimeout(resolve, 5));
        if (written.length === failAt) throw new Error('There is no room left on the disk.');
        written.push([...piece]);
      }
      ends.push('whole');
    } catch (error) {
      ends.push('cleaned');
      throw error;
    }
  };
  return { written, ends, write };
}

test('pieces are written in order, and the end waits for the last', async () => {
  const saves = createSaves<string>();
  const { written, ends, write } = writer({ slow: true });
  const id = saves.begin('about', write);
  const adding = [bytes(1), bytes(), bytes(2, 3)].map((piece) => saves.add(id, piece));
  expect(await saves.end(id)).toBe('about');
  await Promise.all(adding);
  expect(written).toEqual([[1], [], [2, 3]]);
  expect(ends).toEqual(['whole']);
});

test('a piece is done with when it is written, so that no more than one waits in memory', async () => {
  const saves = createSaves<null>();
  const { written, write } = writer({ slow: true });
  const id = saves.begin(null, write);
  await saves.add(id, bytes(1));
  expect(written).toEqual([[1]]);
  await saves.add(id, bytes(2));
  expect(written).toEqual([[1], [2]]);
  await saves.cancel(id);
});

test('what could not be written is told with the piece, with each after it, and at the end', async () => {
  const saves = createSaves<null>();
  const { ends, write } = writer({ failAt: 1 });
  const id = saves.begin(null, write);
  await saves.add(id, bytes(1));
  const both = await Promise.allSettled([saves.add(id, bytes(2)), saves.add(id, bytes(3))]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(saves.add(id, bytes(4))).rejects.toThrow('There is no room left on the disk.');
  await expect(saves.end(id)).rejects.toThrow('There is no room left on the disk.');
  expect(ends).toEqual(['cleaned']);
});

test('a writer that fails before the first piece is told too', async () => {
  const saves = createSaves<null>();
  const id = saves.begin(null, () => Promise.reject(new Error('The folder is gone.')));
  await expect(saves.add(id, bytes(1))).rejects.toThrow('The folder is gone.');
  await expect(saves.end(id)).rejects.toThrow('The folder is gone.');
  const other = saves.begin(null, () => Promise.reject(new Error('The folder is gone.')));
  await expect(saves.end(other)).rejects.toThrow('The folder is gone.');
});

test('what is given up is cleaned up before that resolves, and whoever waits is told', async () => {
  const saves = createSaves<null>();
  const { ends, write } = writer({ slow: true });
  const id = saves.begin(null, write);
  const waiting = [saves.add(id, bytes(1)), saves.add(id, bytes(2))];
  const told = Promise.allSettled(waiting);
  await saves.cancel(id);
  expect(ends).toEqual(['cleaned']);
  expect((await told).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(saves.add(id, bytes(3))).rejects.toThrow(again);
  await expect(saves.end(id)).rejects.toThrow(again);
  await saves.cancel(id);
});

test('several at once, each by its own name; a page that is gone leaves none', async () => {
  const saves = createSaves<number>();
  const [a, b, c] = [writer(), writer(), writer()];
  const [first, second, third] = [a, b, c].map(({ write }, index) => saves.begin(index, write));
  await saves.add(first!, bytes(1));
  await saves.add(second!, bytes(2));
  expect(await saves.end(first!)).toBe(0);
  await expect(saves.end(first!)).rejects.toThrow(again);
  await saves.cancelAll();
  expect([a.ends, b.ends, c.ends]).toEqual([['whole'], ['cleaned'], ['cleaned']]);
  expect([a.written, b.written]).toEqual([[[1]], [[2]]]);
  await expect(saves.add(third!, bytes(3))).rejects.toThrow(again);
});
