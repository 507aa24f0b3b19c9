/** Folders that are saved into. */
import { bytesOf, type Expectation, refused, same } from './world';

export const folders: readonly Expectation[] = [
  {
    name: 'a folder takes all files, with the folders in it',
    async check({ host, choose, read, write }) {
      choose({ folder: 'export' });
      await write('export/b.bin', 'old');
      const files = ['model.json', 'b.bin', 'deep/er/c.bin'].map((path) => ({ path, bytes: bytesOf(path) }));
      same(await host.saveFolder(files), { name: 'export' }, 'saved');
      for (const { path } of files) same(await read(`export/${path}`), path, path);
    },
  },
  {
    name: 'names that lead out of the folder are refused before anything is written',
    async check({ host, choose, read }) {
      choose({ folder: 'export' });
      for (const path of ['../out', 'a/../../out', '/out', 'a/..', '.']) {
        const files = ['model.json', path].map((name) => ({ path: name, bytes: bytesOf('x') }));
        await refused(host.saveFolder(files), /leads out of the chosen folder, and was not written\.$/);
        same(await read('export/model.json'), null, path);
        same(await read('out'), null, path);
      }
    },
  },
];
