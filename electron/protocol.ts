/** The app's own address, app://convcanvas/: the same files and headers as the local server gives. */
import { readFile } from 'node:fs/promises';
import {
  appMounts,
  findAppFile,
  headersFor,
  isPage,
  openPage,
  securityHeaders,
} from '../build/lib/app-files.mjs';
import { answerPart, isOpenedPath, type OpenedFiles } from './opened-files';

export const SCHEME = 'app';
export const HOST = 'convcanvas';
export const APP_URL = `${SCHEME}://${HOST}/`;

export function isAppUrl(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${SCHEME}:` && host === HOST;
  } catch {
    return false;
  }
}

interface AppRequest {
  readonly url: string;
  readonly method: string;
  readonly headers?: { get(name: string): string | null };
}

/** `appFolder` holds dist/ and datasets/; `opened`: what pages may read besides, none if left out. */
export async function answer(
  appFolder: string,
  request: AppRequest,
  opened?: Pick<OpenedFiles, 'open'>,
): Promise<Response> {
  const refuse = (status: number, sentence: string): Response =>
    new Response(`${sentence}\n`, { status, headers: securityHeaders });
  if (!isAppUrl(request.url)) return refuse(403, 'Only the app itself is answered.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'Only GET and HEAD are answered.');
  // The URL's own reading would tidy away what findAppFile is to refuse.
  const pathname = request.url.slice(APP_URL.length - 1).split(/[?#]/)[0] ?? '/';
  if (isOpenedPath(pathname)) {
    const handle = request.method === 'GET' ? await opened?.open(request.url).catch(() => null) : null;
    if (!handle) return refuse(404, 'There is no such file, or it is no longer what it was.');
    return answerPart(handle, request.headers?.get('range') ?? null, securityHeaders);
  }
  const file = await findAppFile(appMounts(appFolder), pathname);
  if (file === null) return refuse(404, 'There is no such file.');
  const { body, headers } = isPage(file)
    ? await openPage(file)
    : { body: new Uint8Array(await readFile(file)), headers: headersFor(file) };
  return new Response(request.method === 'HEAD' ? null : body, { status: 200, headers });
}
