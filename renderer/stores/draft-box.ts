/** Work in progress among the host's rows, as a window sees it: it keeps its own, and finds what others have left. */
import type { Host } from '../../shared/protocol/host';
import type { Session } from '../host/session';
import type { Run } from '../training/run';
import { documentKey, runKey, workOf, type Work } from './drafts';

export class DraftBox {
  private readonly host: Pick<Host, 'writeDraft' | 'readDrafts' | 'dropDraft'>;
  private readonly claim: () => Promise<Session>;
  private readonly report: (error: unknown) => void;
  private session: Session | null = null;

  /** `claim` says which window this is; `report` is told why a row can't be kept. */
  constructor(host: DraftBox['host'], claim: DraftBox['claim'], report: DraftBox['report']) {
    this.host = host;
    this.claim = claim;
    this.report = report;
  }

  /** Whose rows this window writes; null before it is known, and when it has let go: then none are written. */
  get sessionId(): string | null {
    return this.session?.id ?? null;
  }

  async open(): Promise<void> {
    this.session = await this.claim();
  }

  /** Notes which document is open, for the time after a reload. */
  holds(documentId: string): void {
    this.session?.holds(documentId);
  }

  // ---- Its own rows

  /** Rejects where it can't be kept. */
  async keepDocument(documentId: string, draft: Uint8Array): Promise<void> {
    if (this.session !== null) await this.host.writeDraft(documentKey(this.session.id, documentId), draft);
  }

  keepRun(documentId: string, run: Run, file: Uint8Array): void {
    if (this.session === null) return;
    this.host.writeDraft(runKey(this.session.id, documentId, run.id), file).catch(this.report);
  }

  async forgetRun(documentId: string, run: Run): Promise<void> {
    if (this.session === null) return;
    await this.host.dropDraft(runKey(this.session.id, documentId, run.id)).catch(() => undefined);
  }

  /** The document is saved or not wanted. */
  async forget(documentId: string): Promise<void> {
    if (this.session === null) return;
    const { id } = this.session;
    const works = await this.all().catch(() => []);
    const work = works.find((each) => each.session === id && each.documentId === documentId);
    if (work !== undefined) await this.drop(work);
  }

  /** The window closes: as `forget`, and from now on no more are written. */
  async letGo(documentId: string): Promise<void> {
    const forgotten = this.forget(documentId);
    this.session = null;
    await forgotten;
  }

  // ---- What there is

  async all(): Promise<readonly Work[]> {
    return workOf(await this.host.readDrafts());
  }

  isOwn({ session }: Work): boolean {
    return session === this.session?.id;
  }

  /** What this window had open before it was reloaded. */
  beforeReload(works: readonly Work[]): Work | undefined {
    return works.find((work) => this.isOwn(work) && work.documentId === this.session?.restore);
  }

  /** Of windows that are gone. */
  async left(works: readonly Work[]): Promise<readonly Work[]> {
    const alive = (await this.session?.alive()) ?? new Set<string>();
    return works.filter(({ session }) => !alive.has(session));
  }

  async drop(work: Work): Promise<void> {
    for (const key of work.keys) await this.host.dropDraft(key).catch(() => undefined);
  }
}
