/** Messages from the page: only from our own page's main frame, only of the agreed shapes. */
import type { IpcMainInvokeEvent } from 'electron';
import type { Handlers } from './host-handlers';
import { channel } from './channels';
import { checkArguments, type MessageName, messages } from './messages';

export interface IpcRegistry {
  handle(
    channel: string,
    listener: (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<unknown>,
  ): void;
}

const isMessage = (name: string): name is MessageName => Object.hasOwn(messages, name);

/** `isTrusted` says whether a frame is the app's own page. */
export function registerHandlers(
  ipc: IpcRegistry,
  handlers: Handlers,
  isTrusted: (event: IpcMainInvokeEvent) => boolean,
): void {
  const register = (name: MessageName): void => {
    ipc.handle(channel(name), async (event, ...args) => {
      if (!isTrusted(event)) throw new Error('A message of a foreign page was refused.');
      const handler: (...given: never) => Promise<unknown> = handlers[name];
      return handler(...(checkArguments(name, args) as never));
    });
  };
  for (const name of Object.keys(messages).filter(isMessage)) register(name);
}
