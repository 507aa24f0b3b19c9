/**
 * What the page has open, read in parts: `app://convcanvas/opened/<handle>`, answered with exactly the bytes that were
 * asked for. A handle is given out for files that the user chose and for nothing else, so that there is no path to guess.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** Where it lies below the app's own address. */
const FOLDER = '/opened/';
const APP = 'app://convcanvas';

export const urlOf = (handle: string): string => `${APP}${FOLDER}${handle}`;

/** Null where the path is none of an opened file. */
export function openedHandle(pathname: string): string | null {
  const handle = pathname.startsWith(FOLDER) ? pathname.slice(FOLDER.length) : null;
  return handle !== null && /^[0-9a-f-]{1,100}$/.test(handle) ? handle : null;
}

/** Throws a sentence where it is no address that `urlOf` has given. */
export function handleIn(url: string): string {
  const handle = url.startsWith(APP) ? openedHandle(url.slice(APP.length)) : null;
  if (handle === null) throw new Error('That file is not open any more: open it again.');
  return handle;
}

/** `range`: `bytes=from-to`, both included. Answers 206 with these bytes, and 416 where they are not all there. */
export async function answerPart(
  file: string,
  range: string | null,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const [, from = '', to = ''] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range ?? '') ?? [];
  const [start, end] = [Number(from), Number(to)];
  const facts = await stat(file).catch(() => null);
  if (from === '' || !facts?.isFile() || end < start || end >= facts.size) {
    return new Response('These bytes are not there.\n', { status: 416, headers });
  }
  const body = Readable.toWeb(createReadStream(file, { start, end }));
  return new Response(body as ReadableStream<Uint8Array>, {
    status: 206,
    headers: {
      ...headers,
      'content-type': 'application/octet-stream',
      'content-length': String(end - start + 1),
      'content-range': `bytes ${start}-${end}/${facts.size}`,
      'cache-control': 'no-store',
    },
  });
}
