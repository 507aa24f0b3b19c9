/** Messages from the page: only from our own page's main frame, only of the agreed shapes. */
import type { IpcMainInvokeEvent } from 'electron';
import { channel } from './channels';
import { type Arguments, checkArguments, type MessageName, messages } from './messages';

export type Handlers = { readonly [N in MessageName]: (...args: Arguments<N>) => Promise<unknown> };

export interface IpcRegistry {
  handle(
    channel: string,
    listener: (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<unknown>,
  ): void;
}

const isMessage = (name: string): name is MessageName => Object.hasOwn(messages, name);

/** `handlersFor` gives those of the window that sent it; null where it was not the app's own page. */
export function registerHandlers(
  ipc: IpcRegistry,
  handlersFor: (event: IpcMainInvokeEvent) => Handlers | null,
  refused: (name: string) => void = () => undefined,
): void {
  const register = (name: MessageName): void => {
    ipc.handle(channel(name), async (event, ...args) => {
      const handlers = handlersFor(event);
      if (handlers === null) {
        refused(name);
        throw new Error('A message of a foreign page was refused.');
      }
      const handler: (...given: never) => Promise<unknown> = handlers[name];
      return handler(...(checkArguments(name, args) as never));
    });
  };
  for (const name of Object.keys(messages).filter(isMessage)) register(name);
}
