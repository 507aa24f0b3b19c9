/** The module `electron` as one run of the app gets it: what electron/ uses, and no more. */
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { isPrevented, StandInWindow, type Stage } from './browser-window';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

export interface RunOptions {
  readonly stage: Omit<Stage, 'app' | 'invoke' | 'mayRequest'>;
  readonly userData: string;
  readonly args: readonly string[];
  /** The run is over. */
  readonly ended: () => void;
}

const display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } };

/** The first run of a profile is told of every other. */
const firstRuns = new Map<string, EventEmitter>();

/** Electron's own types describe it to the tests; the built main process looks at its values only. */
export interface ElectronModule extends Readonly<Record<string, unknown>> {
  readonly app: { quit(): void };
}

export function createElectron(options: RunOptions): ElectronModule {
  const { stage: parts, userData, args, ended } = options;
  const handlers = new Map<string, Handler>();
  let over = false;

  class App extends EventEmitter {
    readonly isPackaged = false;
    readonly commandLine = { appendSwitch: () => undefined };
    private quitting = false;

    constructor() {
      super();
      this.on('last-window-gone', () => {
        if (this.quitting) this.exit();
        else if (!this.emit('window-all-closed')) this.quit();
      });
    }

    getPath(name: string): string {
      return name === 'userData' ? userData : path.join(userData, name);
    }
    getVersion = () => '0.0.0';
    whenReady = () => Promise.resolve();
    requestSingleInstanceLock(): boolean {
      const first = firstRuns.get(userData);
      if (first === undefined) firstRuns.set(userData, this);
      else first.emit('second-instance', {}, ['electron', ...args], process.cwd());
      return first === undefined;
    }
    quit(): void {
      if (isPrevented(this, 'before-quit')) return;
      this.quitting = true;
      if (parts.windows.length === 0) this.exit();
      for (const window of [...parts.windows]) window.close();
      // A window that stays open ends the attempt.
      if (parts.windows.length > 0) this.quitting = false;
    }
    exit(): void {
      if (over) return;
      over = true;
      if (firstRuns.get(userData) === this) firstRuns.delete(userData);
      this.emit('quit');
      ended();
    }

    // What only the system shows or does.
    enableSandbox(): void {}
    addRecentDocument(): void {}
  }

  const app = new App();
  const stage: Stage = Object.assign(parts, {
    app,
    mayRequest: null,
    async invoke(channel: string, event: unknown, given: readonly unknown[]) {
      try {
        return { value: await handlers.get(channel)?.(event, ...given) };
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) };
      }
    },
  });

  class BrowserWindow extends StandInWindow {
    constructor(options: ConstructorParameters<typeof StandInWindow>[1]) {
      super(stage, options);
    }
    static getAllWindows = () => [...stage.windows];
    static getFocusedWindow = () => stage.focused;
    static fromWebContents = (contents: unknown) =>
      stage.windows.find(({ webContents }) => webContents === contents) ?? null;
  }

  return {
    app,
    BrowserWindow,
    dialog: {
      showErrorBox: (title: string, content: string) => console.error(`${title}: ${content}`),
      // A test answers by putting its own in the place of these.
      showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
      showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
      showMessageBox: (_window: unknown, { cancelId = 0 }: { cancelId?: number }) =>
        Promise.resolve({ response: cancelId, checkboxChecked: false }),
    },
    crashReporter: { start: () => undefined },
    Notification: class extends EventEmitter {
      show(): void {}
    },
    powerSaveBlocker: { start: () => 0, stop: () => undefined },
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
    shell: {},
    ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
    Menu: menuOf(),
    protocol: {
      registerSchemesAsPrivileged: () => undefined,
      handle: (_scheme: string, handler: Parameters<typeof stage.origin.handle>[0]) =>
        stage.origin.handle(handler),
    },
    session: {
      defaultSession: {
        on: () => undefined,
        setPermissionRequestHandler: () => undefined,
        setPermissionCheckHandler: () => undefined,
        setDevicePermissionHandler: () => undefined,
        setSpellCheckerEnabled: () => undefined,
        webRequest: { onBeforeRequest: (handler: Stage['mayRequest']) => (stage.mayRequest = handler) },
      },
    },
  };
}

interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[] | BuiltMenu;
}

interface BuiltMenu {
  readonly items: readonly MenuItem[];
  getMenuItemById(id: string): MenuItem | null;
}

function menuOf() {
  const build = (template: readonly MenuItem[]): BuiltMenu => {
    const items = template.map((item) => ({
      ...item,
      ...(Array.isArray(item.submenu) && { submenu: build(item.submenu as readonly MenuItem[]) }),
    }));
    const getMenuItemById = (id: string): MenuItem | null => {
      for (const item of items) {
        if (item.id === id) return item;
        const within = item.submenu as BuiltMenu | undefined;
        const found = within?.getMenuItemById(id);
        if (found) return found;
      }
      return null;
    };
    return { items, getMenuItemById };
  };
  let current: BuiltMenu | null = null;
  return {
    buildFromTemplate: build,
    setApplicationMenu: (menu: BuiltMenu) => (current = menu),
    getApplicationMenu: () => current,
  };
}
