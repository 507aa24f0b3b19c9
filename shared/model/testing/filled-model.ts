import { compile } from '../../compiler/compile';
import { networkFacts } from '../../compiler/plan';
import type { ConvDocument } from '../../graph/document';
import { optimizers } from '../../schema/optimizers';
import type { KnownShape } from '../../layers/shape';
import type { CheckpointState, RunRecord } from '../run-record';
import type { RunFacts } from '../stored-run';
import { valuesOf, type WeightMap } from '../weights';

export interface FilledModel {
  readonly facts: RunFacts;
  readonly record: RunRecord;
  readonly weights: WeightMap;
  readonly checkpoint: { readonly state: CheckpointState; readonly slots: WeightMap };
}

/** A run with a checkpoint of which every number is `value`, as consistent as one that was trained. */
export function filledModel(document: ConvDocument, value: number, id = 'run1', name = 'Run 1'): FilledModel {
  const network = networkFacts(compile(document));
  const filled = (entries: readonly { readonly key: string; readonly shape: KnownShape }[]): WeightMap =>
    new Map(
      entries.map(({ key, shape }) => [key, { shape, data: new Float32Array(valuesOf(shape)).fill(value) }]),
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
  const each = (number: number): number[] => Array.from({ length: channels }, () => number);
  const record: RunRecord = {
    id,
    name,
    state: 'training',
    data: { name: 'fashion-mnist', fingerprint: null, pictures: null },
    backend: 'cpu',
    backendReason: 'It is everywhere.',
    kernels: null,
    threads: 1,
    epochs: [],
    test: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: 1,
  };
  const classes = network.outputs[0]?.shape[0] ?? 0;
  return {
    facts: {
      id,
      trainedOn: document,
      preprocessing: {
        height,
        width,
        channels,
        steps: [],
        fit: 'pad',
        mean: each(0.1),
        deviation: each(0.3),
      },
      outputs: {
        output: {
          task: 'classification',
          classNames: Array.from({ length: classes }, (_, index) => `class ${index}`),
        },
      },
      origin: { kind: 'run', record },
      weightsNames: { last: 'last' },
    },
    record,
    weights,
    checkpoint: { state: { epoch: 0, batch: value, step: value, partial: null }, slots },
  };
}
