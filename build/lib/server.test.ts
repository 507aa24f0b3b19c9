import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { appMounts } from './app-files.mjs';
import { fromRoot, root } from './paths.mjs';
import { serve } from './server.mjs';

/** The status of the answer, or why there is none. */
const asked = (host: string, port: number, name: string): Promise<number | string> =>
  new Promise((resolve) => {
    const request = get({ host, port, path: '/nothing', headers: { host: name } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

test('answers on the loopback address alone, to its own names', async () => {
  const server = await serve({ mounts: appMounts(root), port: 0 });
  const { port } = server;
  try {
    for (const name of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect(await asked('127.0.0.1', port, name)).toBe(404);
    for (const name of ['app.example', '127.0.0.1.example', 'localhost.example', '[::1]'])
      expect(await asked('127.0.0.1', port, `${name}:${port}`)).toBe(403);
    // Another of the loopback's addresses: one that is bound to all would answer there.
    if (process.platform === 'linux')
      expect(await asked('127.0.0.2', port, `127.0.0.1:${port}`)).toBe('ECONNREFUSED');
  } finally {
    await server.close();
  }
});

/** The answer to a path as it is, which no browser would send. */
function rawGet(port: number, rawPath: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: rawPath }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject);
  });
}

const paths = [
  '/../package.json',
  '/%2e%2e/package.json',
  '/../../package.json',
  '/%2e%2e%2f%2e%2e%2fpackage.json',
  '/%252e%252e/%252e%252e/package.json',
  '/..%5c..%5cpackage.json',
  '/..\\..\\package.json',
  '/datasets/../package.json',
  '/datasets/%2e%2e/package.json',
  '/datasets//etc/passwd',
  '//etc/passwd',
  '/assets/%00/../../../package.json',
  '/index.html%00.js',
  '/C:%5cWindows%5cwin.ini',
  '/file:///etc/passwd',
  '/%c0%ae%c0%ae/%c0%ae%c0%ae/package.json',
  '/%',
];

test('gives nothing but the app, however it is asked', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-served-'));
  for (const each of ['dist/renderer', 'datasets']) mkdirSync(path.join(folder, each), { recursive: true });
  writeFileSync(path.join(folder, 'dist/renderer/index.html'), '<!doctype html>');
  cpSync(fromRoot('package.json'), path.join(folder, 'package.json'));
  const server = await serve({ mounts: appMounts(folder), port: 0 });
  try {
    expect((await rawGet(server.port, '/index.html')).status).toBe(200);
    for (const rawPath of paths) {
      const { status, body } = await rawGet(server.port, rawPath);
      expect(status, rawPath).toBe(404);
      expect(body, rawPath).not.toMatch(/convcanvas|root:/);
    }
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});
