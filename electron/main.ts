/** The desktop app: windows around the page that also runs in a browser. Here the parts are put together. */
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  powerSaveBlocker,
  protocol,
  session,
  shell,
} from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesIn } from './arguments';
import { backupsIn } from './backups';
import { CLOSING_CHANNEL, MENU_CHANNEL } from './channels';
import { Closing } from './closing';
import { keepCrashReports, watchForCrashes } from './crashes';
import { askAboutUnsaved, dialogsOf, offerUpdate } from './dialogs';
import { draftsIn } from './drafts';
import { gpuSwitches } from './gpu';
import { type BeingSaved, hostHandlers, openPath } from './host-handlers';
import { registerHandlers } from './ipc';
import { logIn } from './log';
import { menuTemplate } from './menu';
import { networkSwitches } from './network';
import { openedFiles } from './opened-files';
import { allowedPaths } from './paths';
import { answer, isAppUrl, SCHEME } from './protocol';
import { recentsIn } from './recents';
import { RunProgress } from './run-progress';
import { createSaves } from './saves';
import { shellHandlers } from './shell-handlers';
import { lookForUpdate } from './updates';
import { lockContents, lockSession, setWindowTitle } from './window';
import { type DocumentWindow, Windows } from './windows';
import { messageOf } from '../shared/schema/message-of';

/** Built into dist/electron, two below the folder that holds dist/ and datasets/. */
const here = path.dirname(fileURLToPath(import.meta.url));
const appFolder = path.resolve(here, '..', '..');
const isMac = process.platform === 'darwin';
/** Milliseconds until a feed that doesn't answer is given up. */
const FEED_PATIENCE = 30_000;
/** What follows the program's name on the command line. */
const args = process.argv.slice(1);
const inProfile = (name: string): string => path.join(app.getPath('userData'), name);

const logFolder = inProfile('logs');
const log = logIn(logFolder);
const paths = allowedPaths();
const opened = openedFiles();
const recents = recentsIn(inProfile('recent.json'));
const shared = {
  paths,
  opened,
  recents: {
    ...recents,
    add: async (...added: Parameters<typeof recents.add>) => {
      app.addRecentDocument(added[0]);
      await recents.add(...added);
    },
  },
  today: (): string => new Date().toISOString(),
};
const drafts = draftsIn(inProfile('drafts'));
const blocks = draftsIn(inProfile('blocks'), { called: 'Your block' });
const backups = backupsIn(inProfile('backups'));

const closing = new Closing();
const windows = new Windows({
  preload: path.join(here, 'preload.cjs'),
  stateFile: inProfile('window-state.json'),
  equip,
  read: (file) => openPath(file, shared),
  notRead: (error) => dialog.showErrorBox('The file was not opened', messageOf(error)),
});

