/** Folders of a person's own come into the window: from the dialog, and dropped on it. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Host } from '../shared/protocol/host';
import { openHostPage } from './host/open-host-page';
import { expect, test } from './support/app';

const MANY = 250;

/** Pictures in a folder with what systems put there, and a link that leads back to it. */
async function makeSet(inside: string): Promise<string> {
  const set = path.join(inside, 'set');
  await mkdir(path.join(set, 'cats', 'deep'), { recursive: true });
  await mkdir(path.join(set, '.git'));
  await mkdir(path.join(inside, 'empty'));
  const names = ['Z.png', 'Thumbs.db', '.git/config', 'cats/.DS_Store', 'cats/deep/b.png', 'cats/a.png'];
  const many = Array.from({ length: MANY }, (_, i) => `cats/${i}.jpg`);
  for (const name of [...names, ...many]) await writeFile(path.join(set, name), name);
  await symlink(set, path.join(set, 'cats', 'again'));
  await writeFile(path.join(inside, 'net.cnn.json'), '{}');
  await writeFile(path.join(inside, 'photo.png'), 'photo');
  return set;
}

const paths = [
  'Z.png',
  ...Array.from({ length: MANY }, (_, i) => `cats/${i}.jpg`),
  'cats/a.png',
  'cats/deep/b.png',
];
const wholeSet = { name: 'set', paths: paths.sort(), last: 'cats/deep/b.png' };

/** As the system does it: the browser makes the entries. */
async function dropOn(page: Page, files: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
  await devtools.detach();
}

const heard = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'heard') as unknown);

test('folders and pictures that are dropped are a set, and one other file is a document', async ({
  page,
  served,
  folder,
}) => {
  const set = await makeSet(folder);
  const address = await openHostPage(page, served.url);
  await page.evaluate(async (module) => {
    const { browserHost: host } = (await import(module)) as { browserHost: Host };
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    host.onOpenFile(
      ({ name }) => heard.push(name),
      (message) => heard.push(message),
    );
    const stop = host.onOpenFolder(({ name, files }) => {
      const last = files.at(-1)?.content;
      const text = last instanceof Blob ? last.text() : Promise.resolve('');
      void text.then((read) => heard.push({ name, paths: files.map(({ path }) => path), last: read }));
    });
    window.addEventListener('taken no longer', stop);
  }, address);
  await dropOn(page, [set]);
  await expect.poll(() => heard(page)).toEqual([wholeSet]);
  await dropOn(page, [path.join(folder, 'net.cnn.json')]);
  await expect.poll(() => heard(page)).toEqual([wholeSet, 'net.cnn.json']);
  await dropOn(
    page,
    ['photo.png', 'set/cats/deep', 'empty'].map((name) => path.join(folder, name)),
  );
  const several = { name: 'photo.png and 2 more', paths: ['deep/b.png', 'photo.png'], last: 'photo' };
  await expect.poll(() => heard(page)).toEqual([wholeSet, 'net.cnn.json', several]);
  // Where nobody takes folders they are refused in words.
  await page.evaluate(() => window.dispatchEvent(new Event('taken no longer')));
  await dropOn(page, [set]);
  await expect
    .poll(() => heard(page))
    .toEqual([
      wholeSet,
      'net.cnn.json',
      several,
      expect.stringContaining('set could not be read: it is a folder'),
    ]);
});

test('a folder is picked by the browser’s own dialog', async ({ page, served, folder }) => {
  const set = await makeSet(folder);
  const address = await openHostPage(page, served.url);
  const pick = async (chosen: string): Promise<unknown> => {
    const chooser = page.waitForEvent('filechooser');
    const picked = page.evaluate(async (module) => {
      const { browserHost: host } = (await import(module)) as { browserHost: Host };
      const found = await host.pickFolder().catch((error: unknown) => String(error));
      if (found === null || typeof found === 'string') return found;
      const last = found.files.at(-1)?.content;
      const read = last instanceof Blob ? await last.text() : '';
      return { name: found.name, paths: found.files.map(({ path }) => path), last: read };
    }, address);
    await (await chooser).setFiles(chosen);
    return picked;
  };
  expect(await pick(set)).toEqual(wholeSet);
  expect(await pick(path.join(folder, 'empty'))).toBe(
    'Error: That folder holds no files: choose one with files in it.',
  );
});
