/**
 * Work in progress, as a window sees it: it keeps its own, and finds what others have left. Documents and their histories
 * are rows of the host's store; runs lie in the archive under the same names.
 */
import { filesOf, type KeptFile, type KeptRun } from '../../shared/model/kept-run';
import type { KeyedStore } from '../../shared/protocol/host';
import type { RunArchive } from '../archive/run-archive';
import type { Session } from '../host/session';
import {
  decodeDraft,
  encodeDraft,
  documentKey,
  formerRunsOf,
  historyOf,
  namesOf,
  runKey,
  runsOf,
  type Work,
} from './drafts';

interface DraftParts {
  readonly drafts: KeyedStore;
  readonly archive: RunArchive;
  /** Says which window this is. */
  readonly claim: () => Promise<Session>;
}

export class DraftBox {
  private readonly parts: DraftParts;
  private session: Session | null = null;

  constructor(parts: DraftParts) {
    this.parts = parts;
  }

  /** Whose rows this window writes; null before it is known, and when it has let go: then none are written. */
  get sessionId(): string | null {
    return this.session?.id ?? null;
  }

  async open(): Promise<void> {
    this.session = await this.parts.claim();
  }

  /** Notes which document is open, for the time after a reload. */
  holds(documentId: string): void {
    this.session?.holds(documentId);
  }

  // ---- Its own rows

  /** Rejects where it can't be kept. */
  async keepDocument(documentId: string, draft: Uint8Array): Promise<void> {
    if (this.session !== null) await this.parts.drafts.write(documentKey(this.session.id, documentId), draft);
  }

  /** Under which a run of this window is kept. */
  keyOf(documentId: string, runId: string): string {
    return runKey(this.session?.id ?? 'none', documentId, runId);
  }

  /** Its files stay until they are swept away, so that it can be put back. */
  async forgetRun(documentId: string, runId: string): Promise<void> {
    await this.parts.archive.drop(this.keyOf(documentId, runId)).catch(() => undefined);
  }

  /** A run that was forgotten. */
  async putBack(run: KeptRun): Promise<void> {
    await this.parts.archive.put(run).catch(() => undefined);
  }

  /** The document is saved or not wanted. */
  async forget(documentId: string): Promise<void> {
    if (this.session === null) return;
    await this.dropAll(this.session.id, documentId);
  }

  /** The window closes: as `forget`, and from now on no more are written. */
  async letGo(documentId: string): Promise<void> {
    const forgotten = this.forget(documentId);
    this.session = null;
    await forgotten;
  }

  /** Files that a newer checkpoint took the place of. */
  discard(files: readonly KeptFile[]): Promise<void> {
    return this.parts.archive.discard(files).catch(() => undefined);
  }

  /** What no run names any more, of windows that crashed. */
  sweep(): Promise<void> {
    return this.parts.archive.sweep().catch(() => undefined);
  }

  // ---- What there is

  /** What this window had open before it was reloaded. */
  async beforeReload(): Promise<Work | null> {
    const { session } = this;
    if (!session?.restore) return null;
    return this.read(session.id, session.restore);
  }

  /** This window's work on that document. */
  async own(documentId: string): Promise<Work | null> {
    return this.session === null ? null : this.read(this.session.id, documentId);
  }

  isOwn({ session }: Work): boolean {
    return session === this.session?.id;
  }

  /** Of windows that are gone, and of this one's other documents; the newest first. */
  async others(documentId: string): Promise<readonly Work[]> {
    const alive = (await this.session?.alive()) ?? new Set<string>();
    const works: Work[] = [];
    for (const { key } of await this.parts.drafts.list('document/')) {
      const names = namesOf(key);
      if (names === null) continue;
      const isOwn = names.session === this.session?.id;
      if (isOwn ? names.documentId === documentId : alive.has(names.session)) continue;
      const work = await this.read(names.session, names.documentId);
      if (work !== null) works.push(work);
    }
    return works.sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }

  /** Its runs that lie in the archive. */
  async runs({ session, documentId }: Work): Promise<readonly KeptRun[]> {
    const { archive } = this.parts;
    const keys = await archive.keys(runsOf(session, documentId));
    const runs = await Promise.all(keys.map((key) => archive.get(key)));
    return runs.filter((run) => run !== null);
  }

  /** A run of another window as one of this one's. */
  async take(run: KeptRun, documentId: string): Promise<KeptRun> {
    const key = this.keyOf(documentId, run.facts.id);
    if (key === run.key) return run;
    const taken = { ...run, key };
    await this.parts.archive.put(taken);
    await this.parts.archive.drop(run.key);
    return taken;
  }

  /** A row in which a run lay before there was an archive. */
  async dropFormer(key: string): Promise<void> {
    await this.parts.drafts.drop(key).catch(() => undefined);
  }

  /** Whether it is offered again; what is not goes when the next window starts. Rejects where it can't be written. */
  async offer({ session, documentId, draft }: Work, unsaved: boolean): Promise<void> {
    await this.parts.drafts.write(documentKey(session, documentId), encodeDraft({ ...draft, unsaved }));
  }

  /** All of it, its runs too. */
  async drop({ session, documentId }: Work): Promise<void> {
    await this.dropAll(session, documentId);
  }

  private async dropAll(session: string, documentId: string): Promise<void> {
    const { drafts, archive } = this.parts;
    const prefixes = [historyOf(session, documentId), formerRunsOf(session, documentId)];
    const lists = await Promise.all(prefixes.map((prefix) => drafts.list(prefix).catch(() => [])));
    const keys = [documentKey(session, documentId), ...lists.flat().map(({ key }) => key)];
    for (const key of keys) await drafts.drop(key).catch(() => undefined);
    for (const key of await archive.keys(runsOf(session, documentId)).catch(() => [])) {
      await this.dropRun(key);
    }
  }

  private async dropRun(key: string): Promise<void> {
    const { archive } = this.parts;
    const run = await archive.get(key).catch(() => null);
    // A row that can't be dropped is left, and offered again.
    await archive.drop(key).then(
      () => archive.discard(run === null ? [] : filesOf(run)).catch(() => undefined),
      () => undefined,
    );
  }

  private async read(session: string, documentId: string): Promise<Work | null> {
    const { drafts, archive } = this.parts;
    const key = documentKey(session, documentId);
    const bytes = await drafts.read(key);
    const draft = bytes && decodeDraft(bytes);
    if (!draft) return null;
    const rows = await drafts.list(key);
    const keys = (await drafts.list(historyOf(session, documentId))).map((row) => row.key);
    const history = await Promise.all(
      keys.map(async (each) => ({ key: each, bytes: (await drafts.read(each)) ?? new Uint8Array() })),
    );
    const former = await drafts.list(formerRunsOf(session, documentId));
    const formerRuns = await Promise.all(
      former.map(async ({ key: each }) => ({
        key: each,
        bytes: (await drafts.read(each)) ?? new Uint8Array(),
      })),
    );
    const kept = await archive.keys(runsOf(session, documentId)).catch(() => []);
    return {
      session,
      documentId,
      savedAt: rows.find((row) => row.key === key)?.savedAt ?? '',
      draft,
      history,
      formerRuns,
      runCount: kept.length + formerRuns.length,
    };
  }
}
