/** The table of layers as text for papers (Markdown) and spreadsheets (CSV): exact numbers, never rounded ones. */
import type { Summary, SummaryLayer } from '../../../shared/compiler/summary';
import { exactly } from '../../format/numbers';
import { shapeText, type ShapeNotation } from '../../format/shape';

const columns = ['Layer', 'Type', 'Output', 'Trainable', 'Non-trainable', 'MACs', 'Receptive field'] as const;

export function fieldText(field: SummaryLayer['receptiveField']): string {
  if (field === null) return '';
  if (field === 'all') return 'all';
  return `${field.size[0]}×${field.size[1]}`;
}

/** Layers inside blocks by their path, since their names repeat. */
export function layerName(layer: SummaryLayer): string {
  return layer.block === null ? layer.name : layer.id;
}

function rows(
  { layers, totals }: Summary,
  notation: ShapeNotation,
  number: (value: number) => string,
): readonly (readonly string[])[] {
  return [
    ...layers.map((layer) => [
      layerName(layer),
      layer.type,
      layer.outputShape === null ? '' : shapeText(layer.outputShape, notation),
      number(layer.params.trainable),
      number(layer.params.nonTrainable),
      number(layer.macs),
      fieldText(layer.receptiveField),
    ]),
    ['Total', '', '', number(totals.trainable), number(totals.nonTrainable), number(totals.macs), ''],
  ];
}

export function summaryMarkdown(summary: Summary, notation: ShapeNotation): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('\\', '\\\\').replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = ['---', '---', '---', '---:', '---:', '---:', '---'];
  return [line(columns), line(rule), ...rows(summary, notation, exactly).map(line), ''].join('\n');
}

/** RFC 4180. A leading =, +, - or @ would be run as a formula by spreadsheets, so such names get an apostrophe. */
export function summaryCsv(summary: Summary, notation: ShapeNotation): string {
  const cell = (text: string): string => {
    const harmless = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return [columns, ...rows(summary, notation, String)]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
}
