/** How main puts the parts together, against a stand-in for Electron that records what it is told. */
import type { BrowserWindowConstructorOptions } from 'electron';
import { beforeAll, expect, test, vi } from 'vitest';
import { windowOptions } from './window';

const told = vi.hoisted(() => ({
  schemes: [] as unknown[],
  windows: [] as { options: unknown; urls: string[] }[],
  channels: [] as string[],
  switches: new Array<readonly (string | undefined)[]>(),
  peers: new Array<string>(),
  lockedSessions: 0,
  crashReports: new Array<unknown>(),
  served: [] as string[],
  sandboxed: false,
  appear: (): void => undefined,
  openHandler: null as null | (() => { action: string }),
  contentsEvents: new Map<string, (...args: never[]) => void>(),
  contents: new Array<unknown>(),
  permission: null as
    null | ((contents: unknown, permission: string, callback: (granted: boolean) => void) => void),
  listeners: new Map<string, (...args: never[]) => Promise<unknown>>(),
}));

vi.mock('electron', () => {
  const appListeners = new Map<string, (...args: unknown[]) => void>();
  const newContents = () => ({
    setWindowOpenHandler: (handler: () => { action: string }) => (told.openHandler = handler),
    setWebRTCIPHandlingPolicy: (policy: string) => void told.peers.push(policy),
    on: (name: string, listener: (...args: never[]) => void) => void told.contentsEvents.set(name, listener),
    send: () => undefined,
  });
  const newSession = () => ({
    setPermissionRequestHandler: (handler: typeof told.permission) => (told.permission = handler),
    on: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,
    webRequest: { onBeforeRequest: () => (told.lockedSessions += 1) },
  });
  // Contents and sessions that no window of ours made.
  told.appear = () => {
    appListeners.get('web-contents-created')?.({}, newContents());
    appListeners.get('session-created')?.(newSession());
  };
  class BrowserWindow {
    readonly webContents = newContents();
    private readonly own: { options: unknown; urls: string[] };
    constructor(options: unknown) {
      this.own = { options, urls: [] };
      told.windows.push(this.own);
      told.contents.push(this.webContents);
      appListeners.get('web-contents-created')?.({}, this.webContents);
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
      commandLine: { appendSwitch: (...given: [string, string?]) => void told.switches.push(given) },
      whenReady: () => Promise.resolve(),
      enableSandbox: () => (told.sandboxed = true),
      requestSingleInstanceLock: () => true,
      on: (name: string, listener: (...args: unknown[]) => void) => void appListeners.set(name, listener),
      quit: () => undefined,
      exit: () => undefined,
    },
    crashReporter: { start: (options: unknown) => void told.crashReports.push(options) },
    dialog: { showErrorBox: () => undefined },
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
    session: { defaultSession: newSession() },
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

test('WebGPU is switched on where Chromium hides it, Chromium’s network is off, and nothing else is switched', () => {
  expect(told.switches).toEqual([
    ...(process.platform === 'linux'
      ? [
          ['enable-unsafe-webgpu', undefined],
          ['enable-features', 'Vulkan'],
        ]
      : []),
    ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ]);
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
  for (const name of ['will-navigate', 'will-attach-webview', 'select-bluetooth-device']) {
    expect(told.contentsEvents.has(name), name).toBe(true);
  }
  expect(told.peers).toEqual(['disable_non_proxied_udp']);
  let granted = true;
  told.permission?.(null, 'media', (answer) => (granted = answer));
  expect(granted).toBe(false);
});

test('contents and sessions are locked whoever made them', () => {
  const before = told.lockedSessions;
  told.openHandler = null;
  told.contentsEvents.clear();
  told.appear();
  expect(told.openHandler).not.toBeNull();
  expect([...told.contentsEvents.keys()].sort()).toEqual([
    'select-bluetooth-device',
    'will-attach-webview',
    'will-frame-navigate',
    'will-navigate',
    'will-redirect',
  ]);
  expect(told.peers).toEqual(['disable_non_proxied_udp', 'disable_non_proxied_udp']);
  expect(told.lockedSessions).toBe(before + 1);
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
