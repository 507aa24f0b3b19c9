/** Electron's host, on a folder of this machine. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Dialogs } from '../../electron/host-handlers';
import { desktopHost } from '../../soak/desktop/host';
import { expectations, type World } from './contract';

async function withWorld(work: (world: World) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'convcanvas-host-'));
  const place = (name: string): string => path.join(folder, 'user', name);
  const chosen = new Map<keyof Dialogs, string>();
  const answer = (dialog: keyof Dialogs): Promise<string | null> =>
    Promise.resolve(chosen.get(dialog) ?? null);
  const start = () =>
    desktopHost({
      userData: path.join(folder, 'own'),
      dialogs: { open: () => answer('open'), save: () => answer('save'), folder: () => answer('folder') },
    });
  try {
    await mkdir(place(''), { recursive: true });
    await work({
      host: start(),
      choose(answers) {
        for (const dialog of ['open', 'save', 'folder'] as const) {
          const name = answers[dialog];
          if (name === null) chosen.delete(dialog);
          else if (name !== undefined) chosen.set(dialog, place(name));
        }
      },
      async write(name, content) {
        await mkdir(path.dirname(place(name)), { recursive: true });
        await writeFile(place(name), content);
      },
      read: (name) => readFile(place(name), 'utf8').catch(() => null),
      remove: (name) => rm(place(name)),
      restart: () => Promise.resolve(start()),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test.each(expectations.map(({ name, check }) => [name, check] as const))('%s', async (_name, check) => {
  await expect(withWorld(check)).resolves.toBeUndefined();
});
