/** What the window shows, apart from the document: none of it is saved with the network. */
import { makeAutoObservable, observableRef, observableShallow } from 'mobx';
import type { Framework } from '../../shared/export/code/generate-code';
import type { Edit } from '../../shared/graph/edit';
import type { NodeId } from '../../shared/graph/document';
import type { ShapeNotation } from '../format/shape';

export type Workspace = 'design' | 'data' | 'train' | 'evaluate';
export type ThemeChoice = 'system' | 'light' | 'dark';
export type Drawer = 'problems' | 'summary' | 'code';
/** What the command palette lists: everything, or the layers that can be added. */
export type CommandScope = 'all' | 'layers';
export type LeftTab = 'layers' | 'networks' | 'outline';
export type PalettePart = 'layers' | 'blocks';

export interface Notice {
  readonly kind: 'info' | 'error';
  readonly message: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}
export interface Toast extends Notice {
  readonly id: number;
}

/** What the canvas can be asked to do while it is on screen. */
export interface CanvasControls {
  zoomIn(): void;
  zoomOut(): void;
  zoomTo(zoom: number): void;
  fit(): void;
  /** Brings the layers into view and moves the focus to the first of them. */
  reveal(ids: readonly NodeId[]): void;
  /** Moves the focus to the first layer of the graph in view. */
  focusFirst(): void;
  /** The middle of what is seen, in the document's coordinates. */
  middle(): { readonly x: number; readonly y: number };
}

const THEME_KEY = 'convcanvas.theme';
const CODE_KEY = 'convcanvas.code-framework';
const NOTATION_KEY = 'convcanvas.shape-notation';
const themes: readonly ThemeChoice[] = ['system', 'light', 'dark'];
const frameworks: readonly Framework[] = ['keras', 'pytorch'];
const notations: readonly ShapeNotation[] = ['hwc', 'chw', 'c@hw'];
/** More would cover the canvas; the oldest go first. */
const MOST_TOASTS = 4;

/** Preferences are a comfort: a browser that refuses to keep them must not stop the app. */
function remembered<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  try {
    const value = localStorage.getItem(key);
    return allowed.find((each) => each === value) ?? fallback;
  } catch {
    // It may throw where storage is forbidden, and is not there at all outside of a browser.
    return fallback;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept for this window only.
  }
}

export class UiStore {
  workspace: Workspace = 'design';
  theme: ThemeChoice = remembered(THEME_KEY, themes, 'system');
  notation: ShapeNotation = remembered(NOTATION_KEY, notations, 'hwc');
  codeFramework: Framework = remembered(CODE_KEY, frameworks, 'keras');
  systemDark = false;
  drawer: Drawer | null = null;
  leftTab: LeftTab = 'layers';
  palettePart: PalettePart = 'layers';
  leftOpen = true;
  rightOpen = true;
  minimap = true;
  commandsOpen = false;
  commandScope: CommandScope = 'all';
  shortcutsOpen = false;
  galleryOpen = false;
  historyOpen = false;
  compareOpen = false;
  toasts: Toast[] = [];
  drawing: CanvasControls | null = null;
  /** The volumes, while they cover the drawing. */
  volumes: CanvasControls | null = null;
  /** Rises when the field is to take the focus. */
  searchRequests = 0;
  inspectorRequests = 0;
  renameRequests = 0;
  /** The row whose problem is to be shown, once the canvas has it. */
  openProblem: { readonly node: NodeId; readonly code: string } | null = null;
  /** What a fix would do, while it is pointed at: the canvas shows it as ghosts. */
  preview: readonly Edit[] | null = null;
  private counter = 0;

  constructor() {
    makeAutoObservable<UiStore, 'counter'>(
      this,
      {
        toasts: observableShallow,
        drawing: observableRef,
        volumes: observableRef,
        openProblem: observableRef,
        preview: observableRef,
        counter: false,
      },
      { autoBind: true },
    );
  }

  get dark(): boolean {
    return this.theme === 'system' ? this.systemDark : this.theme === 'dark';
  }

  setWorkspace(workspace: Workspace): void {
    this.workspace = workspace;
  }

  setTheme(theme: ThemeChoice): void {
    this.theme = theme;
    remember(THEME_KEY, theme);
  }

  setSystemDark(dark: boolean): void {
    this.systemDark = dark;
  }

  setNotation(notation: ShapeNotation): void {
    this.notation = notation;
    remember(NOTATION_KEY, notation);
  }

  setCodeFramework(framework: Framework): void {
    this.codeFramework = framework;
    remember(CODE_KEY, framework);
  }

  toggleDrawer(drawer: Drawer): void {
    this.drawer = this.drawer === drawer ? null : drawer;
  }

  closeDrawer(): void {
    this.drawer = null;
  }

  setLeftTab(tab: LeftTab): void {
    this.leftTab = tab;
    this.leftOpen = true;
  }

  setPalettePart(part: PalettePart): void {
    this.palettePart = part;
  }

  showBlocks(): void {
    this.workspace = 'design';
    this.setLeftTab('layers');
    this.palettePart = 'blocks';
  }

  setPanels(panels: { readonly left?: boolean; readonly right?: boolean }): void {
    this.leftOpen = panels.left ?? this.leftOpen;
    this.rightOpen = panels.right ?? this.rightOpen;
  }

  toggleMinimap(): void {
    this.minimap = !this.minimap;
  }

  setCommandsOpen(open: boolean): void {
    this.commandsOpen = open;
  }

  openCommands(scope: CommandScope): void {
    this.commandScope = scope;
    this.commandsOpen = true;
  }

  setShortcutsOpen(open: boolean): void {
    this.shortcutsOpen = open;
  }

  setGalleryOpen(open: boolean): void {
    this.galleryOpen = open;
  }

  setHistoryOpen(open: boolean): void {
    this.historyOpen = open;
  }

  setCompareOpen(open: boolean): void {
    this.compareOpen = open;
  }

  /** What is on screen of the two. */
  get canvas(): CanvasControls | null {
    return this.volumes ?? this.drawing;
  }

  setVolumes(volumes: CanvasControls | null): void {
    this.volumes = volumes;
  }

  setCanvas(canvas: CanvasControls | null): void {
    this.drawing = canvas;
  }

  focusSearch(): void {
    this.workspace = 'design';
    this.setLeftTab('layers');
    this.searchRequests += 1;
  }

  focusInspector(): void {
    this.rightOpen = true;
    this.inspectorRequests += 1;
  }

  focusName(): void {
    this.rightOpen = true;
    this.renameRequests += 1;
  }

  showProblem(problem: { readonly node: NodeId; readonly code: string } | null): void {
    this.openProblem = problem;
  }

  showPreview(edits: readonly Edit[] | null): void {
    this.preview = edits;
  }

  /** Only where it is this one that is shown: another may have been pointed at since. */
  endPreview(edits: readonly Edit[]): void {
    if (this.preview === edits) this.preview = null;
  }

  notify(notice: Notice): void {
    this.counter += 1;
    const rest = this.toasts.filter((toast) => toast.message !== notice.message).slice(1 - MOST_TOASTS);
    this.toasts = [...rest, { ...notice, id: this.counter }];
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}
