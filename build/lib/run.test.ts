import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fromRoot } from './paths.mjs';

const module = pathToFileURL(fromRoot('build', 'lib', 'run.mjs')).href;

/** A process that runs `child` by `run`, prints what it answers, and gets a signal once the child says that it is there. */
function parentOf(
  child: string,
  signal: NodeJS.Signals,
): Promise<{ by: NodeJS.Signals | null; out: string }> {
  const script = `import { run } from ${JSON.stringify(module)};
    console.log('status', await run(process.execPath, ['-e', ${JSON.stringify(child)}]));`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  parent.stdout.on('data', (data: Buffer) => {
    out += data.toString();
    if (data.toString().includes('here')) parent.kill(signal);
  });
  return new Promise((resolve) => parent.on('close', (_, by) => resolve({ by, out })));
}

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  test('ends the child, and then the parent by the same signal', async () => {
    const { by, out } = await parentOf(`console.log('here'); setTimeout(() => {}, 60_000)`, signal);
    expect(by).toBe(signal);
    expect(out).toBe('here\n');
  });

  test('is heard by a child that ends well', async () => {
    const child = `process.once('SIGTERM', () => { console.log('bye'); process.exit(0) }); console.log('here'); setTimeout(() => {}, 60_000)`;
    expect(await parentOf(child, signal)).toEqual({ by: null, out: 'here\nbye\nstatus 0\n' });
  });
});
