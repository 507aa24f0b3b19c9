import { defineLayer } from './define';
import { axisIndex, axisParam } from './support/axes';
import { oneCall, torchAxis } from './support/emission';
import { integer } from './support/fields';
import { refuse, weightless } from './support/pointwise';
import { count } from './support/words';

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
      max: 64,
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
    if (size !== null && size % parts !== 0) {
      let fitting = Math.min(parts, size);
      while (fitting > 2 && size % fitting !== 0) fitting -= 1;
      return refuse({
        severity: 'error',
        code: 'parts-do-not-divide',
        param: 'parts',
        message: `${count(size)} ${axis} can't be cut into ${parts} equal parts.`,
        suggestions:
          size % fitting === 0 && fitting >= 2
            ? [{ kind: 'setParams', label: `Cut into ${fitting} parts`, params: { parts: fitting } }]
            : [],
      });
    }
    const part = input.map((dim, i) => (i === at ? dim && dim / parts : dim));
    return { shapes: Array.from({ length: parts }, () => part), steps: [], findings: [] };
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
