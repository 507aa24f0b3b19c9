import { existsSync, readFileSync, rmSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Tally */

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

/**
 * @param {string} file of Vitest's JSON reporter
 * @param {number} status
 */
export function vitestTally(file, status) {
  const report = readReport(file);
  return withCrash(report && { passed: report['numPassedTests'], failed: report['numFailedTests'] }, status);
}

/**
 * @param {string} file of Playwright's JSON reporter
 * @param {number} status
 */
export function playwrightTally(file, status) {
  const stats = readReport(file)?.['stats'];
  return withCrash(stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected }, status);
}
