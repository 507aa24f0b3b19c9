import type { Command } from '../../commands/command';

export const folderCommands: readonly Command[] = [
  {
    id: 'data.openFolder',
    title: 'Open a folder of pictures…',
    group: 'File',
    keywords: 'import own images photos dataset data set classes load directory',
    enabled: () => true,
    run: (app) => void import('../../document/data/open-folder').then(({ openFolder }) => openFolder(app)),
  },
];
