import { defineLayer } from './define';
import { oneCall, oneLayer } from './support/emission';
import { choice, pair, toggle } from '../schema/fields';
import { refuse, weightless } from './support/pointwise';
import { notAPicture } from './support/windows';
import { count, pairText } from './support/words';

export const upSampling2d = defineLayer({
  type: 'UpSampling2D',
  label: 'Upsample',
  stem: 'up',
  category: 'shape',
  role: 'reshape',
  icon: 'expand',
  summary: 'Makes the picture larger, by repeating pixels or by blending them.',
  aliases: ['nn.Upsample', 'F.interpolate', 'resize', 'unpooling', 'interpolation'],
  shorthand: { words: { up: {}, upsample: {} }, size: 'size' },
  params: {
    size: pair({
      default: [2, 2],
      max: 64,
      label: 'Factor',
      help: 'How many times as high and as wide.',
      alsoKnownAs: ['scale_factor'],
    }),
    interpolation: choice({
      default: 'nearest',
      label: 'Interpolation',
      help: 'Nearest repeats pixels; bilinear blends the four around.',
      options: [
        { value: 'nearest', label: 'Nearest' },
        { value: 'bilinear', label: 'Bilinear' },
      ],
      alsoKnownAs: ['mode'],
    }),
    alignCorners: toggle({
      default: false,
      label: 'Align corners',
      help: 'Maps corner pixels onto corner pixels. Off in Keras, and in PyTorch unless asked for.',
      alsoKnownAs: ['align_corners'],
      when: ({ interpolation }) => interpolation === 'bilinear',
    }),
  },
  ...weightless,
  infer({ size }, [input = []]) {
    const wrong = notAPicture('UpSampling2D', input);
    if (wrong) return refuse(wrong);
    const [height = null, width = null, channels = null] = input;
    const steps =
      height === null || width === null
        ? []
        : [
            {
              title: 'Output height × width',
              formula: 'H·s_h × W·s_w',
              filled: `${height}·${size[0]} × ${width}·${size[1]}`,
              result: `${count(height * size[0])} × ${count(width * size[1])}`,
            },
          ];
    return {
      shapes: [[height && height * size[0], width && width * size[1], channels]],
      steps,
      findings: [],
    };
  },
  brief: ({ size, interpolation }) => `${pairText(size)} · ${interpolation}`,
  lower({ size, interpolation, alignCorners }, { inputs: [x], emit }) {
    if (!x) throw new Error('UpSampling2D needs an input.');
    const [height = 0, width = 0] = x.shape;
    const aligned = alignCorners && interpolation === 'bilinear';
    return [
      emit({
        op: 'resize',
        x,
        size: [height * size[0], width * size[1]],
        method: interpolation,
        alignCorners: aligned,
      }),
    ];
  },
  keras: ({ size, interpolation, alignCorners }) =>
    alignCorners && interpolation === 'bilinear'
      ? { kind: 'unsupported', reason: 'Keras never aligns corners. Turn “Align corners” off.' }
      : oneLayer('UpSampling2D', { size, interpolation, data_format: 'channels_last' }),
  pytorch({ size, interpolation, alignCorners }) {
    const factor = size[0] === size[1] ? `${size[0]}` : `(${size.join(', ')})`;
    const corners = interpolation === 'bilinear' && alignCorners ? ', align_corners=True' : '';
    return oneCall(`F.interpolate({0}, scale_factor=${factor}, mode='${interpolation}'${corners})`);
  },
});
