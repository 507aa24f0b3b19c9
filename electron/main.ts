/** The desktop app: one window around the page that also runs in a browser. */
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session } from 'electron';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { backupsIn } from './backups';
import { draftsIn } from './drafts';
import { type Dialogs, hostHandlers, openPath } from './host-handlers';
import { registerHandlers } from './ipc';
import { menuTemplate } from './menu';
import { MENU_CHANNEL, OPEN_CHANNEL } from './channels';
import { allowedPaths } from './paths';
import { answer, APP_URL, isAppUrl, SCHEME } from './protocol';
import { recentsIn } from './recents';
import { lockContents, lockSession, setWindowTitle, windowOptions } from './window';

/** Built into dist/electron, two below the folder that holds dist/ and datasets/. */
const here = path.dirname(fileURLToPath(import.meta.url));
const appFolder = path.resolve(here, '..', '..');

protocol.registerSchemesAsPrivileged([
  {
    scheme: SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);

let window: BrowserWindow | null = null;
/** Files that were asked for before the page could take them. */
const waiting: string[] = [];
let ready = false;

const paths = allowedPaths();
const recents = recentsIn(path.join(app.getPath('userData'), 'recent.json'));
const today = (): string => new Date().toISOString();

const dialogs: Dialogs = {
  async open(types) {
    const { filePaths } = await dialog.showOpenDialog(owner(), {
      properties: ['openFile'],
      filters: types.map(copy),
    });
    return filePaths[0] ?? null;
  },
  async save(suggestedName, types) {
    const { filePath, canceled } = await dialog.showSaveDialog(owner(), {
      defaultPath: suggestedName,
      filters: types.map(copy),
    });
    return canceled || filePath === '' ? null : filePath;
  },
  async folder() {
    const { filePaths } = await dialog.showOpenDialog(owner(), {
      properties: ['openDirectory', 'createDirectory'],
    });
    return filePaths[0] ?? null;
  },
};

const copy = ({ name, extensions }: { name: string; extensions: readonly string[] }) => ({
  name,
  extensions: [...extensions],
});

function owner(): BrowserWindow {
  if (window === null) throw new Error('The window is closed.');
  return window;
}

async function openInPage(file: string): Promise<void> {
  if (window === null || !ready) {
    waiting.push(file);
    return;
  }
  try {
    window.webContents.send(OPEN_CHANNEL, await openPath(file, { paths, recents, today }));
  } catch (error) {
    dialog.showErrorBox('The file was not opened', error instanceof Error ? error.message : String(error));
  }
}

/** Files among the arguments with which the app was started. */
const filesIn = (args: readonly string[]): readonly string[] =>
  args.filter((argument) => /\.(?:cnn|cnn\.json)$/i.test(argument)).map((file) => path.resolve(file));

async function createWindow(): Promise<void> {
  const own = new BrowserWindow(windowOptions(path.join(here, 'preload.cjs')));
  window = own;
  lockContents(own.webContents);
  own.once('ready-to-show', () => own.show());
  own.on('closed', () => {
    window = null;
    ready = false;
  });
  own.webContents.on('did-finish-load', () => {
    ready = true;
    for (const file of waiting.splice(0)) void openInPage(file);
  });
  await own.loadURL(APP_URL);
}

async function start(): Promise<void> {
  await app.whenReady();
  lockSession(session.defaultSession);
  protocol.handle(SCHEME, (request) => answer(appFolder, request));
  const handlers = hostHandlers({
    dialogs,
    paths,
    recents,
    drafts: draftsIn(path.join(app.getPath('userData'), 'drafts')),
    blocks: draftsIn(path.join(app.getPath('userData'), 'blocks'), { called: 'Your block' }),
    backups: backupsIn(path.join(app.getPath('userData'), 'backups')),
    setTitle: (title, edited) => {
      if (window !== null) setWindowTitle(window, title, edited);
    },
    today,
  });
  registerHandlers(
    ipcMain,
    handlers,
    ({ senderFrame }) => senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url),
  );
  const send = (command: string): void => window?.webContents.send(MENU_CHANNEL, command);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(send, process.platform === 'darwin')));
  for (const file of filesIn(process.argv.slice(1))) void openInPage(file);
  await createWindow();
}

app.enableSandbox();
// A second start hands its files to the first.
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, args) => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
    for (const file of filesIn(args.slice(1))) void openInPage(file);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    void openInPage(file);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (window === null) void createWindow();
  });
  start().catch((error: unknown) => {
    dialog.showErrorBox('ConvCanvas could not start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
} else {
  app.quit();
}
