import type { Framework } from '../../../shared/export/code/generate-code';

export const frameworkNames: Readonly<Record<Framework, string>> = { keras: 'Keras', pytorch: 'PyTorch' };
