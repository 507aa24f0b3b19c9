import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { NONCE_PLACE } from './lib/app-files.mjs';
import { fromRoot } from './lib/paths.mjs';
import { wasmThreads } from './lib/wasm-threads.mjs';

export default defineConfig({
  root: fromRoot('renderer'),
  // Relative addresses: the page is served from a folder, by the local server and by Electron's own protocol.
  base: './',
  html: { cspNonce: NONCE_PLACE },
  plugins: [react()],
  worker: { format: 'es', plugins: () => [wasmThreads()] },
  build: {
    outDir: fromRoot('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome120',
    // Inlining fonts and pictures would bypass the cache and need data: addresses in the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
});
