/**
 * A host over folders, as the browser's over what the user gave it: a file is a `Blob` that can't be read any more once
 * others have written it. Work in progress lies in memory that outlives windows.
 */
import { existsSync, openAsBlob } from 'node:fs';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { memoryArchive } from '../../renderer/archive/testing/memory-archive';
import type { RunArchive } from '../../renderer/archive/run-archive';
import { versionOf } from '../../renderer/host/version-of';
import { type FileSegment, isRemotePart } from '../../shared/protocol/file-content';
import type { Host, KeyedStore, OpenedFile } from '../../shared/protocol/host';

/** What outlives a window. */
export interface Machine {
  readonly folder: string;
  readonly drafts: KeyedStore;
  readonly blocks: KeyedStore;
  readonly archive: RunArchive;
}

export function machineIn(folder: string): Machine {
  return { folder, drafts: memoryStore(), blocks: memoryStore(), archive: memoryArchive() };
}

export function memoryStore(): KeyedStore {
  const rows = new Map<string, { readonly bytes: Uint8Array; readonly savedAt: string }>();
  return {
    list: (prefix) =>
      Promise.resolve(
        [...rows]
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, { bytes, savedAt }]) => ({ key, size: bytes.length, savedAt })),
      ),
    read: (key) => Promise.resolve(rows.get(key)?.bytes ?? null),
    write(key, bytes) {
      rows.set(key, { bytes: bytes.slice(), savedAt: new Date().toISOString() });
      return Promise.resolve();
    },
    drop(key) {
      rows.delete(key);
      return Promise.resolve();
    },
  };
}

/** `pick` says which name of the folder the user chooses, in every dialog. */
export function folderHost({ folder, drafts, blocks }: Machine, pick: () => string): Host {
  const opened = async (name: string): Promise<OpenedFile> => ({
    name,
    handle: name,
    content: await openAsBlob(path.join(folder, name)),
  });
  const before = (name: string): string => path.join(folder, `.before-${name}`);
  return {
    kind: 'browser',
    open: () => opened(pick()),
    openRecent: opened,
    recent: () => Promise.resolve([]),
    async save({ content, handle, replaces }) {
      const name = handle ?? pick();
      const file = path.join(folder, name);
      const known = replaces ?? null;
      if (known !== null && existsSync(file) && (await versionOf(await openAsBlob(file))) !== known)
        return { changed: true, name, changedAt: new Date().toISOString() };
      const whole = `${file}.part`;
      await writeFile(whole, Buffer.concat(await Promise.all(content.map(bytesOf))));
      if (existsSync(file)) await copyFile(file, before(name));
      await rename(whole, file);
      return { ...(await opened(name)), handle: name };
    },
    async previous(handle) {
      if (!existsSync(before(handle))) return null;
      return { name: handle, handle: null, content: await openAsBlob(before(handle)) };
    },
    saveFolder: () => Promise.resolve(null),
    drafts,
    blocks,
    setTitle: () => undefined,
    onMenuCommand: () => () => undefined,
    onOpenFile: () => () => undefined,
    pickFolder: () => Promise.resolve(null),
    onOpenFolder: () => () => undefined,
  };
}

async function bytesOf(segment: FileSegment): Promise<Uint8Array> {
  if (segment instanceof Uint8Array) return segment;
  if (isRemotePart(segment)) throw new Error('This host has no files of the desktop.');
  return new Uint8Array(await segment.arrayBuffer());
}
