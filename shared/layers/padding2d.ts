import { isKnown } from './shape';
import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { choice, number } from '../schema/fields';
import { reflectionTooWide, sidesBrief, sidesOf, sidesPairs, sidesParams } from './support/padding';
import { refuse, weightless } from './support/pointwise';
import { shifted } from './support/readings';
import { withSides } from './support/sizes';
import { notAPicture } from './support/windows';

export const padding2d = defineLayer({
  type: 'Padding2D',
  label: 'Padding',
  stem: 'pad',
  category: 'shape',
  role: 'reshape',
  icon: 'frame',
  summary:
    'Puts rows and columns around the picture: a number, the picture mirrored, or its border repeated.',
  aliases: ['nn.ReflectionPad2d', 'nn.ReplicationPad2d', 'nn.ConstantPad2d', 'mirror', 'edge'],
  params: {
    ...sidesParams(1, 'added'),
    mode: choice({
      default: 'reflect',
      label: 'Filled with',
      help: 'What stands there: a number, the picture mirrored at its border, or the border repeated.',
      options: [
        { value: 'constant', label: 'A number' },
        { value: 'reflect', label: 'Reflection' },
        { value: 'replicate', label: 'Border' },
      ],
      alsoKnownAs: ['padding_mode'],
    }),
    value: number({
      default: 0,
      label: 'Number',
      help: 'The value of every added pixel.',
      when: ({ mode }) => mode === 'constant',
    }),
  },
  ...weightless,
  infer(params, [input = []]) {
    const wrong = notAPicture('Padding2D', input);
    if (wrong) return refuse(wrong);
    const [height = null, width = null, channels = null] = input;
    const { top, bottom, left, right, mode } = params;
    const findings =
      mode === 'reflect' && isKnown(input)
        ? reflectionTooWide(sidesOf(params), input, 'top', [
            { kind: 'setParams', label: 'Repeat the border', params: { mode: 'replicate' } },
            { kind: 'setParams', label: 'Fill with a number', params: { mode: 'constant' } },
          ])
        : [];
    const steps = withSides(input, sidesOf(params), '+');
    if (findings.length > 0) return { shapes: [], steps, findings };
    return {
      shapes: [[height && height + top + bottom, width && width + left + right, channels]],
      steps,
      findings: [],
    };
  },
  window: ({ top, left }) => shifted(-top, -left),
  brief: (params) => `${sidesBrief(params)} · ${params.mode}`,
  lower(params, { inputs: [x], emit }) {
    if (!x) throw new Error('Padding2D needs an input.');
    const { mode, value } = params;
    return [emit({ op: 'pad', x, padding: sidesOf(params), mode, value })];
  },
  keras(params) {
    const { mode, value } = params;
    if (mode === 'constant' && value === 0)
      return oneLayer('ZeroPadding2D', { padding: sidesPairs(params), data_format: 'channels_last' });
    const { top, bottom, left, right } = params;
    const sides = `((0, 0), (${top}, ${bottom}), (${left}, ${right}), (0, 0))`;
    if (mode === 'constant')
      return oneCall(`keras.ops.pad({0}, ${sides}, mode='constant', constant_values=${value})`);
    if (mode === 'reflect') return oneCall(`keras.ops.pad({0}, ${sides}, mode='reflect')`);
    const call = `pad_with_border({0}, ${top}, ${bottom}, ${left}, ${right})`;
    return { kind: 'steps', steps: [{ call, helper: padWithBorder }] };
  },
  pytorch({ top, bottom, left, right, mode, value }) {
    const how = mode === 'constant' ? `value=${value}` : `mode='${mode}'`;
    return oneCall(`F.pad({0}, (${left}, ${right}, ${top}, ${bottom}), ${how})`);
  },
});

/** “edge” of `keras.ops.pad` is unknown to TensorFlow. */
const padWithBorder = `def pad_with_border(x, top, bottom, left, right):
    first, last = x[:, :1], x[:, -1:]
    x = keras.ops.concatenate([*[first] * top, x, *[last] * bottom], axis=1)
    first, last = x[:, :, :1], x[:, :, -1:]
    return keras.ops.concatenate([*[first] * left, x, *[last] * right], axis=2)`;
