/** What a window tells the desktop around it, as the main process answers it. */
import type { MenuBarMenu, RunStatus } from '../shared/protocol/shell';
import type { Handlers } from './ipc';

export type ShellMessage = 'takesFiles' | 'newWindow' | 'setMenu' | 'setDocument' | 'setRun' | 'mayClose';

export interface ShellParts {
  readonly takesFiles: () => void;
  readonly newWindow: () => void;
  readonly setMenu: (menus: readonly MenuBarMenu[]) => void;
  readonly setDocument: (handle: string | null, unsaved: boolean) => void;
  readonly setRun: (status: RunStatus | null) => void;
  readonly mayClose: (mayClose: boolean) => void;
}

export function shellHandlers(parts: ShellParts): Pick<Handlers, ShellMessage> {
  const told =
    <A extends readonly unknown[]>(tell: (...args: A) => void) =>
    (...args: A): Promise<void> => {
      tell(...args);
      return Promise.resolve();
    };
  return {
    takesFiles: told(parts.takesFiles),
    newWindow: told(parts.newWindow),
    setMenu: told(parts.setMenu),
    setDocument: told(parts.setDocument),
    setRun: told(parts.setRun),
    mayClose: told(parts.mayClose),
  };
}