/** All that belongs to one window. */
function equip(window: BrowserWindow): DocumentWindow {
  let name = 'the document';
  const saves = createSaves<BeingSaved>();
  const own: DocumentWindow = {
    window,
    ready: false,
    unsaved: false,
    file: null,
    menus: [],
    waiting: [],
    ask: () => askAboutUnsaved(window, name),
    tell: (choice) => window.webContents.send(CLOSING_CHANNEL, choice),
    destroy: () => window.destroy(),
    progress: new RunProgress({
      showProgress: (fraction, mode) => window.setProgressBar(fraction ?? -1, { mode }),
      blockSleep: () => {
        const id = powerSaveBlocker.start('prevent-app-suspension');
        return () => powerSaveBlocker.stop(id);
      },
      notify: (title, body) => {
        const notification = new Notification({ title, body });
        notification.on('click', () => windows.bringForward(own));
        notification.show();
      },
      isFocused: () => window.isFocused(),
      now: () => performance.now(),
    }),
    handlers: {
      ...hostHandlers({
        ...shared,
        drafts,
        blocks,
        backups,
        saves,
        dialogs: dialogsOf(window),
        setTitle: (title, edited) => {
          name = title.replace(/ · ConvCanvas$/, '');
          setWindowTitle(window, title, edited);
        },
      }),
      ...shellHandlers({
        takesFiles: () => void windows.deliver(own),
        newWindow: () => void windows.create(),
        setMenu: (menus) => {
          own.menus = menus;
          showMenu();
        },
        setDocument: (handle, unsaved) => {
          own.file = handle === null ? null : paths.pathOf(handle);
          own.unsaved = unsaved;
          window.setRepresentedFilename(own.file ?? '');
        },
        setRun: (status) => own.progress.show(status),
        mayClose: (mayClose) => closing.answered(own, mayClose),
      }),
    },
  };
  watchForCrashes(window, log);
  // A page that is gone ends no save: what it began must neither stay half written nor keep the next one waiting.
  const pageGone = (): void => void saves.cancelAll();
  window.webContents.on('did-navigate', pageGone);
  window.webContents.on('render-process-gone', pageGone);
  window.on('closed', pageGone);
  window.on('focus', showMenu);
  window.on('closed', showMenu);
  window.on('close', (event) => {
    event.preventDefault();
    void closing.close(own);
  });
  return own;
}

/** The menu bar is that of the window in front. */
function showMenu(): void {
  const { front } = windows;
  const template = menuTemplate({
    menus: front?.menus ?? [],
    send: (command) => front?.window.webContents.send(MENU_CHANNEL, command),
    newWindow: () => void windows.create(),
    showLogs: () => void shell.openPath(logFolder),
    isMac,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

async function start(): Promise<void> {
  await app.whenReady();
  log(`ConvCanvas ${app.getVersion()} on ${process.platform} ${process.arch}.`);
  lockSession(session.defaultSession);
  protocol.handle(SCHEME, (request) => answer(appFolder, request, opened));
  registerHandlers(
    ipcMain,
    ({ sender, senderFrame }) =>
      senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url)
        ? (windows.of(sender)?.handlers ?? null)
        : null,
    (name) => log(`Refused ${name} from a foreign page.`),
  );
  showMenu();
  const [first, ...others] = filesIn(args, process.cwd());
  await windows.create(first);
  for (const file of others) await windows.show(file);
  await lookForUpdate({
    manifest: JSON.parse(await readFile(path.join(appFolder, 'package.json'), 'utf8')),
    version: app.getVersion(),
    platform: process.platform,
    // Node's own, since Chromium's network is off.
    fetchText: async (url) => (await fetch(url, { signal: AbortSignal.timeout(FEED_PATIENCE) })).text(),
    offer: (version, folder) => void offerUpdate(version, folder),
  }).catch((error: unknown) => log(`No update was found: ${messageOf(error)}`));
}

protocol.registerSchemesAsPrivileged([
  {
    scheme: SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
keepCrashReports(log);
app.enableSandbox();
for (const [name, value] of [...gpuSwitches(process.platform), ...networkSwitches])
  app.commandLine.appendSwitch(name, value);
app.on('web-contents-created', (_event, contents) => lockContents(contents));
app.on('session-created', lockSession);

// A second start hands its files to the first.
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv, folder) => {
    const files = filesIn(argv.slice(1), folder);
    if (files.length === 0 && windows.front !== null) windows.bringForward(windows.front);
    for (const file of files) void windows.show(file);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    void app.whenReady().then(() => windows.show(file));
  });
  app.on('before-quit', () => (closing.quitting = true));
  app.on('window-all-closed', () => {
    if (!isMac || closing.quitting) app.quit();
  });
  app.on('activate', () => {
    if (windows.count === 0) void windows.create();
  });
  start().catch((error: unknown) => {
    log(`Start failed: ${messageOf(error)}`);
    dialog.showErrorBox('ConvCanvas could not start', messageOf(error));
    app.exit(1);
  });
} else {
  app.quit();
}
