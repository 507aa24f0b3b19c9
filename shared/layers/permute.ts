import { defineLayer, type Reading } from './define';
import { oneCall, oneLayer } from './support/emission';
import { choice } from '../schema/fields';
import { refuse, weightless } from './support/pointwise';
import { reading, readingAll } from './support/readings';
import { outputSize } from './support/sizes';
import { notAPicture } from './support/windows';

const orders = [
  { value: '213', label: 'W × H × C' },
  { value: '132', label: 'H × C × W' },
  { value: '231', label: 'W × C × H' },
  { value: '312', label: 'C × H × W' },
  { value: '321', label: 'C × W × H' },
] as const;
const axesOf = (dims: string): readonly number[] => Array.from(dims, (digit) => Number(digit) - 1);

export const permute = defineLayer({
  type: 'Permute',
  label: 'Permute',
  stem: 'permute',
  category: 'shape',
  role: 'reshape',
  icon: 'rotate-3d',
  summary: 'Exchanges height, width and channels.',
  aliases: ['transpose', 'torch.permute', 'swap axes'],
  params: {
    dims: choice({
      default: '213',
      label: 'New order',
      help: 'Which of the old axes comes first, second and third.',
      options: orders,
      alsoKnownAs: ['axes', 'perm'],
    }),
  },
  ...weightless,
  infer({ dims }, [input = []]) {
    const wrong = notAPicture('Permute', input);
    if (wrong) return refuse(wrong);
    const shape = axesOf(dims).map((axis) => input[axis] ?? null);
    const order = orders.find(({ value }) => value === dims)?.label ?? dims;
    return { shapes: [shape], steps: outputSize(order, shape), findings: [] };
  },
  window({ dims }, [input = []]) {
    const axis = (from: 0 | 1): Reading => {
      const to = axesOf(dims).indexOf(from);
      return to === 0 || to === 1 ? reading(from, { along: to }) : readingAll(from, input[from] ?? 1);
    };
    return [axis(0), axis(1)];
  },
  brief: ({ dims }) => orders.find(({ value }) => value === dims)?.label ?? dims,
  lower({ dims }, { inputs: [x], emit }) {
    if (!x) throw new Error('Permute needs an input.');
    return [emit({ op: 'transpose', x, permutation: axesOf(dims) })];
  },
  keras: ({ dims }) => oneLayer('Permute', { dims: axesOf(dims).map((axis) => axis + 1) }),
  pytorch({ dims }) {
    // Ours are H, W, C; PyTorch's axes 2, 3, 1. The new channels go back to the front.
    const [height, width, channels] = axesOf(dims).map((axis) => [2, 3, 1][axis] ?? 0);
    return oneCall(`{0}.permute(0, ${channels}, ${height}, ${width})`);
  },
});
