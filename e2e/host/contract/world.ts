/** What an expectation is given, and what the list needs to say what it expects. */
import { contentSource } from '../../../renderer/archive/content';
import { type FileContent, type FileSegment, isRemote } from '../../../shared/protocol/file-content';
import type { ChangedFile, Host, SavedFile } from '../../../shared/protocol/host';

/** A host, the dialogs' next answers, and the folder that its user has. */
export interface World {
  readonly host: Host;
  /** What is picked from now on; null: the user cancels. Names are those of the user's folder. */
  readonly choose: (answers: {
    readonly open?: string | null;
    readonly save?: string | null;
    readonly folder?: string | null;
  }) => void;
  /** As another program does it. */
  readonly write: (name: string, content: string) => Promise<void>;
  /** Null where there is none. */
  readonly read: (name: string) => Promise<string | null>;
  readonly remove: (name: string) => Promise<void>;
  /** The app is closed and started again. */
  readonly restart: () => Promise<Host>;
}

export interface Expectation {
  readonly name: string;
  readonly check: (world: World) => Promise<void>;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array | null): string | null => bytes && new TextDecoder().decode(bytes);

export async function wholeOf(file: { readonly content: FileContent | null } | null): Promise<Uint8Array> {
  if (!file?.content) throw new Error('There is no content.');
  const source = contentSource(file.content);
  return source.read(0, source.size);
}

export const textIn = async (file: { readonly content: FileContent | null } | null): Promise<string | null> =>
  textOf(await wholeOf(file));

/** A part of a file, as the app saves it into another. */
export const partOf = (content: FileContent, from: number, length: number): FileSegment =>
  isRemote(content) ? { url: content.url, from, length } : content.slice(from, from + length);

/** Bytes that are not the same anywhere. */
export const noise = (length: number, seed: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + 1, 2654435761 + 2 * seed) >>> 13) & 255);

export const CHANGED =
  /^The file can’t be read any more: it was moved, deleted or changed since it was opened\./;

export function same(found: unknown, wanted: unknown, what: string): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

export async function refused(asked: Promise<unknown>, sentence: RegExp): Promise<void> {
  const message = await asked.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (message === null) throw new Error('It was not refused.');
  if (!sentence.test(message) || !/^\S.*\.$/s.test(message))
    throw new Error(`It was refused with: ${message}`);
}

export function written(saved: SavedFile | ChangedFile | null): SavedFile {
  if (saved === null || 'changed' in saved) throw new Error(`It was not saved: ${JSON.stringify(saved)}`);
  return saved;
}

export function handleOf({ handle }: { readonly handle: string | null }): string {
  if (handle === null) throw new Error('There is no handle.');
  return handle;
}

export async function openNew(world: World, name: string, content: string) {
  await world.write(name, content);
  world.choose({ open: name });
  const opened = await world.host.open();
  if (opened === null) throw new Error('Nothing was opened.');
  return { ...opened, handle: handleOf(opened) };
}

export const saveTo = (host: Host, handle: string | null, content: string, replaces: string | null = null) =>
  host.save({ suggestedName: 'a.cnn.json', content: [bytesOf(content)], handle, kind: 'document', replaces });
