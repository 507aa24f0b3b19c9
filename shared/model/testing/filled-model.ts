import { compile } from '../../compiler/compile';
import { networkFacts } from '../../compiler/plan';
import type { Model } from '../../engine/run';
import type { WeightMap } from '../../engine/executor';
import type { ConvDocument } from '../../graph/document';
import { optimizers } from '../../graph/optimizers';
import type { KnownShape } from '../../layers/define';

/** A model with a checkpoint of which every number is `value`, as consistent as one that was trained. */
export function filledModel(document: ConvDocument, value: number): Model {
  const network = networkFacts(compile(document));
  const filled = (entries: readonly { readonly key: string; readonly shape: KnownShape }[]): WeightMap =>
    new Map(
      entries.map(({ key, shape }) => {
        const length = shape.reduce((product, size) => product * size, 1);
        return [key, { shape, data: new Float32Array(length).fill(value) }];
      }),
    );
  const weights = filled(network.weights);
  const slots = filled(
    network.weights
      .filter(({ trainable }) => trainable)
      .flatMap(({ key, shape }) =>
        optimizers[document.training.optimizer].slots.map((slot) => ({ key: `${key}/${slot}`, shape })),
      ),
  );
  const [height = 1, width = 1, channels = 1] = network.inputs[0]?.shape ?? [];
  const each = (value: number): number[] => Array.from({ length: channels }, () => value);
  return {
    document,
    weights,
    preprocessing: { height, width, channels, fit: 'pad', mean: each(0.1), deviation: each(0.3) },
    classNames: Array.from({ length: network.outputs[0]?.shape[0] ?? 0 }, (_, index) => `class ${index}`),
    run: {
      id: 'run1',
      name: 'Run 1',
      dataset: 'fashion-mnist',
      state: 'training',
      backend: 'cpu',
      backendReason: 'It is everywhere.',
      threads: 1,
      epochs: [],
      test: null,
      startedAt: '2026-01-01T00:00:00.000Z',
      seconds: 1,
    },
    checkpoint: { snapshot: { weights, slots, step: value }, epoch: 0, batch: value },
  };
}
