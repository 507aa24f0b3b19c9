import { get } from 'node:http';
import { expect, test } from 'vitest';
import { appMounts } from './app-files.mjs';
import { root } from './paths.mjs';
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
    for (const name of [`app.example:${port}`, `127.0.0.1.example:${port}`])
      expect(await asked('127.0.0.1', port, name)).toBe(403);
    // Another of the loopback's addresses: one that is bound to all would answer there.
    if (process.platform === 'linux')
      expect(await asked('127.0.0.2', port, `127.0.0.1:${port}`)).toBe('ECONNREFUSED');
  } finally {
    await server.close();
  }
});
