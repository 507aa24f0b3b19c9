/** The narrow door between the page and the main process: the calls of `Bridge`, and nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../shared/protocol/bridge';
import { channel, CLOSING_CHANNEL, MENU_CHANNEL, OPEN_CHANNEL } from './channels';
import type { MessageName } from './messages';
import { plainCalls } from './plain-calls';
import { messageOf } from '../shared/schema/message-of';

/** Electron puts words of its own before the sentence that the main process threw. */
async function call(message: MessageName, ...args: readonly unknown[]): Promise<never> {
  try {
    return (await ipcRenderer.invoke(channel(message), ...args)) as never;
  } catch (error) {
    const text = messageOf(error);
    throw new Error(text.replace(/^Error invoking remote method '[^']*': (?:\w*Error: )?/, ''));
  }
}

function listen(name: string, listener: (value: never) => void): () => void {
  // What comes was sent by our own main process, which is typed as the bridge is.
  const heard = (_event: unknown, value: unknown): void => listener(value as never);
  ipcRenderer.on(name, heard);
  return () => ipcRenderer.off(name, heard);
}

const bridge: Bridge = {
  platform: process.platform,
  ...plainCalls(call),
  handleOfDropped: (file) => {
    const path = file instanceof File ? webUtils.getPathForFile(file) : '';
    return path === '' ? Promise.resolve(null) : call('handleOfPath', path);
  },
  onMenuCommand: (listener) => listen(MENU_CHANNEL, listener),
  onOpenFile: (listener) => {
    const stop = listen(OPEN_CHANNEL, listener);
    // What is sent before anybody listens is lost.
    call('takesFiles').catch(() => undefined);
    return stop;
  },
  onClosing: (listener) =>
    listen(CLOSING_CHANNEL, (choice) => {
      const answer = (mayClose: boolean): Promise<never> => call('mayClose', mayClose);
      listener(choice).then(answer, () => answer(false));
    }),
};

contextBridge.exposeInMainWorld('convcanvas', bridge);
