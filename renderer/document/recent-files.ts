/** Files that were opened or saved of late, as the host lists them. */
import { makeAutoObservable, observableRef, runInAction } from 'mobx';
import type { Host, OpenedFile, RecentFile } from '../../shared/protocol/host';
import { messageOf } from '../../shared/schema/message-of';

export class RecentFiles {
  list: readonly RecentFile[] = [];
  /** Why some could not be opened, by handle: they were moved, deleted, or may not be read. */
  problems: ReadonlyMap<string, string> = new Map();
  private readonly host: Pick<Host, 'recent' | 'openRecent'>;

  constructor(host: Pick<Host, 'recent' | 'openRecent'>) {
    this.host = host;
    makeAutoObservable<RecentFiles, 'host'>(
      this,
      { list: observableRef, problems: observableRef, host: false },
      { autoBind: true },
    );
  }

  /** Never rejects: a host that can't tell has none. */
  async refresh(): Promise<void> {
    const list = await this.host.recent().catch(() => []);
    runInAction(() => (this.list = list));
  }

  /** Rejects with a sentence, which is kept among the problems. */
  async open(handle: string): Promise<OpenedFile> {
    try {
      return await this.host.openRecent(handle);
    } catch (error) {
      runInAction(() => (this.problems = new Map(this.problems).set(handle, messageOf(error))));
      throw error;
    }
  }
}
