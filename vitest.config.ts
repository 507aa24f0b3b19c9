import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** As the built command line has them: the bytes of a font. */
const fontBytes = {
  name: 'font-bytes',
  enforce: 'pre' as const,
  load(id: string) {
    if (!id.endsWith('.woff')) return null;
    const text = readFileSync(id).toString('base64');
    return `export default Uint8Array.from(atob(${JSON.stringify(text)}), (c) => c.charCodeAt(0));`;
  },
};

export default defineConfig({
  plugins: [fontBytes],
  cacheDir: '.cache/vitest',
  test: {
    include: ['{shared,node,templates,renderer,electron,cli,build,bench,e2e,soak}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', '.cache/**'],
    environment: 'node',
    globalSetup: ['build/lib/build-kernels.mjs'],
    setupFiles: ['build/lib/random-seed.ts'],
    // One for each core: Vitest leaves one to itself, which on two cores is half of them.
    maxWorkers: availableParallelism(),
    // Whole networks run in plain JavaScript, on machines that are busy with other tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
