/**
 * Every layer, with parameters drawn at random and with each option that it has, exported and asked in plain tfjs: the
 * same answers as ours, or refused by the layer's own file.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import type { Tensor } from '../../shared/engine/executor';
import { ours } from '../../shared/engine/testing/engines';
import {
  casesOf,
  documentOf,
  optionCases,
  prepareCase,
  type LayerCase,
} from '../../shared/engine/testing/layer-case';
import type { ExportedFile } from '../../shared/export/exported-file';
import { exportTfjs } from '../../shared/export/tfjs-layers';
import type { Layer } from '../../shared/layers/define';
import { layers } from '../../shared/layers/index';
import type { KnownShape } from '../../shared/layers/shape';
import { defaultsOf } from '../../shared/schema/fields';
import { askPlainTfjs, largestDifference } from './plain-tfjs';
import { farCases } from './tfjs-cases';

const executable = layers.filter(({ notExecutable }) => notExecutable === undefined);

/** Drawn ones, one for each option, and those that a draw hardly hits. */
function allCasesOf(layer: Layer): readonly LayerCase[] {
  const fits = ({ params, shapes }: LayerCase): boolean =>
    layer.infer(params, shapes).findings.every(({ severity }) => severity !== 'error');
  const drawn = fc.sample(casesOf(layer), atDepth(4, 60));
  const options = optionCases(layer).flatMap((fixed) => {
    const wanted = fc
      .sample(casesOf(layer), 60)
      .map((given) => ({ ...given, params: { ...given.params, ...fixed } }))
      .filter(fits);
    if (wanted.length === 0) throw new Error(`No case of ${layer.type} fits ${JSON.stringify(fixed)}.`);
    return wanted.slice(0, 3);
  });
  return [...drawn, ...options, ...(farCases[layer.type] ?? []).map((given) => withDefaults(layer, given))];
}

function withDefaults(layer: Layer, [params, ...shapes]: readonly [object, ...KnownShape[]]): LayerCase {
  return { params: { ...defaultsOf(layer.params), ...params }, shapes, seed: 1 };
}

interface Exported {
  readonly title: string;
  readonly files: readonly ExportedFile[];
  readonly inputs: readonly Tensor[];
  readonly expected: Tensor;
}

/** What is wrong before tfjs is asked is a sentence. */
async function exported(layer: Layer, given: LayerCase): Promise<Exported | string | null> {
  const title = `${JSON.stringify(given.params)} of ${given.shapes.join(' and ')}`;
  const { plan, weights, batch, outputId } = prepareCase(layer, given);
  const said = layer.tfjs?.(given.params, given.shapes);
  let files: readonly ExportedFile[];
  try {
    ({ files } = exportTfjs({
      trainedOn: documentOf(layer, given),
      weights,
      preprocessing: { height: 1, width: 1, channels: 1, steps: [], fit: 'pad', mean: [0], deviation: [1] },
      outputs: {},
      origin: { kind: 'imported', format: 'test', file: 'test', unmatched: [] },
    }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ExportError') throw error;
    const declared = said?.kind === 'unsupported' && error.message.endsWith(said.reason);
    return declared ? null : `${title} is refused, but not by the layer's file: ${error.message}`;
  }
  if (said?.kind === 'unsupported') return `${title} is not refused.`;
  const executor = await ours.create({ plan, weights, optimizer: { name: 'sgd', momentum: 0 }, seed: 1 });
  try {
    const { [outputId]: expected } = await executor.predict(batch.inputs, batch.size);
    if (!expected) throw new Error('There is no answer of ours.');
    const inputs = plan.inference.inputs.flatMap(({ id }) => batch.inputs[id] ?? []);
    return { title, files, inputs, expected };
  } finally {
    executor.dispose();
  }
}

describe.each(executable)('$type', (layer) => {
  test('answers the same in plain tfjs for every value, or is refused by name', async () => {
    const cases: (Exported | string | null)[] = [];
    for (const given of allCasesOf(layer)) cases.push(await exported(layer, given));
    const wrong = cases.filter((found) => typeof found === 'string');
    const asked = cases.filter((found) => found !== null && typeof found !== 'string');
    const answers = await askPlainTfjs(asked);
    for (const [i, { title, expected }] of asked.entries()) {
      const answer = answers[i];
      if (!answer || 'error' in answer) {
        wrong.push(`${title} can't be opened: ${answer?.error ?? ''}`);
        continue;
      }
      const [theirs] = answer.outputs;
      if (answer.dropped.length > 0) wrong.push(`${title} writes ${answer.dropped.join(', ')} in vain.`);
      const difference = theirs ? largestDifference(theirs, expected) : Infinity;
      if (!(difference <= 1e-5)) wrong.push(`${title} differs by ${difference}.`);
    }
    expect(wrong).toEqual([]);
  });
});
