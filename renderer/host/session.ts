/**
 * Which window this is. A reload keeps the session, so that its work comes back unasked; other windows' work is only
 * offered when they are gone. A duplicated tab copies the storage, so the lock decides who the session belongs to.
 */
const KEY = 'convcanvas.session';
const LOCK = 'convcanvas.session:';
/** A page that is being reloaded lets its lock go within a moment. */
const PATIENCE = 1_500;

export interface Session {
  readonly id: string;
  /** The document that this window had open before it was reloaded. */
  readonly restore: string | null;
  /** Notes which document is open now. */
  holds(documentId: string): void;
  /** Sessions of windows that are open, this one included. */
  alive(): Promise<ReadonlySet<string>>;
}

function stored(): { id: string; document: string | null } | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
      return null;
    const document = 'document' in value && typeof value.document === 'string' ? value.document : null;
    return { id: value.id, document };
  } catch {
    return null;
  }
}

function store(id: string, document: string | null): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ id, document }));
  } catch {
    // Without session storage a reload is offered the work like any other window.
  }
}

async function holdLock(id: string, patience: number): Promise<boolean> {
  if (!('locks' in navigator)) return true;
  return new Promise((resolve) => {
    navigator.locks
      .request(LOCK + id, { signal: AbortSignal.timeout(patience) }, () => {
        resolve(true);
        // Held until the window goes.
        return new Promise<never>(() => undefined);
      })
      .catch(() => resolve(false));
  });
}

export async function claimSession(): Promise<Session> {
  const before = stored();
  const kept = before !== null && (await holdLock(before.id, PATIENCE));
  const id = kept ? before.id : crypto.randomUUID();
  if (!kept) await holdLock(id, PATIENCE);
  const restore = kept ? before.document : null;
  store(id, restore);
  return {
    id,
    restore,
    holds: (documentId) => store(id, documentId),
    async alive() {
      if (!('locks' in navigator)) return new Set([id]);
      const { held = [] } = await navigator.locks.query();
      const names = held.map((lock) => lock.name ?? '').filter((name) => name.startsWith(LOCK));
      return new Set([id, ...names.map((name) => name.slice(LOCK.length))]);
    },
  };
}
