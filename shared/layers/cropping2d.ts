import { defineLayer } from './define';
import { oneCall, oneLayer, torchRange } from './support/emission';
import { sidesBrief, sidesOf, sidesPairs, sidesParams } from './support/padding';
import { refuse, weightless } from './support/pointwise';
import { shifted } from './support/readings';
import { withSides } from './support/sizes';
import { notAPicture } from './support/windows';
import { shapeText } from './support/words';

export const cropping2d = defineLayer({
  type: 'Cropping2D',
  label: 'Crop',
  stem: 'crop',
  category: 'shape',
  role: 'reshape',
  icon: 'crop',
  summary: 'Cuts rows and columns off the edges of the picture.',
  aliases: ['crop', 'center crop', 'trim'],
  params: sidesParams(1, 'cut off'),
  ...weightless,
  infer(params, [input = []]) {
    const wrong = notAPicture('Cropping2D', input);
    if (wrong) return refuse(wrong);
    const [height = null, width = null, channels = null] = input;
    const { top, bottom, left, right } = params;
    const rows = height === null ? null : height - top - bottom;
    const columns = width === null ? null : width - left - right;
    const steps = withSides(input, sidesOf(params), '−');
    if ((rows !== null && rows < 1) || (columns !== null && columns < 1)) {
      const finding = {
        severity: 'error',
        code: 'nothing-left',
        param: rows !== null && rows < 1 ? 'top' : 'left',
        message: `Nothing is left of the ${shapeText(input.slice(0, 2))} picture when ${top + bottom} rows and ${left + right} columns are cut off.`,
        suggestions: [
          { kind: 'setParams', label: 'Cut nothing off', params: { top: 0, bottom: 0, left: 0, right: 0 } },
        ],
      } as const;
      return refuse(finding, steps);
    }
    return { shapes: [[rows, columns, channels]], steps, findings: [] };
  },
  window: ({ top, left }) => shifted(top, left),
  brief: (params) => sidesBrief(params),
  lower({ top, bottom, left, right }, { inputs: [x], emit }) {
    if (!x) throw new Error('Cropping2D needs an input.');
    const [height = 0, width = 0, channels = 0] = x.shape;
    const size = [height - top - bottom, width - left - right, channels];
    return [emit({ op: 'slice', x, begin: [top, left, 0], size })];
  },
  keras: (params) => oneLayer('Cropping2D', { cropping: sidesPairs(params), data_format: 'channels_last' }),
  pytorch({ top, bottom, left, right }) {
    return oneCall(`{0}[:, :, ${torchRange(top, bottom)}, ${torchRange(left, right)}]`);
  },
});
