/** npm run -s bench -- [NAME…] [--json]: all benchmarks, or those named. Nothing here passes or fails. */
import { canvas } from './canvas';
import { compileTime } from './compile-time';
import { engine } from './engine';
import { blocking, drag } from './main-thread';
import type { Benchmark, Row } from './row';
import { startUp } from './start-up';
import { trainingSpeed } from './training-speed';
import { webgpuKernels } from './webgpu-kernels';

const benchmarks: readonly Benchmark[] = [
  trainingSpeed,
  engine,
  webgpuKernels,
  compileTime,
  canvas,
  startUp,
  drag,
  blocking,
];

const args = process.argv.slice(2);
const json = args.includes('--json');
const wanted = args.filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));

const isWanted = ({ name, partOf }: Benchmark): boolean =>
  wanted.length === 0 ? partOf === undefined : wanted.includes(name);

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

if (unknown.length > 0) {
  console.error(
    `There is no benchmark “${unknown.join(', ')}”. Choose from ${benchmarks.map(({ name }) => name).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  for (const benchmark of benchmarks.filter(isWanted)) {
    console.error(`${benchmark.name} …`);
    const found = await benchmark.run();
    rows.push(...found);
    if (!json) print(found);
  }
  if (json) console.log(JSON.stringify(rows, null, 2));
}
