/** The start screen: over the workspaces when a window opens with nothing of the user's in it, and whenever asked for. */
import { makeAutoObservable, reaction } from 'mobx';
import type { Workspace } from '../document/ui-store';
import { preference, type Preference } from '../host/preference';

export interface StartSurroundings {
  readonly documents: { readonly revision: number };
  readonly ui: { readonly workspace: Workspace };
  readonly files: { start(): Promise<void> };
}

const answers = ['yes', 'no'] as const;

export class StartStore {
  open = false;
  /** Whether a new window begins with it. */
  atStart: boolean;
  private readonly surroundings: StartSurroundings;
  private readonly kept: Preference<(typeof answers)[number]>;

  constructor(surroundings: StartSurroundings) {
    this.surroundings = surroundings;
    this.kept = preference('convcanvas.start-screen', answers, 'yes');
    this.atStart = this.kept.value === 'yes';
    makeAutoObservable<this, 'surroundings' | 'kept'>(
      this,
      { surroundings: false, kept: false },
      { autoBind: true },
    );
    const { documents, ui } = surroundings;
    // Whoever opens, edits or goes somewhere is past the start.
    reaction(
      () => [documents.revision, ui.workspace] as const,
      () => this.close(),
    );
  }

  /** Once it is known what this window has in it: work that was brought back is not covered. */
  async begin(): Promise<void> {
    await this.surroundings.files.start();
    if (this.atStart && this.surroundings.documents.revision === 0) this.show();
  }

  show(): void {
    this.open = true;
  }

  close(): void {
    this.open = false;
  }

  setAtStart(atStart: boolean): void {
    this.atStart = atStart;
    this.kept.keep(atStart ? 'yes' : 'no');
  }
}
