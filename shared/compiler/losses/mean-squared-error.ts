import { type Loss, overChannels } from './define';

/** (x − t)², mean over the channels of a row. */
export const meanSquaredError: Loss = {
  name: 'meanSquaredError',
  targets: ['values'],
  lower({ value, target, emit }) {
    const difference = emit({ op: 'binary', function: 'subtract', a: value, b: target });
    const squares = emit({ op: 'unary', function: 'square', x: difference });
    return { losses: overChannels(emit, squares, 'mean'), counters: {} };
  },
};
