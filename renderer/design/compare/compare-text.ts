/** A comparison as text, for a mail or a review: totals, what differs in the document, and every layer that does. */
import type { Change } from '../../../shared/compiler/compare/change';
import type { ComparedRow, Comparison, RowKind } from '../../../shared/compiler/compare/compare';
import type { CompiledLayer, Totals } from '../../../shared/compiler/compiled';
import { change, exactly } from '../../format/numbers';
import { markdownText } from '../../format/table-text';
import { visibleText } from '../../../shared/schema/visible-text';
import { largest } from '../../../shared/layers/support/extremes';

export const kindWords: Readonly<Record<RowKind, string>> = {
  same: 'Same',
  moved: 'Moved',
  affected: 'Affected',
  changed: 'Changed',
  added: 'Added',
  removed: 'Removed',
};

export interface NamedComparison {
  readonly left: string;
  readonly right: string;
  readonly comparison: Comparison;
}

export const totalRows: readonly { readonly label: string; readonly of: (totals: Totals) => number }[] = [
  { label: 'Trainable parameters', of: ({ trainable }) => trainable },
  { label: 'Non-trainable parameters', of: ({ nonTrainable }) => nonTrainable },
  { label: 'MACs', of: ({ macs }) => macs },
  { label: 'Activations', of: ({ activations }) => activations },
];

/** Inside of a block with the way to it: `stage2[3]/conv1`. */
export function layerText(layer: CompiledLayer): string {
  return layer.block === null
    ? layer.name
    : `${layer.id.slice(0, layer.id.lastIndexOf('/') + 1)}${layer.name}`;
}

export function changeText({ label, from, to }: Change): string {
  return `${label} ${from} → ${to}`;
}

const signed = (value: number): string => change(value, exactly) ?? '';

function rowCells({ kind, left, right, changes, parameters, macs }: ComparedRow): readonly string[] {
  const layer = right ?? left;
  const what = changes.map(changeText).join('; ');
  const name = layer === null ? '' : layerText(layer);
  return [kindWords[kind], name, layer?.type ?? '', what, signed(parameters), signed(macs)];
}

const columns = ['Difference', 'Layer', 'Type', 'Changes', 'Parameters', 'MACs'] as const;

function tables({ left, right, comparison }: NamedComparison) {
  const { totals, settings, definitions, rows } = comparison;
  return {
    totals: [
      ['', left, right, 'Difference'],
      ...totalRows.map(({ label, of }) => {
        const [before, after] = [of(totals.left), of(totals.right)];
        return [label, exactly(before), exactly(after), signed(after - before)];
      }),
    ],
    document: [...settings.map(changeText), ...definitions.map(({ name, kind }) => `Block ${name}: ${kind}`)],
    layers: [[...columns], ...rows.filter(({ kind }) => kind !== 'same').map(rowCells)],
  };
}

const NONE = 'No layer differs.';

export function comparisonMarkdown(named: NamedComparison): string {
  const { totals, document, layers } = tables(named);
  const table = (rows: readonly (readonly string[])[], numbersFrom: number): string => {
    const [head = [], ...body] = rows;
    const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
    const rule = `| ${head.map((_, index) => (index >= numbersFrom ? '---:' : '---')).join(' | ')} |`;
    return [line(head), rule, ...body.map(line)].join('\n');
  };
  return (
    [
      `# ${markdownText(`${named.left} → ${named.right}`)}`,
      table(totals, 1),
      ...(document.length === 0 ? [] : [document.map((entry) => `- ${markdownText(entry)}`).join('\n')]),
      layers.length === 1 ? NONE : table(layers, 4),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

export function comparisonPlain(named: NamedComparison): string {
  const { totals, document, layers } = tables(named);
  const table = (raw: readonly (readonly string[])[], numbersFrom: number): string => {
    const rows = raw.map((cells) => cells.map(visibleText));
    const widths = (rows[0] ?? []).map((_, column) => largest(rows.map((row) => row[column]?.length ?? 0)));
    const line = (cells: readonly string[]): string =>
      cells
        .map((cell, index) => {
          const width = widths[index] ?? 0;
          return index >= numbersFrom ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd();
    return rows.map(line).join('\n');
  };
  const parts = [
    visibleText(`${named.left} → ${named.right}`),
    table(totals, 1),
    ...(document.length === 0 ? [] : [document.map(visibleText).join('\n')]),
    layers.length === 1 ? NONE : table(layers, 4),
  ];
  return `${parts.join('\n\n')}\n`;
}
