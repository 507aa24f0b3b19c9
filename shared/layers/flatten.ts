import { isKnown } from './shape';
import { defineLayer, oneToOne } from './define';
import { emitted } from './support/emission';
import { count } from './support/words';

export const flatten = defineLayer({
  type: 'Flatten',
  label: 'Flatten',
  stem: 'flatten',
  category: 'shape',
  role: 'reshape',
  icon: 'align-justify',
  basic: 5,
  summary: 'Lays the picture out as one long vector, row by row, so that dense layers can read it.',
  aliases: ['nn.Flatten', 'Reshape', 'vectorize'],
  params: {},
  ports: () => oneToOne,
  infer(_, [input = []]) {
    if (!isKnown(input)) return { shapes: [[null]], steps: [], findings: [] };
    const size = input.reduce((product, dim) => product * dim, 1);
    const step = {
      title: 'Output length',
      formula: 'H·W·C',
      filled: input.join('·'),
      result: count(size),
    };
    return { shapes: [[size]], steps: input.length === 1 ? [] : [step], findings: [] };
  },
  weights: () => [],
  window: () => ({ run: 1 }),
  macs: () => 0,
  brief: () => '',
  lower(_, { inputs: [x], emit }) {
    if (!x) throw new Error('Flatten needs an input.');
    return [emit({ op: 'reshape', x, shape: [x.shape.reduce((product, dim) => product * dim, 1)] })];
  },
  keras: () => ({
    kind: 'layers',
    layers: [{ className: 'Flatten', args: { data_format: 'channels_last' }, weights: [] }],
  }),
  // PyTorch flattens channel by channel. Where a dense layer is next, that only permutes its weights.
  pytorch(_, [input = []], { orderIsFree } = { orderIsFree: true }) {
    const [height = 1, width = 1, channels = 1] = input;
    const flat = { call: 'torch.flatten({0}, 1)', modules: ['nn.Flatten()'] };
    const same = orderIsFree || input.length === 1 || channels === 1 || height * width === 1;
    return emitted(same ? [flat] : [{ call: '{0}.permute(0, 2, 3, 1)' }, flat]);
  },
});
