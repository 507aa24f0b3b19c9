import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { about } from './licences.mjs';
import { fromRoot } from './paths.mjs';
import { run } from './run.mjs';
import { buildIfStale } from './staleness.mjs';

const wasmPackage = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';

/** Bundled CommonJS (tfjs's wasm loader) asks for these, which an ES module in Node does not have. */
export const nodeBanner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __dirnameOf } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  // A bundle may declare a `URL` of its own.
  'const __dirname = __dirnameOf(__filename);',
].join('');

/**
 * tfjs as ES modules, without what its packages say for browsers ("fs": false), since this runs in Node.
 * @type {import('esbuild').BuildOptions}
 */
export const nodeBundle = {
  absWorkingDir: fromRoot(),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  banner: { js: nodeBanner },
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
};

/**
 * Vite takes its mode from NODE_ENV, which a test runner sets to "test": React would be its development build. A build
 * is the same whoever asks for it.
 */
const buildEnvironment = () => ({ ...process.env, NODE_ENV: 'production' });

/** @typedef {{ name: string, sources: readonly string[], outputs: readonly string[], build: () => Promise<void> }} Target */

const ownScripts = ['package-lock.json', 'build/lib/targets.mjs', 'build/lib/staleness.mjs'];

const kernelSources = 'shared/engine/wasm/kernels';
/** What the kernels share with the planner. */
const sharedWithKernels = ['shared/engine/wasm/opcodes.ts', 'shared/engine/wasm/operands'];

/**
 * Our engine's WebAssembly, from AssemblyScript: once for every processor with SIMD, once for hosts that have relaxed
 * SIMD too, whose products are rounded once. Memory is imported, and shared, so that threads can be more than one.
 * @type {Target}
 */
const kernels = {
  name: 'kernels',
  sources: [kernelSources, ...sharedWithKernels, ...ownScripts],
  outputs: ['dist/kernels/kernels.wasm', 'dist/kernels/kernels-relaxed.wasm'],
  async build() {
    mkdirSync(fromRoot('dist/kernels'), { recursive: true });
    const variants = { 'kernels.wasm': [], 'kernels-relaxed.wasm': ['--enable', 'relaxed-simd'] };
    const statuses = await Promise.all(
      Object.entries(variants).map(([file, features]) =>
        run(
          process.execPath,
          [
            fromRoot('node_modules/assemblyscript/bin/asc.js'),
            `${kernelSources}/index.ts`,
            '--outFile',
            `dist/kernels/${file}`,
            '-O3',
            '--noAssert',
            ...['--runtime', 'stub', '--memoryBase', '1024'],
            ...['--importMemory', '--noExportMemory', '--sharedMemory', '--maximumMemory', '65536'],
            ...['--enable', 'simd', '--enable', 'threads', ...features],
            // Vectors pass between functions of the module only.
            ...['--disableWarning', '112'],
          ],
          { cwd: fromRoot(), stdio: ['ignore', 2, 2] },
        ),
      ),
    );
    if (statuses.some((status) => status !== 0))
      throw new Failure('The WebAssembly kernels could not be built; the messages above say where.');
  },
};

/**
 * Scripts, styles and the page into a folder, which is emptied before.
 * @param {string} folder
 */
export async function bundleRenderer(folder) {
  const status = await run(
    process.execPath,
    [
      fromRoot('node_modules/vite/bin/vite.js'),
      'build',
      ...['--config', 'build/vite.config.ts', '--outDir', folder, '--logLevel', 'warn'],
    ],
    { stdio: ['ignore', 2, 2], env: buildEnvironment() },
  );
  if (status !== 0) throw new Failure('The app could not be built; the messages above say where.');
}

/** @type {Target} */
const renderer = {
  name: 'renderer',
  sources: [
    ...['renderer', 'shared', 'templates', 'build/vite.config.ts', 'tsconfig.base.json'],
    ...['package.json', 'LICENSE', 'build/licences', 'build/lib/licences.mjs', 'build/lib/app-files.mjs'],
    ...ownScripts,
  ],
  outputs: [
    'dist/renderer/index.html',
    'dist/renderer/about.json',
    'dist/renderer/wasm/tfjs-backend-wasm.wasm',
    'dist/renderer/kernels/kernels.wasm',
  ],
  async build() {
    await buildIfStale(kernels);
    await bundleRenderer(fromRoot('dist', 'renderer'));
    mkdirSync(fromRoot('dist/renderer/wasm'), { recursive: true });
    for (const name of readdirSync(fromRoot(wasmPackage)).filter((file) => file.endsWith('.wasm'))) {
      copyFileSync(fromRoot(wasmPackage, name), fromRoot('dist/renderer/wasm', name));
    }
    cpSync(fromRoot('dist/kernels'), fromRoot('dist/renderer/kernels'), { recursive: true });
    writeFileSync(fromRoot('dist/renderer/about.json'), JSON.stringify(about()));
  },
};

/** @type {Target} */
const cli = {
  name: 'cli',
  sources: ['cli', 'node', 'shared', 'templates', ...ownScripts],
  outputs: ['dist/cli/main.mjs', 'dist/cli/data-worker.mjs'],
  async build() {
    const { build } = await import('esbuild');
    // Chunks of an earlier build stay: a training that is under way may still load them.
    await build({
      ...nodeBundle,
      entryPoints: { main: 'cli/main.ts', 'data-worker': 'node/data-worker.ts' },
      outdir: 'dist/cli',
      outExtension: { '.js': '.mjs' },
      // It is native code, which is found beside the packages.
      external: ['sharp'],
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      // Fonts for figures, as bytes.
      loader: { '.woff': 'binary' },
      minifySyntax: true,
      minifyWhitespace: true,
    });
  },
};

/** @type {Target} */
const electron = {
  name: 'electron',
  sources: [
    'electron',
    'shared/protocol',
    'node/disk.ts',
    'node/files',
    'shared/schema',
    'build/lib/app-files.mjs',
    ...ownScripts,
  ],
  outputs: ['dist/electron/main.js', 'dist/electron/preload.cjs'],
  async build() {
    const { build } = await import('esbuild');
    rmSync(fromRoot('dist/electron'), { recursive: true, force: true });
    await Promise.all([
      build({
        ...nodeBundle,
        entryPoints: ['electron/main.ts'],
        outdir: 'dist/electron',
        external: ['electron'],
      }),
      // A sandboxed preload script can only be CommonJS, in one file.
      build({
        absWorkingDir: fromRoot(),
        bundle: true,
        format: 'cjs',
        platform: 'node',
        target: 'chrome140',
        define: nodeBundle.define,
        entryPoints: ['electron/preload.ts'],
        outfile: 'dist/electron/preload.cjs',
        external: ['electron'],
        logLevel: 'warning',
      }),
    ]);
  },
};

const targets = { kernels, renderer, cli, electron };

/**
 * Builds those of the targets that are stale, one after the other.
 * @param {...keyof typeof targets} names
 */
export async function buildStale(...names) {
  for (const name of names) {
    try {
      await buildIfStale(targets[name]);
    } catch (error) {
      // esbuild has printed the places already.
      if (error instanceof Error && 'errors' in error) {
        throw new Failure(`${name} could not be built; the messages above say where.`);
      }
      throw error;
    }
  }
}
