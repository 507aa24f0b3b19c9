/** What the preload script hands over, and how its calls and answers travel. */
import { expect, test, vi } from 'vitest';
import type { Bridge } from '../shared/protocol/bridge';

const told = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: new Array<readonly unknown[]>(),
  heard: new Map<string, (event: unknown, value: unknown) => void>(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => told.exposed.set(name, api) },
  ipcRenderer: {
    invoke: (...args: readonly unknown[]) => {
      told.invoked.push(args);
      return args[0] === 'convcanvas:recent'
        ? Promise.reject(new Error("Error invoking remote method 'convcanvas:recent': Error: A sentence."))
        : Promise.resolve(null);
    },
    on: (name: string, listener: (event: unknown, value: unknown) => void) => told.heard.set(name, listener),
    off: (name: string) => told.heard.delete(name),
  },
  webUtils: { getPathForFile: () => '/dropped' },
}));

await import('./preload');
const bridge = told.exposed.get('convcanvas') as Bridge;

test('the page gets the calls of the bridge, and nothing else', () => {
  expect([...told.exposed.keys()]).toEqual(['convcanvas']);
  const { platform, ...calls } = bridge;
  expect(platform).toBe(process.platform);
  expect(Object.keys(calls).sort()).toEqual([
    'beginSave',
    'cancelSave',
    'dropBlock',
    'dropDraft',
    'endSave',
    'handleOfDropped',
    'listBlocks',
    'listDrafts',
    'newWindow',
    'onClosing',
    'onMenuCommand',
    'onOpenFile',
    'open',
    'openRecent',
    'previous',
    'readBlock',
    'readDraft',
    'recent',
    'saveBytes',
    'saveFolder',
    'savePart',
    'setDocument',
    'setMenu',
    'setRun',
    'setTitle',
    'writeBlock',
    'writeDraft',
  ]);
  for (const call of Object.values(calls)) expect(call).toBeInstanceOf(Function);
});

test('a path comes from a file that was dropped, never from the page', async () => {
  told.invoked.length = 0;
  expect(await bridge.handleOfDropped('/etc/passwd')).toBeNull();
  expect(await bridge.handleOfDropped({ path: '/etc/passwd' })).toBeNull();
  expect(told.invoked).toEqual([]);
  await bridge.handleOfDropped(new File(['x'], '/etc/passwd'));
  expect(told.invoked).toEqual([['convcanvas:handleOfPath', '/dropped']]);
});

test('a refusal is the main process’s sentence, without Electron’s words', async () => {
  await expect(bridge.recent()).rejects.toThrow(/^A sentence\.$/);
});

test('who listens for files is said to listen, and the closing is answered', async () => {
  told.invoked.length = 0;
  bridge.onOpenFile(() => undefined);
  expect(told.invoked).toEqual([['convcanvas:takesFiles']]);
  const stop = bridge.onClosing((choice) => Promise.resolve(choice === 'save'));
  told.heard.get('convcanvas:closing')?.({}, 'save');
  await vi.waitFor(() => expect(told.invoked.at(-1)).toEqual(['convcanvas:mayClose', true]));
  told.heard.get('convcanvas:closing')?.({}, 'discard');
  await vi.waitFor(() => expect(told.invoked.at(-1)).toEqual(['convcanvas:mayClose', false]));
  stop();
  expect(told.heard.has('convcanvas:closing')).toBe(false);
});
