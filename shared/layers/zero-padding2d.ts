import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { sidesBrief, sidesOf, sidesPairs, sidesParams } from './support/padding';
import { refuse, weightless } from './support/pointwise';
import { shifted } from './support/readings';
import { withSides } from './support/sizes';
import { notAPicture } from './support/windows';

export const zeroPadding2d = defineLayer({
  type: 'ZeroPadding2D',
  label: 'Zero padding',
  stem: 'pad',
  category: 'shape',
  role: 'reshape',
  icon: 'square-dashed',
  summary: 'Puts rows and columns of zeros around the picture.',
  aliases: ['nn.ZeroPad2d', 'pad', 'border'],
  params: sidesParams(1, 'added'),
  ...weightless,
  infer(params, [input = []]) {
    const wrong = notAPicture('ZeroPadding2D', input);
    if (wrong) return refuse(wrong);
    const [height = null, width = null, channels = null] = input;
    const { top, bottom, left, right } = params;
    return {
      shapes: [[height && height + top + bottom, width && width + left + right, channels]],
      steps: withSides(input, sidesOf(params), '+'),
      findings: [],
    };
  },
  window: ({ top, left }) => shifted(-top, -left),
  brief: (params) => sidesBrief(params),
  lower(params, { inputs: [x], emit }) {
    if (!x) throw new Error('ZeroPadding2D needs an input.');
    return [emit({ op: 'pad', x, padding: sidesOf(params), mode: 'constant', value: 0 })];
  },
  keras: (params) => oneLayer('ZeroPadding2D', { padding: sidesPairs(params), data_format: 'channels_last' }),
  pytorch: ({ top, bottom, left, right }) =>
    oneCall(
      `F.pad({0}, (${left}, ${right}, ${top}, ${bottom}))`,
      `nn.ZeroPad2d((${left}, ${right}, ${top}, ${bottom}))`,
    ),
});
