import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { findAppFile, headersFor, isPage, openPage, securityHeaders } from './app-files.mjs';
import { Failure } from './failure.mjs';

/**
 * A page from here connects to here and to nobody else, peers, resource hints and the way to another page included. The
 * policy knows no word for those. Chromium heeds it; it is no header of the desktop's, where it could not be seen to
 * spare a scheme of our own, and where Electron has switches (electron/network.ts).
 */
const connections = { 'Connection-Allowlist': '(response-origin);webrtc=block' };

/**
 * Serves files on the loopback address only.
 * @param {{ mounts: import('./app-files.mjs').Mounts, port: number }} options port 0: any free one
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve({ mounts, port }) {
  const server = createServer((request, response) => {
    answer(mounts, request, response).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  }).catch((error) => {
    if (error.code === 'EADDRINUSE') throw new PortTaken(port);
    throw new Failure(
      `Port ${port} could not be opened on 127.0.0.1 (${error.message}). Choose another with --port.`,
    );
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export class PortTaken extends Failure {
  /** @param {number} port */
  constructor(port) {
    super(`Port ${port} is taken by another program. Choose another with --port, or 0 for any free one.`);
  }
}

/**
 * @param {import('./app-files.mjs').Mounts} mounts
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(mounts, request, response) {
  const refuse = (/** @type {number} */ status, /** @type {string} */ sentence) => {
    response.writeHead(status, {
      ...securityHeaders,
      ...connections,
      'Content-Type': 'text/plain; charset=utf-8',
    });
    response.end(`${sentence}\n`);
  };
  // A foreign page whose name was made to resolve to 127.0.0.1 (DNS rebinding) sends its own name as host.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
    return refuse(403, 'This server answers only to 127.0.0.1 and localhost.');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'Only GET and HEAD are answered.');
  const [pathname = '/'] = (request.url ?? '/').split(/[?#]/);
  const file = await findAppFile(mounts, pathname);
  if (file === null) return refuse(404, 'There is no such file.');
  if (isPage(file)) {
    const { body, headers } = await openPage(file);
    response.writeHead(200, { ...headers, ...connections });
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  response.writeHead(200, {
    ...headersFor(file),
    ...connections,
    'Content-Length': (await stat(file)).size,
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}
