/** All parts one after the other within eight minutes, as rows: each is kept in a file as soon as it is done. */
import { writeFileSync } from 'node:fs';
import { findPython } from '../../build/lib/find-python.mjs';
import { median, type Row } from '../row';
import { NO_ADAPTER } from './exit-status';
import { perSecond, type DeviceFinding, type Finding } from './part';
import peer from './peer.py';
import { inSoftware, leftOutInSoftware, onDevice, type Planned, SECONDS } from './plan';
import { type PartResult, runPart, runProgram } from './run-part';
import { shapes } from './shapes';
import { table } from './table';

const STOCK_KERNEL = 'stock tfjs 4.22 kernel';
const STOCK_STEP = 'stock tfjs 4.22 model.fit';
const NO_PYTORCH = 'No Python with PyTorch and a GPU is here.';

/** Answers the exit status: 1 where a result is wrong, NO_ADAPTER where there is none. */
export async function measureAll(out: string): Promise<number> {
  const until = performance.now() + SECONDS * 1000;
  const left = (share: number): number => Math.min(share, (until - performance.now()) / 1000);
  const { device, failure } = await runPart({ kind: 'device' }, 30);
  if (device === null || device.adapter === '') {
    console.error(
      failure ?? 'WebGPU finds no adapter here. Set VK_ICD_FILENAMES to the driver’s file (*_icd.json).',
    );
    return NO_ADAPTER;
  }
  console.error(`On ${device.adapter}${device.software ? ', which computes in software' : ''}`);
  const rows: Row[] = [
    deviceRow('float32 product', 'GFLOPS', device.flops / 1e9, device),
    deviceRow('copy', 'GB/s', device.bytesPerSecond / 1e9, device),
  ];
  const keep = (): void => writeFileSync(out, `${JSON.stringify(rows, null, 2)}\n`);
  const python = device.software ? null : findPython(['torch']);
  const planned = device.software ? inSoftware : onDevice;
  keep();
  /** A network's row waits for its peers. */
  let ours: PartResult | null = null;
  for (const { title, part, share } of planned) {
    const seconds = left(share);
    if (part.kind === 'pytorch' && python === null) {
      rows.push(emptyRow(`${perSecond(part.network)}, against PyTorch`, device, NO_PYTORCH));
      continue;
    }
    console.error(`${title} …`);
    const result: PartResult =
      seconds < 1
        ? { findings: new Map(), device: null, failure: `the ${SECONDS} s are over` }
        : part.kind === 'pytorch' && python !== null
          ? await runProgram(python, ['-c', peer, JSON.stringify(part.network)], seconds)
          : await runPart(part, seconds);
    if (part.kind === 'ours') ours = result;
    else rows.push(...rowsOf({ title, part, share }, result, ours, device));
    keep();
  }
  if (device.software)
    rows.push(...leftOutInSoftware.map((name) => emptyRow(name, device, 'Left out on a software driver.')));
  keep();
  console.log(table(rows, device));
  const wrong = rows.filter(({ note }) => note.includes('WRONG'));
  for (const { name, note } of wrong) console.error(`${name}: ${note}`);
  return wrong.length > 0 ? 1 : 0;
}

const base = (device: DeviceFinding) => ({
  host: `Node ${process.versions.node} on ${device.adapter}`,
  backend: 'webgpu',
  threads: null,
  aim: null,
  floor: null,
});

const emptyRow = (name: string, device: DeviceFinding, note: string): Row => ({
  ...base(device),
  name,
  unit: '',
  ours: null,
  peer: null,
  peerName: null,
  ratio: null,
  note,
});

const deviceRow = (name: string, unit: string, ours: number, device: DeviceFinding): Row => ({
  ...emptyRow(
    `the device: ${name}`,
    device,
    'Measured by a program of its own: the most that a share below can be of.',
  ),
  unit,
  ours,
});

/** Of the device's product and copy, for the time that one value's work takes. */
function shares({ flop, bytes, unit, values }: Finding, device: DeviceFinding): string {
  if (flop === undefined || bytes === undefined) return '';
  const seconds = unit === 'ms' ? median(values) / 1000 : 1 / median(values);
  const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;
  return `${percent(flop / seconds / device.flops)} of the product, ${percent(bytes / seconds / device.bytesPerSecond)} of the copy.`;
}

function rowOf(
  name: string,
  ours: Finding | undefined,
  other: Finding | undefined,
  peerName: string,
  device: DeviceFinding,
  remarks: readonly (string | null)[],
): Row {
  const [mine, theirs] = [ours && median(ours.values), other && median(other.values)];
  const isTime = ours?.unit === 'ms';
  const ratio = mine && theirs ? (isTime ? theirs / mine : mine / theirs) : null;
  return {
    ...emptyRow(
      name,
      device,
      [ours && shares(ours, device), ours?.note, ...remarks].filter(Boolean).join(' '),
    ),
    unit: ours?.unit ?? '',
    ours: mine ?? null,
    peer: theirs ?? null,
    peerName: theirs === undefined ? null : peerName,
    ratio,
  };
}

function rowsOf(
  { title, part }: Planned,
  { findings, failure }: PartResult,
  ours: PartResult | null,
  device: DeviceFinding,
): Row[] {
  const remark = failure === null ? null : `${title}: ${failure}.`;
  const step = ours?.findings.get('step');
  const missing = step ? null : `Left out: ${ours?.failure ?? 'nothing was measured'}.`;
  switch (part.kind) {
    case 'kernels': {
      const shape = shapes[part.shape]?.title ?? '';
      const names = [...new Set([...findings.keys()].map((key) => key.split('/')[0] ?? ''))];
      const rows = names.map((name) =>
        rowOf(
          `${name}: ${shape}, batch ${part.pictures}`,
          findings.get(`${name}/ours`),
          findings.get(`${name}/stock`),
          STOCK_KERNEL,
          device,
          [remark],
        ),
      );
      return rows.length > 0 ? rows : [emptyRow(shape, device, `Left out: ${failure ?? ''}.`)];
    }
    case 'stock':
      return [
        rowOf(perSecond(part.network), step, findings.get('step'), STOCK_STEP, device, [missing, remark]),
      ];
    case 'pytorch':
      return (['float32', 'tf32'] as const).map((name) =>
        rowOf(
          `${perSecond(part.network)}, against PyTorch in ${name === 'tf32' ? 'TF32' : name}`,
          step,
          findings.get(name),
          findings.get(name)?.note ?? 'PyTorch',
          device,
          [missing, remark],
        ),
      );
    case 'growth': {
      const found = findings.get('growth');
      const [late = null, early = null] = found?.values ?? [];
      const ratio = late !== null && early !== null ? early / late : null;
      return [
        {
          ...emptyRow(title, device, found?.note ?? `Left out: ${failure ?? ''}.`),
          unit: 'MiB',
          ours: late,
          peer: early,
          peerName: early === null ? null : 'itself after 1,000 steps',
          ratio,
        },
      ];
    }
    default: {
      const rows = [...findings.values()].map((found) =>
        rowOf(`${title}: ${found.name}`, found, undefined, '', device, [remark]),
      );
      return rows.length > 0 ? rows : [emptyRow(title, device, `Left out: ${failure ?? ''}.`)];
    }
  }
}
