/** How main puts the parts together, against a stand-in for Electron that records what it is told. */
import type { BrowserWindowConstructorOptions } from 'electron';
import { beforeAll, expect, test, vi } from 'vitest';
import { windowOptions } from './window';

const told = vi.hoisted(() => ({
  schemes: [] as unknown[],
  windows: [] as { options: unknown; urls: string[] }[],
  channels: [] as string[],
  switches: new Array<string>(),
  crashReports: new Array<unknown>(),
  served: [] as string[],
  sandboxed: false,
  openHandler: null as null | (() => { action: string }),
  contentsEvents: new Map<string, (...args: never[]) => void>(),
  contents: new Array<unknown>(),
  permission: null as
    null | ((contents: unknown, permission: string, callback: (granted: boolean) => void) => void),
  listeners: new Map<string, (...args: never[]) => Promise<unknown>>(),
}));

vi.mock('electron', () => {
  class BrowserWindow {
    readonly webContents = {
      setWindowOpenHandler: (handler: () => { action: string }) => (told.openHandler = handler),
      on: (name: string, listener: (...args: never[]) => void) =>
        void told.contentsEvents.set(name, listener),
      send: () => undefined,
    };
    private readonly own: { options: unknown; urls: string[] };
    constructor(options: unknown) {
      this.own = { options, urls: [] };
      told.windows.push(this.own);
      told.contents.push(this.webContents);
    }
    once() {}
    on() {}
    show() {}
    getBounds = () => ({ x: 0, y: 0, width: 1, height: 1 });
    loadURL(url: string) {
      this.own.urls.push(url);
      return Promise.resolve();
    }
  }
  return {
    BrowserWindow,
    app: {
      // Nothing can be written below it.
      getPath: () => '/dev/null',
      getVersion: () => '1.2.3',
      commandLine: { appendSwitch: (name: string) => void told.switches.push(name) },
      whenReady: () => Promise.resolve(),
      enableSandbox: () => (told.sandboxed = true),
      requestSingleInstanceLock: () => true,
      on: () => undefined,
      quit: () => undefined,
      exit: () => undefined,
    },
    crashReporter: { start: (options: unknown) => void told.crashReports.push(options) },
    dialog: { showErrorBox: () => undefined },
    net: { fetch: () => Promise.reject(new Error('Nothing is fetched.')) },
    powerSaveBlocker: {},
    screen: {
      getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
      getAllDisplays: () => [],
    },
    shell: {},
    Notification: {},
    ipcMain: {
      handle: (name: string, listener: (...args: never[]) => Promise<unknown>) => {
        told.channels.push(name);
        told.listeners.set(name, listener);
      },
    },
    Menu: { setApplicationMenu: () => undefined, buildFromTemplate: (template: unknown) => template },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => told.schemes.push(...schemes),
      handle: (scheme: string) => told.served.push(scheme),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: typeof told.permission) => (told.permission = handler),
        on: () => undefined,
        setPermissionCheckHandler: () => undefined,
        webRequest: { onBeforeRequest: () => undefined },
      },
    },
  };
});

beforeAll(async () => {
  await import('./main');
  await vi.waitFor(() => expect(told.windows[0]?.urls).toEqual(['app://convcanvas/']));
});

test('the sandbox is on for every page, and crash reports stay on this machine', () => {
  expect(told.sandboxed).toBe(true);
  expect(told.crashReports).toEqual([{ uploadToServer: false }]);
});

test('WebGPU is switched on where Chromium hides it, and nothing else', () => {
  expect(told.switches).toEqual(
    process.platform === 'linux' ? ['enable-unsafe-webgpu', 'enable-features'] : [],
  );
});

test('the app’s own scheme is secure and has no privilege that it doesn’t need', () => {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  expect(told.schemes).toEqual([{ scheme: 'app', privileges }]);
  expect(told.served).toEqual(['app']);
});

test('main opens windows with these options and locks each, and the session', () => {
  const { webPreferences } = told.windows[0]?.options as BrowserWindowConstructorOptions;
  expect(webPreferences).toEqual(
    windowOptions(expect.stringMatching(/preload\.cjs$/) as string).webPreferences,
  );
  expect(told.openHandler?.()).toEqual({ action: 'deny' });
  for (const name of ['will-navigate', 'will-attach-webview']) {
    expect(told.contentsEvents.has(name), name).toBe(true);
  }
  let granted = true;
  told.permission?.(null, 'media', (answer) => (granted = answer));
  expect(granted).toBe(false);
});

test('messages are answered to the main frame of the app’s own windows, and to nobody else', async () => {
  const recent = told.listeners.get('convcanvas:recent') as (event: unknown) => Promise<unknown>;
  const [sender] = told.contents;
  const own = { parent: null, url: 'app://convcanvas/index.html' };
  expect(await recent({ sender, senderFrame: own })).toEqual([]);
  const refused = 'A message of a foreign page was refused.';
  for (const senderFrame of [
    null,
    { parent: null, url: 'https://example.org/' },
    { parent: null, url: 'app://elsewhere/' },
    { parent: {}, url: 'app://convcanvas/' },
  ]) {
    await expect(recent({ sender, senderFrame })).rejects.toThrow(refused);
  }
  await expect(recent({ sender: {}, senderFrame: own })).rejects.toThrow(refused);
});
