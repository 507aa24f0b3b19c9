import { defineLayer, type Reading } from './define';
import { greatestCommonDivisor } from './support/common-divisor';
import { oneCall, oneLayer } from './support/emission';
import { choice, pair, toggle } from '../schema/fields';
import { refuse, weightless } from './support/pointwise';
import { reading } from './support/readings';
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
  window: ({ size, interpolation, alignCorners }, [input = []]) => {
    const axis = (at: 0 | 1): Reading =>
      interpolation === 'nearest'
        ? reading(at, { size: size[at], stretch: size[at], start: 1 - size[at] })
        : alignCorners
          ? aligned(at, input[at] ?? 1, size[at])
          : centred(at, size[at]);
    return [axis(0), axis(1)];
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

/**
 * The pixels on both sides of (i + ½)/s − ½, or the one that lies right there: a transposed convolution whose filter is a
 * tent of 2s − 1 pixels, of 2s where s is even (Long, Shelhamer & Darrell, "Fully convolutional networks", 2015).
 */
function centred(axis: 0 | 1, factor: number): Reading {
  const size = 2 * factor - (factor % 2);
  return reading(axis, { size, stretch: factor, start: (size - factor) / 2 - (size - 1) });
}

/** The pixels on both sides of i·(in − 1)/(out − 1), or the one that lies right there. */
function aligned(axis: 0 | 1, input: number, factor: number): Reading {
  if (input === 1) return reading(axis, { stride: 0 });
  const [steps, places] = [input - 1, input * factor - 1];
  const common = greatestCommonDivisor(steps, places);
  const stretch = places / common;
  return reading(axis, { size: 2 * stretch - 1, stride: steps / common, stretch, start: 1 - stretch });
}
