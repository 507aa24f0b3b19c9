/** docs/layers.md: what each layer is, as its own file says it, with the numbers of an example. */
import type { Layer } from '../../layers/define';
import { type KnownShape, isKnown } from '../../layers/shape';
import { categoryTitles } from '../../layers/support/categories';
import type { EmittedStep, Emission } from '../../layers/support/emission';
import { inputShapes } from '../../layers/support/input-shapes';
import { defaultsOf } from '../../schema/fields';
import { pythonLiteral } from '../code/python-text';
import { code, fieldsTable, text } from './fields-table';

/** The first that the layer takes is its example. */
const pictures: readonly KnownShape[] = [[32, 32, 16], [16, 16, 3], [64]];

interface Example {
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: readonly KnownShape[];
}

function exampleOf(layer: Layer): Example | null {
  const params = defaultsOf(layer.params);
  const { inputs } = layer.ports(params);
  for (const shapes of pictures.flatMap((first) => inputShapes(inputs, first, pictures, 2))) {
    const { findings, shapes: outputs } = layer.infer(params, shapes);
    if (outputs.every(isKnown) && findings.every(({ severity }) => severity !== 'error'))
      return { params, inputs: shapes };
  }
  return null;
}

const sizes = (shape: readonly (number | null)[]): string => shape.join('×');

const step = (emitted: EmittedStep): string => {
  if ('call' in emitted) return emitted.modules?.join(', ') ?? emitted.call.replaceAll(/\{\d\}|\{\*\}/g, 'x');
  const positional = (emitted.positional ?? []).map(pythonLiteral);
  const named = Object.entries(emitted.args).map(([name, value]) => `${name}=${pythonLiteral(value)}`);
  return `${emitted.className}(${[...positional, ...named].join(', ')})`;
};

function emission(title: string, found: Emission): string {
  switch (found.kind) {
    case 'layers':
      return `- ${title}: ${found.layers.map((each) => code(step(each))).join(', then ')}`;
    case 'steps':
      return `- ${title}: ${found.steps.map((each) => code(step(each))).join(', then ')}`;
    case 'input':
      return `- ${title}: what the model takes, ${sizes(found.shape)}`;
    case 'passThrough':
      return `- ${title}: nothing is written for it`;
    case 'unsupported':
      return `- ${title}: ${text(found.reason)}`;
  }
}

function exampleText(layer: Layer, { params, inputs }: Example): readonly string[] {
  const { shapes, steps } = layer.infer(params, inputs);
  const { parameters: counted, macs } = layer.explain?.(params, inputs) ?? {};
  const formulas = [...steps, ...(counted ? [counted] : []), ...(macs ? [macs] : [])];
  const weights = layer
    .weights(params, inputs)
    .map(({ name, shape, trainable }) => `${code(name)} ${sizes(shape)}${trainable ? '' : ' (not trained)'}`);
  const ends = [inputs, shapes].filter((side) => side.length > 0);
  return [
    `With its defaults: ${ends.map((side) => side.map(sizes).join(' and ')).join(' → ')}.`,
    '',
    ...formulas.map(
      // Where nothing is to be worked out the filled formula is the result.
      ({ title, formula, filled, result }) =>
        `- ${title}: ${[...new Set([formula, filled, result])].join(' = ')}`,
    ),
    ...(weights.length > 0 ? [`- Weights: ${weights.join(', ')}`] : []),
    emission('Keras', layer.keras(params, inputs)),
    emission('PyTorch', layer.pytorch(params, inputs)),
    '',
  ];
}

function section(layer: Layer): readonly string[] {
  const example = exampleOf(layer);
  return [
    `### ${layer.type}`,
    '',
    text(layer.summary),
    ...(layer.notExecutable === undefined ? [] : ['', text(layer.notExecutable)]),
    '',
    ...(layer.aliases.length > 0 ? [`Also found as ${layer.aliases.map(code).join(', ')}.`, ''] : []),
    ...fieldsTable(layer.params),
    ...(example === null ? [] : exampleText(layer, example)),
  ];
}

/** Markdown; its layout is the formatter's. */
export function layersPage(layers: readonly Layer[]): string {
  const categories = Object.entries(categoryTitles).map(([category, title]) => ({
    title,
    // The plainest names first, as in the palette.
    own: layers
      .filter((layer) => layer.category === category)
      .sort((a, b) => a.label.length - b.label.length),
  }));
  return [
    '# Layers',
    '',
    'Generated from the files of `shared/layers` by `build/generate-pages.mjs`; do not edit. Shapes are height × width ×',
    'channels. Formulas are those that the inspector shows, with the numbers of the example.',
    '',
    ...categories.flatMap(({ title, own }) => [`## ${title}`, '', ...own.flatMap(section)]),
  ].join('\n');
}
