import type { Command } from '../../commands/command';
import { openFolder } from '../../document/data/open-folder';

export const folderCommands: readonly Command[] = [
  {
    id: 'data.openFolder',
    title: 'Open a folder of pictures…',
    group: 'File',
    keywords: 'import own images photos dataset data set classes load directory',
    enabled: () => true,
    run: (app) => void openFolder(app),
  },
];
