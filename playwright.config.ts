import { defineConfig } from '@playwright/test';
import { findBrowser } from './build/lib/find-browser.mjs';
import { quietFlags } from './e2e/support/browser-flags';

const timed = '**/stopping.spec.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/support/users-build.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  // What is timed against the clock has the machine for itself: `npm test` runs it first.
  workers: 1,
  projects: [
    { name: 'timed', testMatch: timed },
    { name: 'others', testIgnore: timed },
  ],
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json']],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    trace: 'off',
    video: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: await findBrowser(), args: [...quietFlags] },
  },
});
