import { type Loss, overChannels } from './define';

/**
 * −t · log σ(z) − (1 − t) · log σ(−z) of logits z, mean over the labels; as z · (½ − t) + ½|z| + log(1 + exp(−|z|)) it
 * never overflows, and its gradient σ(z) − t holds at 0 too, where the slope of |z| is taken as 0.
 */
export const binaryCrossentropy: Loss = {
  name: 'binaryCrossentropy',
  targets: ['values'],
  lower({ value, target, emit }) {
    const away = emit({ op: 'unary', function: 'affine', x: target, scale: -1, offset: 0.5 });
    const linear = emit({ op: 'binary', function: 'multiply', a: value, b: away });
    const size = emit({ op: 'unary', function: 'abs', x: value });
    const half = emit({ op: 'unary', function: 'affine', x: size, scale: 0.5, offset: 0 });
    const power = emit({ op: 'unary', function: 'exp', x: emit({ op: 'unary', function: 'neg', x: size }) });
    const above = emit({ op: 'unary', function: 'affine', x: power, scale: 1, offset: 1 });
    const tail = emit({ op: 'unary', function: 'log', x: above });
    const straight = emit({ op: 'binary', function: 'add', a: linear, b: half });
    const labels = emit({ op: 'binary', function: 'add', a: straight, b: tail });
    return { losses: overChannels(emit, labels, 'mean'), counters: {} };
  },
};
