import { isKnown, type KnownShape } from './shape';
import { defineLayer } from './define';
import { emitted, oneLayer } from './support/emission';
import { shape } from '../schema/fields';
import { refuse, weightless } from './support/pointwise';
import { outputSize } from './support/sizes';
import { count, shapeText } from './support/words';

const sizeOf = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

export const reshape = defineLayer({
  type: 'Reshape',
  label: 'Reshape',
  stem: 'reshape',
  category: 'shape',
  role: 'reshape',
  icon: 'move-3d',
  summary: 'Reads the same numbers in another shape, in the same order.',
  aliases: ['view', 'torch.reshape', 'unflatten'],
  params: {
    shape: shape({
      default: [1, 1, 64],
      minRank: 1,
      maxRank: 3,
      label: 'Shape',
      help: 'Height, width and channels, or one number for a vector; as many numbers as come in.',
      alsoKnownAs: ['target_shape'],
    }),
  },
  ...weightless,
  infer({ shape: wanted }, [input = []]) {
    if (!isKnown(input) || sizeOf(input) === sizeOf(wanted))
      return {
        shapes: [wanted],
        steps: outputSize('as many numbers as come in', wanted, input.map((dim) => dim ?? '?').join('·')),
        findings: [],
      };
    const rest = sizeOf(wanted.slice(0, -1));
    const fitting =
      sizeOf(input) % rest === 0 ? [...wanted.slice(0, -1), sizeOf(input) / rest] : [sizeOf(input)];
    const finding = {
      severity: 'error',
      code: 'sizes-differ',
      param: 'shape',
      message: `${shapeText(input)} holds ${count(sizeOf(input))} numbers, but ${shapeText(wanted)} holds ${count(sizeOf(wanted))}.`,
      suggestions: [
        { kind: 'setParams', label: `Make it ${shapeText(fitting)}`, params: { shape: fitting } },
      ],
    } as const;
    const numbers = (title: string, shape: KnownShape) => ({
      title,
      formula: 'the product of all sizes',
      filled: shape.join('·'),
      result: count(sizeOf(shape)),
    });
    return refuse(finding, [
      numbers('Numbers that come in', input),
      numbers('Numbers that it makes', wanted),
    ]);
  },
  window: () => ({ run: 1 }),
  brief: ({ shape: wanted }) => shapeText(wanted),
  lower({ shape: wanted }, { inputs: [x], emit }) {
    if (!x) throw new Error('Reshape needs an input.');
    return [emit({ op: 'reshape', x, shape: wanted })];
  },
  keras: ({ shape: wanted }) => oneLayer('Reshape', { target_shape: wanted }),
  /** Channels come last in our order, so the numbers are read in that order there, too. */
  pytorch({ shape: wanted }, [input = []]) {
    const last = input.length === 3 ? [{ call: '{0}.permute(0, 2, 3, 1)' }] : [];
    const back = wanted.length === 3 ? [{ call: '{0}.permute(0, 3, 1, 2)' }] : [];
    return emitted([...last, { call: `{0}.reshape(-1, ${wanted.join(', ')})` }, ...back]);
  },
});
