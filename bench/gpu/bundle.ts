import { mkdirSync } from 'node:fs';
import { build } from 'esbuild';
import { fromRoot } from '../../build/lib/paths.mjs';
import { nodeBundle } from '../../build/lib/targets.mjs';

/** The program of `main.node.ts` in one file. */
export async function bundleProgram(): Promise<string> {
  const file = fromRoot('.cache', 'bench', 'gpu', 'main.mjs');
  mkdirSync(fromRoot('.cache', 'bench', 'gpu'), { recursive: true });
  await build({
    ...nodeBundle,
    entryPoints: ['bench/gpu/main.node.ts'],
    outfile: file,
    loader: { '.py': 'text' },
  });
  return file;
}
