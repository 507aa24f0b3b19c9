import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/**
 * @typedef {{ name: string, seconds: number }} Timed a file of tests, or one of its tests
 * @typedef {{ passed: number, failed: number, files?: readonly Timed[], tests?: readonly Timed[] }} Tally
 */

/**
 * @param {string} file
 * @returns {Record<string, any> | null} null where the tool did not get as far as writing it
 */
function readReport(file) {
  if (!existsSync(file)) return null;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return report;
}

/**
 * Counts a run that also failed for another reason than a test (a suite that can't be loaded, a crash).
 * @param {Tally | null} counted
 * @param {number} status
 * @returns {Tally}
 */
function withCrash(counted, status) {
  const tally = counted ?? { passed: 0, failed: 0 };
  return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

const nameOf = (/** @type {string} */ file) => path.relative(root, file).replaceAll(path.sep, '/');

/** @param {readonly number[]} milliseconds */
const secondsIn = (milliseconds) => milliseconds.reduce((sum, each) => sum + each, 0) / 1000;

/**
 * @typedef {{ title: string, tests: readonly { results: readonly { duration: number }[] }[] }} Spec
 * @typedef {{ file: string, suites?: readonly Suite[], specs: readonly Spec[] }} Suite
 * @param {Suite} suite
 * @returns {readonly Timed[]}
 */
const testsOf = ({ file, suites = [], specs }) => [
  ...specs.map(({ title, tests }) => ({
    name: `e2e/${file}: ${title}`,
    seconds: secondsIn(tests.flatMap(({ results }) => results.map(({ duration }) => duration))),
  })),
  ...suites.flatMap(testsOf),
];

const SLOWEST = 10;

/**
 * A line for each of those that took longest.
 * @param {readonly Timed[]} timed
 */
export const slowest = (timed) =>
  [...timed]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);

/**
 * @param {string} file of Vitest's JSON reporter
 * @param {number} status
 */
export function vitestTally(file, status) {
  const report = readReport(file);
  if (report === null) return withCrash(null, status);
  /** @type {readonly { name: string, startTime: number, endTime: number, assertionResults: readonly { fullName: string, duration?: number | null }[] }[]} */
  const results = report['testResults'];
  const files = results.map(({ name, startTime, endTime }) => ({
    name: nameOf(name),
    seconds: (endTime - startTime) / 1000,
  }));
  const tests = results.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({
      name: `${nameOf(name)}: ${fullName}`,
      seconds: (duration ?? 0) / 1000,
    })),
  );
  return withCrash(
    { passed: report['numPassedTests'], failed: report['numFailedTests'], files, tests },
    status,
  );
}

/**
 * @param {string} file of Playwright's JSON reporter
 * @param {number} status
 */
export function playwrightTally(file, status) {
  const report = readReport(file);
  const stats = report?.['stats'];
  if (!report || !stats) return withCrash(null, status);
  /** @type {readonly Suite[]} */
  const suites = report['suites'];
  const files = suites.map((suite) => ({
    name: `e2e/${suite.file}`,
    seconds: testsOf(suite).reduce((sum, { seconds }) => sum + seconds, 0),
  }));
  const tests = suites.flatMap(testsOf);
  return withCrash({ passed: stats.expected + stats.flaky, failed: stats.unexpected, files, tests }, status);
}
