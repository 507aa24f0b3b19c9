/** Everything that is written from a document, with the texts that its reader has to find there. */
import { diagramOf } from '../../renderer/figures/diagram-of';
import { comparisonMarkdown, comparisonPlain } from '../../renderer/design/compare/compare-text';
import { flatten, rowsByBlock, rowsByLayer, sumOf } from '../../renderer/design/summary/summary-rows';
import { summaryCsv, summaryMarkdown, summaryPlain } from '../../renderer/design/summary/summary-text';
import { compare } from '../../shared/compiler/compare/compare';
import { compile } from '../../shared/compiler/compile';
import { generateCode } from '../../shared/export/code/generate-code';
import { diagramScene } from '../../shared/export/figure/diagram';
import { sceneToPdf, type PdfOptions } from '../../shared/export/figure/pdf';
import type { Scene } from '../../shared/export/figure/scene';
import { sceneToSvg } from '../../shared/export/figure/svg';
import { defaultVolumes, volumeFigure } from '../../shared/export/figure/volumes';
import { zipFiles } from '../../shared/export/exported-file';
import { exportTfjs } from '../../shared/export/tfjs-layers';
import { serializeBlock } from '../../shared/format/block-file';
import { serializeDocument } from '../../shared/format/document-format';
import { partsOf } from '../../shared/format/model-parts';
import { modelBytes } from '../../shared/format/model-write';
import { toUtf8 } from '../../shared/format/utf8';
import { visibleText } from '../../shared/schema/visible-text';
import { shapeText } from '../../renderer/format/shape';
import { awkwardText } from './awkward-text';
import { randomFrom } from '../openings/random';
import { textDocument, textModel, type Write } from './text-documents';

export type Format = 'python' | 'svg' | 'pdf' | 'json' | 'csv' | 'markdown' | 'plain' | 'tfjs' | 'model';

export interface TextExport {
  readonly title: string;
  readonly format: Format;
  readonly bytes: Uint8Array;
  /** Texts to be found, in the order of the file; for JSON, the value itself as JSON. */
  readonly expected: readonly string[];
  /** Python: the same network with plain names, which must be the same program. */
  readonly plain?: string;
}

const textsOf = ({ title, marks }: Scene): readonly string[] =>
  [title, ...marks.flatMap((mark) => (mark.mark === 'text' ? [mark.text] : []))].map(visibleText);

/** Lists, as a table has them. */
const cells = (names: readonly string[]) => names.map(visibleText);

export async function textExports(seed: number, fonts: PdfOptions['fonts']): Promise<readonly TextExport[]> {
  const random = randomFrom(seed);
  let count = 0;
  const write: Write = () => awkwardText(random, `t${(count += 1)}q`);
  const custom = random.chance(0.3);
  const document = textDocument(write, custom);
  const plain = textDocument((field) => `plain ${field}`, custom);
  const compiled = compile(document);
  const model = textModel(document, write);
  const list: TextExport[] = [];
  const add = (
    title: string,
    format: Format,
    bytes: Uint8Array | string,
    expected: readonly string[],
    more: Partial<TextExport> = {},
  ): void =>
    void list.push({
      title: `${seed} ${title}`,
      format,
      bytes: typeof bytes === 'string' ? toUtf8(bytes) : bytes,
      expected,
      ...more,
    });

  for (const framework of ['keras', 'pytorch'] as const) {
    add(framework, 'python', generateCode(compiled, framework).text, [visibleText(document.name).trim()], {
      plain: generateCode(compile(plain), framework).text,
    });
  }
  const volumes = volumeFigure(compiled, { ...defaultVolumes, names: true }).scene;
  const drawing = diagramScene(diagramOf(compiled, 'hwc'), {
    theme: 'light',
    colors: 'color',
    sizes: true,
    operations: true,
    counts: true,
    legend: false,
  });
  add('volumes', 'svg', sceneToSvg(volumes, { background: null }), textsOf(volumes));
  add('drawing', 'svg', sceneToSvg(drawing, { background: '#ffffff' }), textsOf(drawing));
  const { bytes } = await sceneToPdf(drawing, { background: null, fonts });
  add('drawing', 'pdf', bytes, textsOf(drawing));

  const json = (value: unknown) => [JSON.stringify(value)];
  add('document', 'json', serializeDocument(document), json(document));
  const definition = document.definitions['unit'];
  if (definition)
    add(
      'block',
      'json',
      serializeBlock({ name: definition.name, definition, definitions: document.definitions }),
      [],
    );
  add(
    'model',
    'model',
    modelBytes({
      drawing: document,
      current: null,
      runs: [{ ...model.facts, parts: partsOf({ weights: model.weights }) }],
    }),
    json({ classNames: model.classNames, run: model.runName, name: document.name }),
  );
  if (!custom)
    add('tfjs', 'tfjs', zipFiles(exportTfjs({ ...model.facts, weights: model.weights }).files), [
      JSON.stringify(model.classNames),
      `${visibleText(document.name) || 'A network'}, trained and exported by ConvCanvas`,
      ...model.classNames.map((name, at) => `  ${at}  ${visibleText(name)}`),
    ]);

  for (const [rowsOf, title] of [
    [rowsByLayer, 'layers'],
    [rowsByBlock, 'blocks'],
  ] as const) {
    const rows = flatten(rowsOf(compiled, document.training));
    const table = {
      title: document.name,
      rows,
      totals: [{ label: 'Total', amounts: sumOf(rows.map(({ row }) => row)) }],
      write: (shape: Parameters<typeof shapeText>[0]) => shapeText(shape, 'hwc'),
      note: 'Memory while training.',
    };
    const paths = rows.map(({ row }) => row.path);
    add(`summary of ${title}`, 'csv', summaryCsv(table), cells(paths));
    add(`summary of ${title}`, 'markdown', summaryMarkdown(table), cells(paths));
    add(
      `summary of ${title}`,
      'plain',
      summaryPlain(table),
      cells([document.name, ...rows.map(({ row }) => row.name)]),
    );
  }
  const comparison = compare(compile(plain), compiled);
  const named = { left: 'plain', right: document.name, comparison };
  add('comparison', 'markdown', comparisonMarkdown(named), []);
  add('comparison', 'plain', comparisonPlain(named), cells([document.name]));
  return list;
}
