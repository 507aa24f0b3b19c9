/** npm run -s bench: all benchmarks, or those named. Nothing here passes or fails. */
import { parseArgs } from 'node:util';
import { Failure } from '../build/lib/failure.mjs';
import { fromRoot } from '../build/lib/paths.mjs';
import { buildStale } from '../build/lib/targets.mjs';
import { refuseOtherBuilds } from '../build/lib/users-build.mjs';
import { besideBefore } from './before';
import { canvas } from './canvas';
import { compileTime } from './compile-time';
import { engine } from './engine';
import { gpu } from './gpu';
import { packProgram } from './gpu/pack';
import { blocking, drag } from './main-thread';
import type { Benchmark, Row } from './row';
import { runs } from './runs';
import { startUp } from './start-up';
import { trainingSpeed } from './training-speed';
import { messageOf } from '../shared/schema/message-of';

const benchmarks: readonly Benchmark[] = [
  trainingSpeed,
  engine,
  gpu,
  compileTime,
  canvas,
  startUp,
  drag,
  blocking,
  runs,
];

const usage =
  'Usage: npm run -s bench -- [NAME…] [--json] [--before REF], or npm run -s bench -- gpu --pack FILE';

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, before: { type: 'string' }, pack: { type: 'string' } },
    });
  } catch (error) {
    throw new Failure(`${messageOf(error)}\n${usage}`, 2);
  }
}

const figure = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

function print(rows: readonly Row[]): void {
  for (const { name, host, backend, threads, unit, ours, peer, peerName, ratio, aim, note } of rows) {
    const where = [host, backend, threads === null ? null : threads === 1 ? '1 thread' : `${threads} threads`]
      .filter(Boolean)
      .join(', ');
    const against = peer === null ? '' : `; ${peerName}: ${figure(peer)}, ratio ${figure(ratio)}`;
    const goal = aim === null || peer !== null ? '' : ` (aim ${figure(aim)})`;
    console.log(
      `${name} [${where}]: ${figure(ours)} ${unit}${goal}${against}${note === '' ? '' : `\n    ${note}`}`,
    );
  }
}

/** The exit status: 0 whatever the figures are, 2 for wrong usage. */
export async function main(): Promise<number> {
  try {
    return await measure();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return error.status;
  }
}

async function measure(): Promise<number> {
  const { values, positionals: wanted } = readArguments();
  const { json = false, before, pack } = values;
  const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no benchmark “${unknown.join(', ')}”. Choose from ${benchmarks.map(({ name }) => name).join(', ')}.`,
    );
    return 2;
  }
  if (pack !== undefined) {
    if (String(wanted) !== 'gpu' || json || before !== undefined)
      throw new Failure(`Only gpu can be packed.\n${usage}`, 2);
    await packProgram(pack);
    return 0;
  }
  const chosen = benchmarks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  if (chosen.some(({ withoutApp }) => !withoutApp)) {
    await buildStale('renderer');
    refuseOtherBuilds();
  }
  const rows: Row[] = [];
  const add = (found: readonly Row[], prints = false): void => {
    rows.push(...found);
    if (!json && !prints) print(found);
  };
  if (before !== undefined) {
    const names = chosen.map(({ name }) => name);
    await besideBefore(names, before, fromRoot('build', 'bench.mjs'), add);
  } else {
    for (const benchmark of chosen) {
      console.error(`${benchmark.name} …`);
      add(await benchmark.run(), benchmark.prints);
    }
  }
  if (json) console.log(JSON.stringify(rows, null, 2));
  return 0;
}
