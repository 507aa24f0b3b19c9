import type { Row } from '../row';
import type { DeviceFinding } from './part';

const figure = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

/** As Markdown, for bench/README.md. */
export function table(rows: readonly Row[], { adapter }: DeviceFinding): string {
  const lines = rows.map(({ name, unit, ours, peer, peerName, ratio, note }) => [
    name,
    `${figure(ours)} ${unit}`.trim(),
    peer === null ? '' : `${peerName ?? ''}: ${figure(peer)}`,
    ratio === null ? '' : figure(ratio),
    note,
  ]);
  const all = [['row', 'ours', 'peer', 'ratio', 'note'], ...lines];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0)));
  const print = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  const rule = `| ${head.map((_, at) => '-'.repeat(widths[at] ?? 4)).join(' | ')} |`;
  return [`On ${adapter}, Node ${process.versions.node}:`, '', print(head), rule, ...body.map(print)].join(
    '\n',
  );
}
