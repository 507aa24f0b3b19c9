/** The open windows, one document each. */
import { BrowserWindow, screen, type WebContents } from 'electron';
import type { OpenedFile } from '../shared/protocol/host';
import type { MenuBarMenu } from '../shared/protocol/shell';
import { OPEN_CHANNEL } from './channels';
import type { ClosingWindow } from './closing';
import type { Handlers } from './ipc';
import { APP_URL } from './protocol';
import type { RunProgress } from './run-progress';
import { windowOptions } from './window';
import { placeOn, readState, writeState } from './window-state';

export interface DocumentWindow extends ClosingWindow {
  readonly window: BrowserWindow;
  readonly handlers: Handlers;
  readonly progress: RunProgress;
  /** Files that were asked for before the page could take them. */
  readonly waiting: string[];
  ready: boolean;
  unsaved: boolean;
  /** The path of its document's file. */
  file: string | null;
  menus: readonly MenuBarMenu[];
}

export interface WindowsParts {
  readonly preload: string;
  /** Where the place of the last window is kept. */
  readonly stateFile: string;
  readonly equip: (window: BrowserWindow) => DocumentWindow;
  /** Rejects with a sentence. */
  readonly read: (file: string) => Promise<OpenedFile>;
  readonly notRead: (error: unknown) => void;
}

export class Windows {
  private readonly open: DocumentWindow[] = [];
  private lastFocused: DocumentWindow | null = null;

  constructor(private readonly parts: WindowsParts) {}

  get count(): number {
    return this.open.length;
  }

  of(contents: WebContents): DocumentWindow | null {
    return this.open.find(({ window }) => window.webContents === contents) ?? null;
  }

  /** The one in front, or the one that was there last. */
  get front(): DocumentWindow | null {
    return this.lastFocused ?? this.open.at(-1) ?? null;
  }

  async create(file?: string): Promise<void> {
    const { preload, stateFile, equip } = this.parts;
    const state = readState(stateFile);
    const { workArea } = screen.getPrimaryDisplay();
    const screens = [workArea, ...screen.getAllDisplays().map((display) => display.workArea)];
    const others = this.open.map(({ window }) => window.getBounds());
    const bounds = placeOn(state?.bounds ?? null, screens, others);
    const window = new BrowserWindow({ ...windowOptions(preload), ...bounds });
    const own = equip(window);
    this.open.push(own);
    if (file !== undefined) own.waiting.push(file);
    window.once('ready-to-show', () => {
      if (state?.maximized === true && others.length === 0) window.maximize();
      window.show();
    });
    window.on('focus', () => (this.lastFocused = own));
    window.on('close', () => {
      writeState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    });
    window.on('closed', () => {
      this.open.splice(this.open.indexOf(own), 1);
      if (this.lastFocused === own) this.lastFocused = null;
      own.progress.letSleep();
    });
    window.webContents.on('did-navigate', () => (own.ready = false));
    await window.loadURL(APP_URL);
  }

  /** Shows the window that has the file; else one in which nothing was begun takes it; else a new one. */
  async show(file: string): Promise<void> {
    const has = this.open.find((each) => each.file === file || each.waiting.includes(file));
    const untouched = [this.front, ...this.open].find((each) => each?.file === null && !each.unsaved);
    if (has !== undefined) this.bringForward(has);
    else if (untouched && untouched.waiting.length === 0) {
      untouched.waiting.push(file);
      this.bringForward(untouched);
      if (untouched.ready) await this.deliver(untouched);
    } else await this.create(file);
  }

  /** The page listens now. */
  async deliver(own: DocumentWindow): Promise<void> {
    own.ready = true;
    for (const file of own.waiting.splice(0)) {
      try {
        own.window.webContents.send(OPEN_CHANNEL, await this.parts.read(file));
        own.file = file;
      } catch (error) {
        this.parts.notRead(error);
      }
    }
  }

  bringForward({ window }: DocumentWindow): void {
    if (window.isMinimized()) window.restore();
    window.focus();
  }
}
