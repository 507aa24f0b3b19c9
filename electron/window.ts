/** A window: no Node in the page, and nowhere to go but the app. */
import type {
  BrowserWindow as Window,
  BrowserWindowConstructorOptions,
  Session,
  WebContents,
} from 'electron';
import { PEERS } from './network';
import { isAppUrl } from './protocol';

export const windowOptions = (preload: string): BrowserWindowConstructorOptions => ({
  minWidth: 900,
  minHeight: 600,
  show: false,
  title: 'ConvCanvas',
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    spellcheck: false,
  },
});

/** Permissions that the app uses; every other request is denied. */
const granted = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** What the page makes itself; nothing else comes from anywhere but the app. */
const isOwnUrl = (url: string): boolean => isAppUrl(url) || /^(?:blob|data|devtools):/.test(url);

export function lockSession(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !isOwnUrl(url) }));
  // Files are saved by the main process, where the user said.
  session.on('will-download', (event) => event.preventDefault());
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(granted.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
  session.setDevicePermissionHandler(() => false);
  // Its dictionaries would be fetched.
  session.setSpellCheckerEnabled(false);
}

/** For all contents there are, whoever made them. */
export function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (!isAppUrl(url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event, url) => {
    if (!isAppUrl(url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Without an answer Electron takes the first device that is near.
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.setWebRTCIPHandlingPolicy(PEERS);
}

export function setWindowTitle(window: Window, title: string, edited: boolean): void {
  window.setTitle(edited ? `• ${title}` : title);
  window.setDocumentEdited(edited);
}
