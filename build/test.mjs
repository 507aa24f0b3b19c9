/**
 * npm test: installs what is missing, runs everything but what needs other programs (`npm run test:interop`), and ends with
 * the line "N passed, N failed". With `-- --interop` these follow, and count with the others. `npm run test:deep` does that,
 * too, with all the cases that tests may draw, from a seed that it prints: FC_SEED=n draws those of another time.
 */
import os from 'node:os';
import { runChecks } from './lib/checks.mjs';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { findBrowser } from './lib/find-browser.mjs';
import { ensureSoftwareGpu } from './lib/find-webgpu.mjs';
import { interopTests } from './lib/interop-tests.mjs';
import { minutesSince } from './lib/minutes-since.mjs';
import { fromRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { buildStale } from './lib/targets.mjs';
import { playwrightTally, slowest, vitestTally } from './lib/test-report.mjs';

/** @typedef {import('./lib/test-report.mjs').Tally} Tally */

/** @param {string} text */
const heading = (text) => console.log(`\n== ${text}`);

/**
 * A stage that can't run counts as one failure, and the others still run.
 * @param {() => Promise<Tally>} stage
 * @returns {Promise<Tally>}
 */
async function tallyOf(stage) {
  try {
    return await stage();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** @param {readonly Tally[]} tallies */
const together = (tallies) => ({
  passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
  failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
  files: tallies.flatMap(({ files = [] }) => files),
  tests: tallies.flatMap(({ tests = [] }) => tests),
});

async function check() {
  const results = await runChecks();
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed };
}

async function unitTests() {
  const noGpu = await ensureSoftwareGpu();
  if (noGpu !== null) console.error(`not run: the tests of WebGPU in Node. ${noGpu}`);
  const report = fromRoot('.cache', 'test', 'vitest.json');
  const status = await run(process.execPath, [
    fromRoot('node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return vitestTally(report, status);
}

async function build() {
  await buildStale('renderer', 'cli', 'electron');
  return { passed: 1, failed: 0 };
}

async function browserTests() {
  const browser = await findBrowser();
  console.log(`Browser: ${browser}`);
  // What is timed has the machine for itself; of the others one more than cores run at once, as each waits now and then.
  const tallies = [];
  for (const [project, workers] of /** @type {const} */ ([
    ['timed', 1],
    ['others', os.availableParallelism() + 1],
  ])) {
    const report = fromRoot('.cache', 'test', `playwright-${project}.json`);
    const status = await run(
      process.execPath,
      [
        ...[fromRoot('node_modules/@playwright/test/cli.js'), 'test', '--config=playwright.config.ts'],
        ...[`--project=${project}`, `--workers=${workers}`, `--output=test-results/${project}`],
      ],
      { env: { ...process.env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
    );
    tallies.push(playwrightTally(report, status));
  }
  return together(tallies);
}

await runMain(async () => {
  await ensureDependencies();
  const deep = process.argv.includes('--deep');
  if (deep) {
    process.env['TEST_DEPTH'] = 'deep';
    const seed = (process.env['FC_SEED'] ??= String(1 + Math.floor(Math.random() * 1e6)));
    console.log(`All cases, from the seed ${seed} (FC_SEED=${seed}).`);
  }
  const before = performance.now();
  /** @type {Tally[]} */
  const tallies = [];
  /** @type {string[]} */
  const stages = [];
  for (const [title, stage] of /** @type {const} */ ([
    ['Check', check],
    ['Unit tests', unitTests],
    ['Build', build],
    ['Browser tests', browserTests],
    ...(deep || process.argv.includes('--interop')
      ? [/** @type {const} */ (['Other programs', interopTests])]
      : []),
  ])) {
    heading(title);
    const begin = performance.now();
    tallies.push(await tallyOf(stage));
    stages.push(`${title} ${minutesSince(begin)}`);
  }
  const { passed, failed, files, tests } = together(tallies);
  console.log(`\nThe slowest files of tests:\n${slowest(files).join('\n')}`);
  console.log(`\nThe slowest tests:\n${slowest(tests).join('\n')}`);
  console.log(`\n${minutesSince(before)} minutes (${stages.join(', ')})`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
