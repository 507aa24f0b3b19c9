/** Runs a part in a process of its own and ends it when its share is over; what it found until then counts. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { DeviceFinding, Finding, Part } from './part';

export interface PartResult {
  /** By name, the last of each. */
  readonly findings: ReadonlyMap<string, Finding>;
  readonly device: DeviceFinding | null;
  /** Why there is not all, or null. */
  readonly failure: string | null;
}

/** Seconds at most. */
export async function runProgram(
  program: string,
  args: readonly string[],
  seconds: number,
): Promise<PartResult> {
  const findings = new Map<string, Finding>();
  let device: DeviceFinding | null = null;
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim() !== '') complaints.push(line.trim());
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    // Libraries print lines of their own, which are not ours to read.
    if (!line.startsWith('{')) return;
    // What our own parts print.
    const found = JSON.parse(line) as Finding | DeviceFinding;
    if ('adapter' in found) device = found;
    else findings.set(found.name, found);
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, seconds * 1000);
  const failure = await new Promise<string | null>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code) => {
      if (isLate) resolve(`it takes longer than its share of ${Math.round(seconds)} s`);
      else if (code === 0) resolve(null);
      else
        resolve(
          complaints.findLast((line) => line.startsWith('error: '))?.slice(7) ??
            complaints.at(-1) ??
            `it ended with ${code}`,
        );
    });
  });
  clearTimeout(timer);
  return { findings, device, failure };
}

export const runPart = (part: Part, seconds: number): Promise<PartResult> =>
  runProgram(
    process.execPath,
    ['--expose-gc', process.argv[1] ?? '', '--part', JSON.stringify(part)],
    seconds,
  );
