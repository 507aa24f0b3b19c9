/** Runs the tests that are meant to notice a fault, in the copy of the tree. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { findBrowser } from '../../build/lib/find-browser.mjs';
import { type Catcher, isJourney } from './fault';
import { brokenBy, endless, type Outcome, playwrightOutcome, vitestOutcome } from './read-report';

/** Milliseconds. A fault may keep its tests from ever ending, which is noticed too. */
const PATIENCE = { tests: 300_000, journeys: 900_000 };

/** `titles`: parts of the titles of those that run; none: all of the file. */
export async function runTests(root: string, { file }: Catcher, titles: readonly string[]): Promise<Outcome> {
  return isJourney({ file }) ? runJourneys(root, file, titles) : runVitest(root, file, titles);
}

const escaped = (title: string): string => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const choosing = (option: string, titles: readonly string[]): readonly string[] =>
  titles.length === 0 ? [] : [option, titles.map(escaped).join('|')];

async function runVitest(root: string, file: string, titles: readonly string[]): Promise<Outcome> {
  const report = path.join(root, '.cache', 'vitest.json');
  const args = ['node_modules/vitest/vitest.mjs', 'run', file, ...choosing('-t', titles)];
  const reporting = ['--reporter=json', `--outputFile=${report}`];
  return said(report, vitestOutcome, () => ended(root, [...args, ...reporting], PATIENCE.tests));
}

async function runJourneys(root: string, file: string, titles: readonly string[]): Promise<Outcome> {
  const building =
    "import('./build/lib/targets.mjs').then((m) => m.buildStale('renderer', 'cli', 'electron'))";
  const built = await ended(root, ['--input-type=module', '-e', building], PATIENCE.journeys);
  if (built.status !== 0) return brokenBy(`The app could not be built: ${built.output}`);
  const report = path.join(root, '.cache', 'playwright.json');
  const args = ['node_modules/@playwright/test/cli.js', 'test', file, ...choosing('-g', titles)];
  return said(report, playwrightOutcome, async () =>
    ended(root, [...args, '--config=playwright.config.ts', '--reporter=json'], PATIENCE.journeys, {
      CHROMIUM_PATH: await findBrowser(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }),
  );
}

async function said(
  report: string,
  read: (text: string, status: number) => Outcome,
  run: () => Promise<Ended>,
): Promise<Outcome> {
  await rm(report, { force: true });
  const { status, output } = await run();
  if (status === null) return endless;
  const text = await readFile(report, 'utf8').catch(() => null);
  return text === null ? brokenBy(output) : read(text, status);
}

interface Ended {
  /** Null where it had to be ended. */
  readonly status: number | null;
  /** The end of what it said. */
  readonly output: string;
}

/** A program of Node's, in a group of its own: it is ended together with what it has started. */
function ended(
  cwd: string,
  args: readonly string[],
  patience: number,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const end = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const interrupted = (): never => {
      end();
      process.exit(1);
    };
    let output = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      end();
    }, patience);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted);
    const collect = (data: Buffer): void => void (output = `${output}${data.toString()}`.slice(-2_000));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
      resolve({ status: late ? null : (code ?? 1), output });
    });
  });
}
