import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { build } from 'esbuild';
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

/** TensorFlow.js has its gradients as hundreds of modules, which Vite would transform and each process would load. */
const gradientsAsOne = {
  name: 'gradients-as-one',
  enforce: 'pre' as const,
  async load(id: string) {
    if (!id.endsWith('/tfjs-core/dist/register_all_gradients.js')) return null;
    const { outputFiles } = await build({
      ...{ entryPoints: [id], bundle: true, write: false, format: 'esm' as const, platform: 'node' as const },
      external: ['node-fetch'],
    });
    return outputFiles[0]?.text;
  },
};

// Drivers that compile in a process free much at once, which glibc would give back to the system and ask for again.
process.env['MALLOC_TOP_PAD_'] ??= String(2 ** 26);

/** Rooms whose tests share what they import, since none of it keeps anything and no test puts another in its place. */
const pure = [
  'shared/{compiler,data,drawing,exchange,export,format,graph,layers,model,protocol,schema}/**/*.test.ts',
  '{shared/training,node,templates}/**/*.test.ts',
  'renderer/*/**/*.test.{ts,tsx}',
];
const all = '{shared,node,templates,renderer,electron,cli,build,bench,e2e,soak}/**/*.test.{ts,tsx}';
/** What needs the frameworks takes minutes, and has a command of its own: `npm run test:interop`. */
const never = [
  ...['**/node_modules/**', 'dist/**', '.cache/**'],
  ...(process.env['TEST_INTEROP'] ? [] : ['**/*.interop.test.ts']),
];

export default defineConfig({
  plugins: [fontBytes, gradientsAsOne],
  cacheDir: '.cache/vitest',
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: pure, exclude: never, isolate: false } },
      { extends: true, test: { name: 'others', include: [all], exclude: [...never, ...pure] } },
    ],
    environment: 'node',
    globalSetup: ['build/lib/build-kernels.mjs'],
    setupFiles: ['build/lib/random-seed.ts'],
    // One more than cores, as tests that wait for a disk, a program or a clock leave theirs idle.
    maxWorkers: availableParallelism() + 1,
    // Tests make much that is soon gone: with more room for the young, less of it is copied.
    execArgv: ['--max-semi-space-size=64'],
    // Whole networks run in plain JavaScript, on machines that are busy with other tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
