import { type Loss, overChannels } from './define';

/** |x − t|, mean over the channels of a row; its slope is 0 where both are equal. */
export const meanAbsoluteError: Loss = {
  name: 'meanAbsoluteError',
  targets: ['values'],
  lower({ value, target, emit }) {
    const difference = emit({ op: 'binary', function: 'subtract', a: value, b: target });
    const sizes = emit({ op: 'unary', function: 'abs', x: difference });
    return { losses: overChannels(emit, sizes, 'mean'), counters: {} };
  },
};
