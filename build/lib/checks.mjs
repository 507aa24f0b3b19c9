import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import { fromRoot } from './paths.mjs';
import { runCollecting } from './run.mjs';

/** @typedef {{ name: string, args: readonly string[] }} Check */

const folders = [
  'shared',
  'templates',
  'node',
  'renderer',
  'electron',
  'cli',
  'e2e',
  'bench',
  'soak',
  'build',
];

/** They make much that is soon gone: with more room for it, less of it is copied. */
const roomForTheYoung = '--max-semi-space-size=128';

/** The longest first, so that two at a time end together. */
function checks() {
  /** @type {Check[]} */
  const list = [
    {
      name: 'lint (eslint)',
      args: [
        'node_modules/eslint/bin/eslint.js',
        '--max-warnings=0',
        '--cache',
        '--cache-strategy=content',
        '--cache-location=.cache/eslint/',
        '.',
      ],
    },
    { name: 'types (tsc)', args: ['node_modules/typescript/bin/tsc', '-b'] },
    {
      name: 'directions (dependency-cruiser)',
      args: [
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        '--config=.dependency-cruiser.cjs',
        '--output-type=err-long',
        ...folders,
      ],
    },
    { name: 'dead code (knip)', args: ['node_modules/knip/bin/knip.js', '--no-progress'] },
    {
      name: 'format (prettier)',
      args: [
        'node_modules/prettier/bin/prettier.cjs',
        '--check',
        '--log-level=warn',
        '--cache',
        '--cache-location=.cache/prettier.json',
        '.',
      ],
    },
    {
      name: 'types of the WebAssembly kernels (tsc)',
      args: ['node_modules/typescript/bin/tsc', '-p', 'shared/engine/wasm/kernels'],
    },
    { name: 'what is generated', args: ['build/generate.mjs', '--check'] },
  ];
  return list.filter(
    ({ args: [script = ''] }) => !script.startsWith('build/') || existsSync(fromRoot(script)),
  );
}

/**
 * Runs every check, two at a time at most on a small machine. What a check prints is shown when it ends, under its
 * name; that it has begun is shown at once.
 * @returns {Promise<readonly { name: string, passed: boolean }[]>}
 */
export async function runChecks() {
  mkdirSync(fromRoot('.cache'), { recursive: true });
  const waiting = checks();
  /** @type {{ name: string, passed: boolean }[]} */
  const results = [];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const before = performance.now();
      console.log(`      ${check.name} …`);
      const { status, output } = await runCollecting(process.execPath, [roomForTheYoung, ...check.args]);
      const passed = status === 0;
      const seconds = ((performance.now() - before) / 1000).toFixed(1);
      console.log(`${passed ? 'ok   ' : 'FAIL '} ${check.name}, ${seconds} s`);
      if (!passed && output !== '') console.log(`\n${output}\n`);
      results.push({ name: check.name, passed });
    }
  };
  await Promise.all(Array.from({ length: Math.min(3, os.availableParallelism()) }, work));
  return results;
}
