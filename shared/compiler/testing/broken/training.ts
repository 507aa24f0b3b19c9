/** Networks that can’t be trained as they are. */
import { emptyDocument } from '../../../graph/document';
import type { TrainingCode } from '../../codes';
import { any, body, chain, conv, dense, drawing, end, gap, node, relu, small } from '../drawn';
import { type BrokenNetwork, limits, training } from './network';

const twoOutputs = drawing(
  [
    node('in', 'Input', { shape: [8, 8, 1] }),
    node('gap', 'Flatten'),
    node('fc', 'Dense', { units: 10 }),
    node('fc2', 'Dense', { units: 10 }),
    node('out', 'Output'),
    node('out2', 'Output'),
  ],
  ['in', 'gap'],
  ['gap', 'fc'],
  ['gap', 'fc2'],
  ['fc', 'out'],
  ['fc2', 'out2'],
);

export const trainingNetworks: Readonly<Record<TrainingCode, readonly BrokenNetwork[]>> = {
  'class-count': training(chain(small, ['Flatten'], dense(7), relu, end), chain(small, gap, end)),
  'empty-network': training(emptyDocument()),
  'input-is-vector': training(chain([784], dense(), end)),
  'no-data': [],
  'no-input': training(
    drawing(
      [node('f', 'Flatten'), node('fc', 'Dense', { units: 10 }), node('out', 'Output')],
      ['f', 'fc'],
      ['fc', 'out'],
    ),
  ),
  'no-output': training(chain(small, ['Flatten'], dense()), chain(small, ...body, conv(10))),
  'not-executable': [
    ...training(chain([8, 8, 3], ['Custom'], ['Flatten'], dense(), end)),
    {
      document: chain([8, 8, 3], ['Custom', { outputShape: 'n' }], dense(), end),
      limits,
      unfixable: 'what comes after it would not fit what came before',
    },
  ],
  'nothing-to-train': training(
    chain([28, 28, 10], gap, end),
    chain(small, ['Flatten'], ['Dense', { units: 10, learned: false }], end),
  ),
  'several-inputs': training(
    drawing(
      [
        node('in0', 'Input', { shape: [8, 8, 1] }),
        node('in1', 'Input', { shape: [8, 8, 1] }),
        node('a', 'Add'),
        node('f', 'Flatten'),
        node('fc', 'Dense', { units: 10 }),
        node('out', 'Output'),
      ],
      ['in0', 'a:in:0'],
      ['in1', 'a:in:1'],
      ['a', 'f'],
      ['f', 'fc'],
      ['fc', 'out'],
    ),
  ),
  'several-outputs': training(twoOutputs),
  'task-without-data': training(
    chain(small, ['Flatten'], dense(), any),
    chain(small, ['Flatten'], dense(), ['Output', { task: 'multilabel' }]),
    chain(small, conv(10), ['Output', { task: 'segmentation' }]),
  ),
  'too-large': [
    {
      document: chain(small, ...body, gap, dense(), end),
      limits: { classCount: 10, memoryLimit: 400_000 },
    },
    {
      document: chain(small, ...body, gap, dense(), end),
      limits: { classCount: 10, memoryLimit: 10_000 },
      unfixable: 'not even one picture at a time would fit',
    },
  ],
};
