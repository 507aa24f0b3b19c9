import { basename } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { NONCE_PLACE } from './lib/app-files.mjs';
import { lucideIcons } from './lib/lucide-icons.mjs';
import { fromRoot } from './lib/paths.mjs';
import { wasmThreads } from './lib/wasm-threads.mjs';

/** Of a style sheet `panels/strip/strip.module.css`: `strip`. */
function sheetName(file: string): string {
  const name = basename(file.replace(/\?.*$/, ''), '.module.css');
  const other = sheets.get(name) ?? file;
  if (other !== file)
    throw new Error(`${file} and ${other} have the same name, and their classes would too.`);
  sheets.set(name, file);
  return name;
}

const sheets = new Map<string, string>();

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** `entry` and all that it can't begin without, by their ids. */
function reached(modules: Modules, entry: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [fromRoot('renderer', entry)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

let app: ReadonlySet<string> | null = null;

function isApp(id: string, modules: Modules): boolean {
  if (app === null) {
    // What the first sight needs too stays out, or it would have to wait for the app.
    const first = reached(modules, 'main.ts');
    app = new Set([...reached(modules, 'start-app.tsx')].filter((module) => !first.has(module)));
  }
  return app.has(id);
}

export default defineConfig({
  root: fromRoot('renderer'),
  // Relative addresses: the page is served from a folder, by the local server and by Electron's own protocol.
  base: './',
  // Readable, and smaller than Vite's own, which end in a hash and the place of each rule.
  css: { modules: { generateScopedName: (name, file) => `${sheetName(file)}-${name}` } },
  html: { cspNonce: NONCE_PLACE },
  plugins: [lucideIcons(), react()],
  worker: { format: 'es', plugins: () => [wasmThreads()] },
  build: {
    outDir: fromRoot('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome120',
    // Inlining fonts and pictures would bypass the cache and need data: addresses in the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // In one piece, which is smaller and sooner there than many.
            {
              debugName: 'app',
              name: (id, modules) => (isApp(id, modules) ? 'app' : null),
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
});
