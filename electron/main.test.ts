/** How main puts the parts together, against a stand-in for Electron that records what it is told. */
import type { BrowserWindowConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';

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
        setPermissionCheckHandler: () => undefined,
      },
    },
  };
});

test('the window is locked up, served by app://, and answers only its own page', async () => {
  await import('./main');
  await vi.waitFor(() => expect(told.windows[0]?.urls).toEqual(['app://convcanvas/']));
  expect(told.sandboxed).toBe(true);
  expect(told.schemes).toEqual([
    { scheme: 'app', privileges: expect.objectContaining({ standard: true, secure: true }) as unknown },
  ]);
  expect(told.served).toEqual(['app']);
  expect(told.crashReports).toEqual([{ uploadToServer: false }]);
  expect(told.switches).toEqual(
    process.platform === 'linux' ? ['enable-unsafe-webgpu', 'enable-features'] : [],
  );

  const { webPreferences } = told.windows[0]?.options as BrowserWindowConstructorOptions;
  expect(webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  expect(webPreferences?.preload).toMatch(/preload\.cjs$/);

  expect(told.openHandler?.()).toEqual({ action: 'deny' });
  const stopped: string[] = [];
  const navigate = told.contentsEvents.get('will-navigate') as (
    event: { preventDefault(): void },
    url: string,
  ) => void;
  for (const url of ['https://example.org/', 'app://convcanvas/', 'file:///etc/passwd']) {
    navigate({ preventDefault: () => void stopped.push(url) }, url);
  }
  expect(stopped).toEqual(['https://example.org/', 'file:///etc/passwd']);

  const permissions: Record<string, boolean> = {};
  for (const name of ['media', 'geolocation', 'notifications', 'clipboard-read']) {
    told.permission?.(null, name, (granted) => (permissions[name] = granted));
  }
  expect(permissions).toEqual({
    media: false,
    geolocation: false,
    notifications: false,
    'clipboard-read': false,
  });

  const recent = told.listeners.get('convcanvas:recent') as (event: unknown) => Promise<unknown>;
  const [sender] = told.contents;
  expect(await recent({ sender, senderFrame: { parent: null, url: 'app://convcanvas/index.html' } })).toEqual(
    [],
  );
  for (const senderFrame of [
    null,
    { parent: null, url: 'https://example.org/' },
    { parent: {}, url: 'app://convcanvas/' },
  ]) {
    await expect(recent({ sender, senderFrame })).rejects.toThrow('A message of a foreign page was refused.');
  }
  const own = { parent: null, url: 'app://convcanvas/' };
  await expect(recent({ sender: {}, senderFrame: own })).rejects.toThrow('A message of a foreign page');
});
