import { type Loss, overChannels } from './define';

/** −Σ t · log softmax(z) of logits z, with log softmax(z) = (z − max z) − log Σ exp(z − max z), which never overflows. */
export const categoricalCrossentropy: Loss = {
  name: 'categoricalCrossentropy',
  targets: ['index', 'distribution'],
  lower({ value, target, emit }) {
    const most = overChannels(emit, value, 'max', true);
    const shifted = emit({ op: 'binary', function: 'subtract', a: value, b: most });
    const powers = emit({ op: 'unary', function: 'exp', x: shifted });
    const total = emit({ op: 'unary', function: 'log', x: overChannels(emit, powers, 'sum', true) });
    const logs = emit({ op: 'binary', function: 'subtract', a: shifted, b: total });
    const parts = emit({ op: 'binary', function: 'multiply', a: target, b: logs });
    const losses = emit({ op: 'unary', function: 'neg', x: overChannels(emit, parts, 'sum') });
    const [found, truth] = [emit({ op: 'argMax', x: value }), emit({ op: 'argMax', x: target })];
    return { losses, counters: { correct: emit({ op: 'binary', function: 'equal', a: found, b: truth }) } };
  },
};
