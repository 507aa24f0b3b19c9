/** Messages that no honest page would send, drawn at random: `IPC_FUZZ_RUNS` for more of them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channel } from './channels';
import { type Handlers, registerHandlers } from './ipc';
import { type MessageName, messages } from './messages';

const numRuns = Number(process.env['IPC_FUZZ_RUNS'] ?? 300);
const names = Object.keys(messages) as readonly MessageName[];

/** What reached the handlers. */
const reached: { name: MessageName; args: readonly unknown[] }[] = [];
const handlers = Object.fromEntries(
  names.map((name) => [
    name,
    (...args: readonly unknown[]) => {
      reached.push({ name, args });
      return Promise.resolve();
    },
  ]),
) as unknown as Handlers;

type Listener = Parameters<Parameters<typeof registerHandlers>[0]['handle']>[1];
const listeners = new Map<string, Listener>();
registerHandlers({ handle: (name, listener) => void listeners.set(name, listener) }, () => handlers);

const send = async (name: MessageName, args: readonly unknown[]): Promise<Error | null> => {
  try {
    await listeners.get(channel(name))?.({} as Parameters<Listener>[0], ...args);
    return null;
  } catch (error) {
    return error as Error;
  }
};

/** Values as they come through a structured clone, with the keys that attackers like. */
const hostileKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'path',
  'handle',
  'bytes',
  'kind',
  'url',
);
const value = fc.anything({
  key: fc.oneof(hostileKey, fc.string({ maxLength: 10 })),
  withTypedArray: true,
  withNullPrototype: true,
  withMap: true,
  withSet: true,
  withDate: true,
  withBigInt: true,
  withSparseArray: true,
  maxDepth: 3,
});
/** Nearly right: fields of the real messages with one thing wrong, so that the schema is reached in its depth. */
const text = fc.oneof(
  fc.string(),
  fc.constantFrom('../../etc/passwd', '\0', 'a'.repeat(5000), '/etc/passwd'),
);
const request = fc.record(
  {
    suggestedName: fc.oneof(text, value),
    bytes: fc.oneof(fc.uint8Array(), value),
    url: fc.oneof(text, fc.constant('app://convcanvas/opened/..'), value),
    from: fc.oneof(fc.integer(), fc.double(), value),
    length: fc.oneof(fc.integer(), fc.double(), value),
    replaces: fc.oneof(text, fc.constant(null), value),
    handle: fc.oneof(text, fc.constant(null), value),
    kind: fc.oneof(fc.constantFrom('document', 'model', 'program'), value),
    path: text,
  },
  { requiredKeys: [] },
);
const args = fc.oneof(
  fc.array(value, { maxLength: 4 }),
  fc.array(fc.oneof(text, request, fc.uint8Array(), fc.boolean(), fc.array(request, { maxLength: 3 })), {
    maxLength: 3,
  }),
);

test.each(names)('malformed “%s” is refused in a sentence, and reaches nobody', async (name) => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  await fc.assert(
    fc.asyncProperty(args, async (given) => {
      reached.length = 0;
      const error = await send(name, given);
      const fits = messages[name].safeParse(given).success;
      if (fits) {
        expect(error).toBeNull();
        expect(reached).toHaveLength(1);
      } else {
        expect(error?.message).toBe(
          `The message “${name}” was refused: its content is not what it should be.`,
        );
        expect(reached).toEqual([]);
      }
    }),
    { numRuns },
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});

test('what a handler gets has the agreed fields and no others', async () => {
  reached.length = 0;
  const bytes = new Uint8Array(1);
  const extra = JSON.parse('{"__proto__":{"admin":true},"path":"/etc/passwd"}') as object;
  const save = { suggestedName: 'a', handle: null, kind: 'model', bytes, ...extra };
  expect(await send('beginSave', [save])).toBeNull();
  const part = { url: 'app://convcanvas/opened/1', from: 0, length: 1, ...extra };
  expect(await send('savePart', ['saving', part])).toBeNull();
  expect(reached).toEqual([
    { name: 'beginSave', args: [{ suggestedName: 'a', handle: null, kind: 'model' }] },
    { name: 'savePart', args: ['saving', { url: 'app://convcanvas/opened/1', from: 0, length: 1 }] },
  ]);
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});
