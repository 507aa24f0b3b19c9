/** What a window and the desktop around it say to each other beyond files: menus, progress, closing. */

/** A command of the app, as a native menu shows it. */
export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  readonly enabled: boolean;
  /** `Mod+Shift+Z` */
  readonly shortcut?: string;
  /** The system's own entry does it, since it alone reaches the clipboard. */
  readonly role?: 'cut' | 'copy' | 'paste';
}

export interface Submenu {
  readonly title: string;
  readonly entries: readonly MenuCommand[];
}

export interface MenuBarMenu {
  readonly title: string;
  /** Separators go between them. */
  readonly sections: readonly (readonly (MenuCommand | Submenu)[])[];
}

export interface RunStatus {
  readonly name: string;
  readonly phase: 'training' | 'paused' | 'finished' | 'stopped' | 'failed';
  /** 0 to 1. */
  readonly fraction: number;
  /** One sentence, for a notification when it ends. */
  readonly summary: string;
}

/** What becomes of unsaved work when a window closes. */
export type ClosingChoice = 'save' | 'discard';

export interface Shell {
  newWindow(): Promise<void>;
  setMenu(menus: readonly MenuBarMenu[]): Promise<void>;
  /** The handle of the document's file, and whether closing would lose anything. */
  setDocument(handle: string | null, unsaved: boolean): Promise<void>;
  /** Null where nothing trains and nothing has ended since. */
  setRun(status: RunStatus | null): Promise<void>;
  /** The listener says whether the window may go; not where a dialog to save was cancelled. */
  onClosing(listener: (choice: ClosingChoice) => Promise<boolean>): () => void;
}
