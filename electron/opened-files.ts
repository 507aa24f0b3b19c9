/**
 * What the page has open, read in parts: `app://convcanvas/opened/<name>`, answered with exactly the bytes that were
 * asked for. A name is given out for a file that the user chose, as it is then, and for nothing else: there is no path to
 * guess, nothing is written by it, and what is another file by now is not read in its place.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Disk } from '../node/files/disk';
import { refuseUnreadable } from '../node/files/read-whole';
import type { RemoteFile } from '../shared/protocol/file-content';
import { disk as machine } from '../node/disk';

const FOLDER = '/opened/';
const APP = 'app://convcanvas';
const PIECE = 4 * 1024 ** 2;

export interface OpenedFiles {
  /** The page may read what lies there now. Rejects with a sentence where it can't be read. */
  give(file: string, disk?: Disk): Promise<RemoteFile>;
  /**
   * For reading; whoever asks closes it. Rejects with a sentence where the address was never given out, or the file is
   * no longer what it was.
   */
  open(url: string): Promise<FileHandle>;
  /** A part of it in pieces. Rejects as `open` does, and where the part is not all there. */
  pieces(url: string, from: number, length: number): AsyncIterable<Uint8Array>;
}

export function openedFiles(): OpenedFiles {
  const byUrl = new Map<string, { readonly file: string; readonly stamp: string }>();

  async function openAt(url: string): Promise<FileHandle> {
    const known = byUrl.get(url);
    if (known === undefined) throw new Error('That file is not open any more: open it again.');
    const { file, stamp } = known;
    // A pipe that lies there by now would never open.
    const isFile = await stat(file).then(
      (facts) => facts.isFile(),
      () => false,
    );
    const handle = isFile ? await open(file, 'r').catch(() => null) : null;
    if (handle !== null) {
      if ((await stampOf(handle)) === stamp) return handle;
      await handle.close();
    }
    throw changed(file);
  }

  return {
    async give(file, disk = machine) {
      await refuseUnreadable(disk, file);
      const handle = await open(file, 'r').catch(() => {
        throw changed(file);
      });
      try {
        const { size } = await handle.stat();
        const url = `${APP}${FOLDER}${randomUUID()}`;
        byUrl.set(url, { file, stamp: await stampOf(handle) });
        return { url, size };
      } finally {
        await handle.close();
      }
    },
    open: openAt,
    async *pieces(url, from, length) {
      const handle = await openAt(url);
      const { file = '', stamp } = byUrl.get(url) ?? {};
      try {
        for (let at = 0; at < length; at += PIECE) {
          yield await readExactly(handle, from + at, Math.min(PIECE, length - at), file);
        }
        // Who wrote into it while it was read changed what was read.
        if ((await stampOf(handle)) !== stamp) throw changed(file);
      } finally {
        await handle.close();
      }
    },
  };
}

const changed = (file: string): Error =>
  new Error(
    `${path.basename(file)} can't be read any more: it was moved, deleted or changed since it was opened. Open it again.`,
  );

/** By which a file that was written meanwhile is told from what it was. */
async function stampOf(handle: FileHandle): Promise<string> {
  const { size, mtimeNs } = await handle.stat({ bigint: true });
  return `${size}-${mtimeNs}`;
}

async function readExactly(
  handle: FileHandle,
  from: number,
  length: number,
  file: string,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let has = 0; has < length;) {
    const { bytesRead } = await handle.read(bytes, has, length - has, from + has);
    if (bytesRead === 0) throw changed(file);
    has += bytesRead;
  }
  return bytes;
}

/** Whether a path below the app's own address is one of an opened file. */
export const isOpenedPath = (pathname: string): boolean => pathname.startsWith(FOLDER);

/** `range`: `bytes=from-to`, both included. Answers 206 with these bytes, and 416 where they are not all there. */
export async function answerPart(
  handle: FileHandle,
  range: string | null,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const [, from, to] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range ?? '') ?? [];
  const [start, end] = [Number(from), Number(to)];
  const { size } = await handle.stat();
  if (from === undefined || end < start || end >= size) {
    await handle.close();
    return new Response('These bytes are not there.\n', { status: 416, headers });
  }
  // It closes the file when it ends, or is not read to its end.
  const body = Readable.toWeb(handle.createReadStream({ start, end }));
  return new Response(body as ReadableStream<Uint8Array>, {
    status: 206,
    headers: {
      ...headers,
      'content-type': 'application/octet-stream',
      'content-length': String(end - start + 1),
      'content-range': `bytes ${start}-${end}/${size}`,
      'cache-control': 'no-store',
    },
  });
}
