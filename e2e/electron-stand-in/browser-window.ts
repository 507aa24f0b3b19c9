/** A window of Electron's as a page of Chromium's. */
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { BrowserContext, Frame, Page } from '@playwright/test';
import type { AppOrigin } from './app-origin';
import { asInitScript } from './page-side';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface WindowOptions extends Partial<Rectangle> {
  readonly title?: string;
  readonly webPreferences: { readonly preload: string };
}

/** What is shared by the windows of one run. */
export interface Stage {
  readonly context: BrowserContext;
  readonly origin: AppOrigin;
  readonly app: EventEmitter;
  readonly windows: StandInWindow[];
  focused: StandInWindow | null;
  /** `webRequest.onBeforeRequest` */
  mayRequest: null | ((details: { url: string }, callback: (answer: { cancel?: boolean }) => void) => void);
  invoke(
    channel: string,
    event: unknown,
    args: readonly unknown[],
  ): Promise<{ value?: unknown; error?: string }>;
}

/** Emits, and says whether a listener prevented what was about to happen. */
export function isPrevented(emitter: EventEmitter, name: string, ...args: readonly unknown[]): boolean {
  let prevented = false;
  emitter.emit(name, { preventDefault: () => (prevented = true) }, ...args);
  return prevented;
}

class WebContents extends EventEmitter {
  private openHandler: (details: { url: string }) => { action: 'allow' | 'deny' } = () => ({
    action: 'deny',
  });

  private peers = 'default';

  constructor(private readonly owner: StandInWindow) {
    super();
  }

  setWindowOpenHandler(handler: typeof this.openHandler): void {
    this.openHandler = handler;
  }

  mayOpen(url: string): boolean {
    return this.openHandler({ url }).action === 'allow';
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.peers = policy;
  }

  getWebRTCIPHandlingPolicy(): string {
    return this.peers;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    const deliver = ([name, values]: readonly [string, readonly unknown[]]) =>
      window.electronDeliver(name, values);
    const translated = args.map((each) => this.owner.toPage(each));
    this.owner.page
      .then((page) => page.evaluate(deliver, [channel, translated] as const))
      .catch(() => undefined);
  }

  reload(): void {
    void this.owner.page.then((page) => page.reload());
  }

  isDestroyed(): boolean {
    return this.owner.isDestroyed();
  }
}

let count = 0;

export class StandInWindow extends EventEmitter {
  readonly id = (count += 1);
  readonly webContents: WebContents = new WebContents(this);
  readonly page: Promise<Page>;
  private title: string;
  private edited = false;
  private destroyed = false;
  private minimized = false;
  private maximized = false;
  private bounds: Rectangle;

  constructor(
    private readonly stage: Stage,
    options: WindowOptions,
  ) {
    super();
    const { x = 0, y = 0, width = 800, height = 600, title = '' } = options;
    this.bounds = { x, y, width, height };
    this.title = title;
    stage.windows.push(this);
    stage.app.emit('web-contents-created', {}, this.webContents);
    this.page = this.open(options);
  }

  private async open({ webPreferences }: WindowOptions): Promise<Page> {
    const { context, origin } = this.stage;
    const page = await context.newPage();
    await page.setViewportSize({ width: this.bounds.width, height: this.bounds.height });
    await page.exposeBinding('electronInvoke', async ({ frame }, channel: string, args: unknown[]) => {
      const event = { sender: this.webContents, senderFrame: this.frameOf(frame) };
      const given = args.map((each) => origin.fromPage(each));
      return origin.toPage(await this.stage.invoke(channel, event, given));
    });
    await page.addInitScript(asInitScript(await readFile(webPreferences.preload, 'utf8')));
    // Leaving the app is asked of the main process first.
    await page.route(
      (url) => !origin.isInside(url.href),
      async (route) => {
        const request = route.request();
        const leaves = request.isNavigationRequest() && request.frame() === page.mainFrame();
        let stopped = leaves && isPrevented(this.webContents, 'will-navigate', request.url());
        this.stage.mayRequest?.({ url: request.url() }, ({ cancel }) => (stopped ||= cancel === true));
        if (stopped) await route.abort('aborted');
        else await route.continue();
      },
    );
    page.on('popup', (popup) => {
      if (!this.webContents.mayOpen(popup.url())) void popup.close();
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.webContents.emit('did-navigate');
    });
    page.on('close', () => this.gone());
    return page;
  }

  toPage(message: unknown): unknown {
    return this.stage.origin.toPage(message);
  }

  private frameOf(frame: Frame): { url: string; parent: unknown } {
    return { url: this.stage.origin.insideOf(frame.url()), parent: frame.parentFrame() };
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page;
    await page.goto(await this.stage.origin.outsideOf(url));
    this.emit('ready-to-show');
  }

  show(): void {
    this.focus();
    this.emit('show');
  }

  focus(): void {
    const before = this.stage.focused;
    if (before === this) return;
    this.stage.focused = this;
    before?.emit('blur');
    this.emit('focus');
    this.stage.app.emit('browser-window-focus', {}, this);
  }

  isFocused(): boolean {
    return this.stage.focused === this;
  }

  /** As the user does it; DOM's beforeunload is not asked. */
  close(): void {
    if (!this.destroyed && !isPrevented(this, 'close')) this.destroy();
  }

  destroy(): void {
    void this.page.then((page) => page.close());
    this.gone();
  }

  private gone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.stage.windows.splice(this.stage.windows.indexOf(this), 1);
    if (this.stage.focused === this) this.stage.focused = null;
    this.emit('closed');
    if (this.stage.windows.length === 0) this.stage.app.emit('last-window-gone');
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  getTitle(): string {
    return this.title;
  }

  setDocumentEdited(edited: boolean): void {
    this.edited = edited;
  }

  isDocumentEdited(): boolean {
    return this.edited;
  }

  minimize(): void {
    this.minimized = true;
  }

  restore(): void {
    this.minimized = false;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  maximize(): void {
    this.maximized = true;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
  }

  getBounds(): Rectangle {
    return this.bounds;
  }

  getNormalBounds(): Rectangle {
    return this.bounds;
  }

  // What only the desktop shows: the dock, the task bar, the title bar.
  setProgressBar(): void {}
  setRepresentedFilename(): void {}
}
