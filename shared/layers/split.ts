import { defineLayer } from './define';
import { axisIndex, axisParam, shiftedAlong } from './support/axes';
import { oneCall, torchAxis } from './support/emission';
import { integer } from '../schema/fields';
import { refuse, weightless } from './support/pointwise';
import { count } from './support/words';

const MOST_PARTS = 64;
const divisors = (size: number): readonly number[] =>
  Array.from({ length: MOST_PARTS - 1 }, (_, i) => i + 2).filter((n) => size % n === 0);

export const split = defineLayer({
  type: 'Split',
  label: 'Split',
  stem: 'split',
  category: 'shape',
  role: 'reshape',
  icon: 'columns-2',
  summary: 'Cuts the channels, rows or columns into equal parts, each with an output of its own.',
  aliases: ['chunk', 'torch.chunk', 'tf.split', 'channel split'],
  params: {
    axis: axisParam,
    parts: integer({
      default: 2,
      min: 2,
      max: MOST_PARTS,
      label: 'Parts',
      help: 'How many equal parts.',
      alsoKnownAs: ['chunks', 'num_or_size_splits'],
    }),
  },
  ...weightless,
  ports: ({ parts }) => ({ inputs: ['in'], outputs: Array.from({ length: parts }, (_, i) => `out:${i}`) }),
  infer({ axis, parts }, [input = []]) {
    const at = axisIndex(axis, input.length);
    const size = input[at] ?? null;
    const steps =
      size === null
        ? []
        : [
            {
              title: `${axis.charAt(0).toUpperCase()}${axis.slice(1)} of each part`,
              formula: `${axis} / parts`,
              filled: `${size} / ${parts}`,
              result: `${count(size / parts)}${size % parts === 0 ? '' : ', but whole ones are needed'}`,
            },
          ];
    if (size !== null && size % parts !== 0) {
      // Outputs that are connected stay so where there are more parts than before.
      const all = divisors(size);
      const fitting = [all.find((n) => n > parts), all.findLast((n) => n < parts)].filter(
        (n) => n !== undefined,
      );
      const finding = {
        severity: 'error',
        code: 'parts-do-not-divide',
        param: 'parts',
        message: `${count(size)} ${axis} can't be cut into ${parts} equal parts.`,
        suggestions: fitting.map((n) => ({
          kind: 'setParams' as const,
          label: `Cut into ${n} parts`,
          params: { parts: n },
        })),
      } as const;
      return refuse(finding, steps);
    }
    const part = input.map((dim, i) => (i === at ? dim && dim / parts : dim));
    return { shapes: Array.from({ length: parts }, () => part), steps, findings: [] };
  },
  window({ axis, parts }, [input = []], _, to) {
    const size = (input[axisIndex(axis, input.length)] ?? 0) / parts;
    return shiftedAlong(axis, size * to, input.length);
  },
  brief: ({ axis, parts }) => `${axis} in ${parts}`,
  lower({ axis, parts }, { inputs: [x], emit }) {
    if (!x) throw new Error('Split needs an input.');
    const at = axisIndex(axis, x.shape.length);
    const size = x.shape.map((dim, i) => (i === at ? dim / parts : dim));
    return Array.from({ length: parts }, (_, part) =>
      emit({ op: 'slice', x, begin: size.map((dim, i) => (i === at ? dim * part : 0)), size }),
    );
  },
  keras: ({ axis, parts }, [input = []]) =>
    oneCall(`keras.ops.split({0}, ${parts}, axis=${axisIndex(axis, input.length) + 1})`),
  pytorch: ({ axis, parts }, [input = []]) =>
    oneCall(`{0}.chunk(${parts}, dim=${torchAxis(input.length, axisIndex(axis, input.length))})`),
});
