import { defineLayer, type Finding } from './define';
import { oneCall } from './support/emission';
import { integer } from '../schema/fields';
import { axisIndex, axisParam, shiftedAlong } from './support/axes';
import { refuse, weightless } from './support/pointwise';
import { torchAxis } from './support/emission';
import { outputSize } from './support/sizes';
import { count } from './support/words';

export const slice = defineLayer({
  type: 'Slice',
  label: 'Slice',
  stem: 'slice',
  category: 'shape',
  role: 'reshape',
  icon: 'slice',
  summary: 'Keeps a run of channels, rows or columns.',
  aliases: ['crop channels', 'narrow', 'torch.narrow', 'getitem'],
  params: {
    axis: axisParam,
    start: integer({ default: 0, min: 0, label: 'First', help: 'The first that is kept, counted from 0.' }),
    length: integer({ default: 1, label: 'How many', help: 'How many are kept.', alsoKnownAs: ['size'] }),
  },
  ...weightless,
  infer({ axis, start, length }, [input = []]) {
    const at = axisIndex(axis, input.length);
    const size = input[at] ?? null;
    if (size !== null && start + length > size) {
      const finding: Finding = {
        severity: 'error',
        code: 'slice-beyond-end',
        param: 'length',
        message: `There are ${count(size)} ${axis}, so ${count(length)} of them can't be kept from number ${start} on.`,
        suggestions:
          start < size
            ? [{ kind: 'setParams', label: `Keep ${size - start}`, params: { length: size - start } }]
            : [
                {
                  kind: 'setParams',
                  label: 'Begin with the first',
                  params: { start: 0, length: Math.min(length, size) },
                },
              ],
      };
      const end = { title: 'End of what is kept', formula: 'start + length', filled: `${start} + ${length}` };
      return refuse(finding, [
        { ...end, result: `${count(start + length)}, but there are ${count(size)} ${axis}` },
      ]);
    }
    const shape = input.map((dim, i) => (i === at ? length : dim));
    const steps = outputSize(`${axis} ${start} to ${start + length - 1} are kept`, shape);
    return { shapes: [shape], steps: size === length ? [] : steps, findings: [] };
  },
  window: ({ axis, start }, [input = []]) => shiftedAlong(axis, start, input.length),
  brief: ({ axis, start, length }) => `${axis} ${start}–${start + length - 1}`,
  lower({ axis, start, length }, { inputs: [x], emit }) {
    if (!x) throw new Error('Slice needs an input.');
    const at = axisIndex(axis, x.shape.length);
    const begin = x.shape.map((_, i) => (i === at ? start : 0));
    return [emit({ op: 'slice', x, begin, size: x.shape.map((dim, i) => (i === at ? length : dim)) })];
  },
  keras({ axis, start, length }, [input = []]) {
    const at = axisIndex(axis, input.length);
    return oneCall(
      `{0}[:, ${input.map((_, i) => (i === at ? `${start}:${start + length}` : ':')).join(', ')}]`,
    );
  },
  pytorch: ({ axis, start, length }, [input = []]) =>
    oneCall(`{0}.narrow(${torchAxis(input.length, axisIndex(axis, input.length))}, ${start}, ${length})`),
});
