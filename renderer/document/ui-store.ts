/** What the window shows, apart from the document: none of it is saved with the network. */
import { makeAutoObservable, observableRef, observableShallow } from 'mobx';
import type { Framework } from '../../shared/export/code/generate-code';
import type { Edit } from '../../shared/graph/edit';
import type { NodeId } from '../../shared/graph/document';
import type { Card } from '../../shared/drawing/cards';
import type { ShapeNotation } from '../format/shape';
import { preference } from '../host/preference';

export type Workspace = 'design' | 'data' | 'train' | 'evaluate';
export type Drawer = 'problems' | 'summary' | 'code';
/** What the command palette lists: everything, or the layers that are there to go to. */
export type CommandScope = 'all' | 'places';
export type LeftTab = 'layers' | 'networks' | 'outline';
/** The search of layers, the first field of the inspector, the name in it. */
export type KeyboardPlace = 'search' | 'inspector' | 'name';
export type PalettePart = 'layers' | 'blocks';

export interface Notice {
  readonly kind: 'info' | 'error';
  readonly message: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Whether what it says holds no longer: then it goes by itself. Asked in a computed value. */
  readonly isStale?: () => boolean;
}
export interface Toast extends Notice {
  readonly id: number;
}

/** Which part of the drawing is seen, and how large. */
export interface CanvasView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** What the canvas can be asked to do while it is on screen. */
export interface CanvasControls {
  zoomIn(): void;
  zoomOut(): void;
  zoomTo(zoom: number): void;
  /** The whole network, enlarged to `largest` at most (1 where left out). */
  fit(largest?: number): void;
  /** Brings the layers into view and moves the focus to the first of them. */
  reveal(ids: readonly NodeId[]): void;
  /** Moves the focus to the first layer of the graph in view. */
  focusFirst(): void;
  /** Brings a layer into the middle; the focus stays where it is. */
  centre(id: NodeId, zoom: number): void;
  view(): CanvasView;
  setView(view: CanvasView): void;
  /** The middle of what is seen, in the document's coordinates. */
  middle(): { readonly x: number; readonly y: number };
}

/** The drawing's own; the volumes have no cards. */
interface DrawingControls extends CanvasControls {
  /** Shows the cards on their way from where they were to where they are now. */
  glide(before: readonly Card[]): void;
  /** Moves the focus to a group's title, once it is drawn open or folded, as it is to be. */
  focusGroup(id: string, expanded: boolean): void;
}

const frameworks: readonly Framework[] = ['keras', 'pytorch'];
const notations: readonly ShapeNotation[] = ['hwc', 'chw', 'c@hw'];
/** More would cover the canvas; the oldest go first. */
const MOST_TOASTS = 3;

const keptNotation = preference('convcanvas.shape-notation', notations, 'hwc');
const switches = ['on', 'off'] as const;
const keptSymbols = preference('convcanvas.shapes-in-symbols', switches, 'off');
const keptBatch = preference('convcanvas.shapes-with-batch', switches, 'off');
const keptFramework = preference('convcanvas.code-framework', frameworks, 'keras');

export class UiStore {
  workspace: Workspace = 'design';
  notation: ShapeNotation = keptNotation.value;
  /** On the canvas: as parts of the input's height and width, and with the batch before them. */
  shapesIn = { symbols: keptSymbols.value === 'on', batch: keptBatch.value === 'on' };
  codeFramework: Framework = keptFramework.value;
  drawer: Drawer | null = null;
  leftTab: LeftTab = 'layers';
  palettePart: PalettePart = 'layers';
  leftOpen = true;
  rightOpen = true;
  minimap = true;
  commandsOpen = false;
  commandScope: CommandScope = 'all';
  shortcutsOpen = false;
  aboutOpen = false;
  galleryOpen = false;
  historyOpen = false;
  compareOpen = false;
  toasts: Toast[] = [];
  drawing: DrawingControls | null = null;
  /** The volumes, while they cover the drawing. */
  volumes: CanvasControls | null = null;
  /** Where the keyboard was sent and has not arrived yet: that place may not be drawn until the next moment. */
  goingTo: KeyboardPlace | null = null;
  /** The row that is typed in on the canvas. */
  rowEdit: { readonly node: NodeId; readonly part: 'name' | 'numbers' } | null = null;
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
        rowEdit: observableRef,
        preview: observableRef,
        counter: false,
      },
      { autoBind: true },
    );
  }

  setWorkspace(workspace: Workspace): void {
    this.workspace = workspace;
  }

  setNotation(notation: ShapeNotation): void {
    this.notation = notation;
    keptNotation.keep(notation);
  }

  writeShapes(change: Partial<UiStore['shapesIn']>): void {
    this.shapesIn = { ...this.shapesIn, ...change };
    keptSymbols.keep(this.shapesIn.symbols ? 'on' : 'off');
    keptBatch.keep(this.shapesIn.batch ? 'on' : 'off');
  }

  setCodeFramework(framework: Framework): void {
    this.codeFramework = framework;
    keptFramework.keep(framework);
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

  setAboutOpen(open: boolean): void {
    this.aboutOpen = open;
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

  setCanvas(canvas: DrawingControls | null): void {
    this.drawing = canvas;
  }

  focusSearch(): void {
    this.workspace = 'design';
    this.setLeftTab('layers');
    this.goingTo = 'search';
  }

  focusInspector(): void {
    this.rightOpen = true;
    this.goingTo = 'inspector';
  }

  editRow(rowEdit: UiStore['rowEdit']): void {
    this.rowEdit = rowEdit;
  }

  focusName(): void {
    this.rightOpen = true;
    this.goingTo = 'name';
  }

  arrived(): void {
    this.goingTo = null;
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

  /** Those whose words still hold. */
  get notices(): readonly Toast[] {
    return this.toasts.filter(({ isStale }) => isStale?.() !== true);
  }

  notify(notice: Notice): void {
    this.counter += 1;
    const rest = this.notices.filter((toast) => toast.message !== notice.message).slice(1 - MOST_TOASTS);
    this.toasts = [...rest, { ...notice, id: this.counter }];
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}
