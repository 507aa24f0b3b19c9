import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    include: ['{shared,templates,renderer,electron,cli,build,e2e}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', '.cache/**'],
    environment: 'node',
    globalSetup: ['build/lib/build-kernels.mjs'],
    setupFiles: ['build/lib/random-seed.ts'],
    // Whole networks run in plain JavaScript, on machines that are busy with other tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
