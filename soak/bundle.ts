import path from 'node:path';
import { build } from 'esbuild';
import { fromRoot } from '../build/lib/paths.mjs';
import { nodeBundle } from '../build/lib/targets.mjs';

/** Bundles a program of this folder for Node, and answers where it lies. */
export async function bundle(entry: string): Promise<string> {
  const name = path.basename(entry, '.ts');
  const outdir = fromRoot('.cache', 'soak');
  await build({
    ...nodeBundle,
    entryPoints: { [name]: `soak/${entry}` },
    outdir,
    outExtension: { '.js': '.mjs' },
    loader: { '.woff': 'binary' },
    external: ['esbuild', '@playwright/test'],
  });
  return path.join(outdir, `${name}.mjs`);
}
