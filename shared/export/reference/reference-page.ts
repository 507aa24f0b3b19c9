/** docs/reference.md: formats of data, transforms, metrics and formats of networks, as their own files say them. */
import type { SourceFormat } from '../../data/sources/define';
import type { Transform } from '../../data/transforms/define';
import { code, fieldsTable, text } from './fields-table';

interface MetricFacts {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly better: 'higher' | 'lower';
  readonly tasks: readonly string[];
}

interface FormatFacts {
  readonly name: string;
  readonly title: string;
  readonly ending: string;
  readonly usage: string;
  /** Left out where it only leaves. */
  readonly read?: unknown;
}

export interface Registered {
  readonly sourceFormats: readonly SourceFormat[];
  readonly transforms: readonly Transform[];
  readonly metrics: readonly MetricFacts[];
  readonly drawingFormats: readonly FormatFacts[];
  readonly modelFormats: readonly FormatFacts[];
}

const transformSection = ({ type, title, help, random, automatic, params }: Transform): readonly string[] => [
  `### ${type}`,
  '',
  `${title}. ${text(help)}`,
  '',
  [
    random ? 'At random, in training only.' : 'Part of the model: it leaves with it.',
    automatic ? 'The settings of the data bring it by themselves.' : '',
  ].join(' '),
  '',
  ...fieldsTable(params),
];

const formatRows = (formats: readonly FormatFacts[]): readonly string[] =>
  formats.map(
    ({ name, title, ending, usage, read }) =>
      `| ${code(name)} | ${title} | ${code(ending)} | ${read === undefined ? '' : 'yes'} | ${text(usage)} |`,
  );

/** Markdown; its layout is the formatter's. */
export function referencePage(all: Registered): string {
  return [
    '# Formats, transforms, metrics',
    '',
    'Generated from the files that are one of them each, by `build/generate-pages.mjs`; do not edit.',
    '',
    '## Formats of data',
    '',
    'What `--data FOLDER` reads: files of `shared/data/sources`.',
    '',
    ...all.sourceFormats.map(({ title, help }) => `- **${title}**: ${help}`),
    '',
    '## Transforms',
    '',
    'Steps of a picture on its way to the network: files of `shared/data/transforms`. `--augment FILE` takes them as a list in',
    'JSON: `[{ "type": "HorizontalFlip", "params": { "p": 0.5 } }]`.',
    '',
    ...all.transforms.flatMap(transformSection),
    '## Metrics',
    '',
    'Files of `shared/training/metrics`.',
    '',
    '| name | title | better | tasks | means |',
    '| --- | --- | --- | --- | --- |',
    ...all.metrics.map(
      ({ name, title, better, tasks, help }) =>
        `| ${code(name)} | ${title} | ${better} | ${tasks.join(', ')} | ${text(help)} |`,
    ),
    '',
    '## Formats in which networks leave',
    '',
    'Files of `shared/exchange`: drawings, and models with their weights.',
    '',
    '| name | title | ending | opened | on the command line |',
    '| --- | --- | --- | --- | --- |',
    ...formatRows(all.drawingFormats),
    ...formatRows(all.modelFormats),
    '',
  ].join('\n');
}
