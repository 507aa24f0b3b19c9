/** What the app may expect of its host, whichever it is: the same list is run against Electron's and the browser's. */
import { content } from './contract/content';
import { files } from './contract/files';
import { folders } from './contract/folders';
import { stores } from './contract/stores';
import type { Expectation } from './contract/world';

export type { World } from './contract/world';

export const expectations: readonly Expectation[] = [...files, ...folders, ...content, ...stores];
