/** How a window and its session are locked up. Each test fails when its protection is taken away. */
import type { Session, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { lockContents, lockSession, windowOptions } from './window';

const foreign = [
  'https://example.org/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'app://elsewhere/',
  'app://convcanvas.example/',
  'https://convcanvas/',
  'ws://example.org/',
  'javascript:alert(1)',
];

describe('a window', () => {
  const preferences: Record<string, unknown> = { ...windowOptions('/preload.cjs').webPreferences };

  test.each([
    ['sandbox', true],
    ['contextIsolation', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['webSecurity', true],
    ['webviewTag', false],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
  ])('has %s: %s', (name, value) => {
    expect(preferences[name]).toBe(value);
  });

  test('has no other preference that could open it', () => {
    expect(Object.keys(preferences).sort()).toEqual([
      'allowRunningInsecureContent',
      'contextIsolation',
      'experimentalFeatures',
      'nodeIntegration',
      'nodeIntegrationInSubFrames',
      'nodeIntegrationInWorker',
      'preload',
      'sandbox',
      'spellcheck',
      'webSecurity',
      'webviewTag',
    ]);
  });
});

describe('its contents', () => {
  type Listener = (
    event: { preventDefault(): void; url?: string },
    given?: unknown,
    choose?: (device: string) => void,
  ) => void;
  const listeners = new Map<string, Listener>();
  let open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  let peers = 'default';
  lockContents({
    setWebRTCIPHandlingPolicy: (policy: string) => (peers = policy),
    setWindowOpenHandler: (handler: typeof open) => (open = handler),
    on: (name: string, listener: Listener) => void listeners.set(name, listener),
  } as unknown as WebContents);

  /** Whether the event was prevented. */
  const stops = (name: string, url: string): boolean => {
    let stopped = false;
    listeners.get(name)?.({ preventDefault: () => (stopped = true), url }, url);
    return stopped;
  };

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('stay with the app: %s', (name) => {
    expect(foreign.filter((url) => !stops(name, url))).toEqual([]);
    expect(stops(name, 'app://convcanvas/index.html')).toBe(false);
  });

  test('open no windows', () => {
    for (const url of [...foreign, 'app://convcanvas/']) expect(open({ url }).action, url).toBe('deny');
  });

  test('take no webviews', () => {
    expect(stops('will-attach-webview', 'app://convcanvas/')).toBe(true);
  });

  test('reach no peer but by a proxy, and no device nearby', () => {
    expect(peers).toBe('disable_non_proxied_udp');
    let [stopped, chosen] = [false, 'any'];
    const near = [{ deviceId: '1', deviceName: 'Something near' }];
    const event = { preventDefault: () => (stopped = true) };
    listeners.get('select-bluetooth-device')?.(event, near, (device) => (chosen = device));
    expect([stopped, chosen]).toEqual([true, '']);
  });
});

describe('its session', () => {
  type Request = (contents: unknown, permission: string, callback: (granted: boolean) => void) => void;
  let request: Request = (_contents, _permission, callback) => callback(true);
  let check: (contents: unknown, permission: string) => boolean = () => true;
  let before: (details: { url: string }, callback: (answer: { cancel?: boolean }) => void) => void = (
    _details,
    callback,
  ) => callback({});
  let device: () => boolean = () => true;
  let spelling = true;
  let download: (event: { preventDefault(): void }) => void = () => undefined;
  lockSession({
    on: (_name: 'will-download', handler: typeof download) => (download = handler),
    setPermissionRequestHandler: (handler: Request) => (request = handler),
    setPermissionCheckHandler: (handler: typeof check) => (check = handler),
    setDevicePermissionHandler: (handler: typeof device) => (device = handler),
    setSpellCheckerEnabled: (on: boolean) => (spelling = on),
    webRequest: { onBeforeRequest: (handler: typeof before) => (before = handler) },
  } as unknown as Session);

  test('grants what the app uses, and denies every other permission', () => {
    const asked = (permission: string): boolean => {
      const answers = [check(null, permission)];
      request(null, permission, (answer) => void answers.push(answer));
      return answers.includes(true);
    };
    const denied = [
      'clipboard-read',
      'display-capture',
      'geolocation',
      'hid',
      'idle-detection',
      'media',
      'mediaKeySystem',
      'midi',
      'midiSysex',
      'notifications',
      'openExternal',
      'pointerLock',
      'serial',
      'storage-access',
      'usb',
      'window-management',
      'something-new',
    ];
    expect(denied.filter(asked)).toEqual([]);
    expect(['clipboard-sanitized-write', 'fullscreen'].filter(asked)).toHaveLength(2);
  });

  test('grants no device, and fetches no dictionary', () => {
    expect(device()).toBe(false);
    expect(spelling).toBe(false);
  });

  test('downloads nothing by itself', () => {
    let stopped = false;
    download({ preventDefault: () => (stopped = true) });
    expect(stopped).toBe(true);
  });

  test('fetches nothing but the app and what the page made', () => {
    const cancelled = (url: string): boolean => {
      let stopped = false;
      before({ url }, ({ cancel }) => (stopped = cancel === true));
      return stopped;
    };
    expect(foreign.filter((url) => !cancelled(url))).toEqual([]);
    const own = ['app://convcanvas/index.html', 'blob:app://convcanvas/1', 'data:image/png;base64,AAAA'];
    expect(own.filter(cancelled)).toEqual([]);
  });
});
