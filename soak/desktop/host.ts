/** The Electron host without Electron: the page's side and the main process's, joined by messages that are checked and cloned. */
import path from 'node:path';
import { backupsIn } from '../../electron/backups';
import { channel } from '../../electron/channels';
import { draftsIn } from '../../electron/drafts';
import { type BeingSaved, type Dialogs, hostHandlers } from '../../electron/host-handlers';
import { registerHandlers } from '../../electron/ipc';
import type { MessageName } from '../../electron/messages';
import { openedFiles } from '../../electron/opened-files';
import { allowedPaths } from '../../electron/paths';
import { shellHandlers } from '../../electron/shell-handlers';
import { plainCalls } from '../../electron/plain-calls';
import { answer, isAppUrl } from '../../electron/protocol';
import { recentsIn } from '../../electron/recents';
import { createSaves } from '../../electron/saves';
import { electronHost } from '../../renderer/host/electron-host';
import type { Disk } from '../../node/files/disk';
import type { Bridge } from '../../shared/protocol/bridge';
import type { Host } from '../../shared/protocol/host';

/** Of all hosts of this process: no two of their addresses are the same. */
const opened = openedFiles();
const outside = globalThis.fetch;
/** What the page fetches of its own app, the main process answers. */
globalThis.fetch = (asked, options) => {
  const request = new Request(asked, options);
  return isAppUrl(request.url) ? answer('', request, opened) : outside(request);
};

export interface Desktop {
  /** Where the app keeps what is its own. */
  readonly userData: string;
  readonly dialogs: Dialogs;
  readonly disk?: Disk;
}

type Listener = Parameters<Parameters<typeof registerHandlers>[0]['handle']>[1];
const nobody = (): (() => void) => () => undefined;

export function desktopHost({ userData, dialogs, disk }: Desktop): Host {
  const listeners = new Map<string, Listener>();
  const nothing = (): void => undefined;
  const shell = shellHandlers({
    takesFiles: nothing,
    newWindow: nothing,
    setMenu: nothing,
    setDocument: nothing,
    setRun: nothing,
    mayClose: nothing,
  });
  const host = hostHandlers({
    dialogs,
    paths: allowedPaths(),
    opened,
    saves: createSaves<BeingSaved>(),
    drafts: draftsIn(path.join(userData, 'drafts'), { disk }),
    blocks: draftsIn(path.join(userData, 'blocks'), { called: 'Your block', disk }),
    backups: backupsIn(path.join(userData, 'backups')),
    recents: recentsIn(path.join(userData, 'recent.json'), disk),
    setTitle: () => undefined,
    today: () => new Date().toISOString(),
    ...(disk && { disk }),
  });
  // Who sent a message is not judged here.
  registerHandlers({ handle: (name, listener) => void listeners.set(name, listener) }, () => ({
    ...host,
    ...shell,
  }));
  const call = async (name: MessageName, ...args: readonly unknown[]): Promise<never> => {
    const listener = listeners.get(channel(name));
    if (listener === undefined) throw new Error(`There is no handler for ${name}.`);
    const given = structuredClone(args);
    return structuredClone(await listener({} as Parameters<Listener>[0], ...given)) as never;
  };
  const bridge: Bridge = {
    platform: process.platform,
    ...plainCalls(call),
    handleOfDropped: () => Promise.resolve(null),
    onClosing: nobody,
    onMenuCommand: nobody,
    onOpenFile: nobody,
  };
  // On a window that is not there nothing is dropped, and it has no title.
  return { ...electronHost(bridge), onOpenFile: nobody, onOpenFolder: nobody, setTitle: () => undefined };
}
