import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {...string} parts */
export const fromRoot = (...parts) => path.join(root, ...parts);
