import type { KnownShape } from './shape';
import { defineLayer, oneToOne, type Finding, type Slide } from './define';
import { biasWeight, convolutionBrief, convolutionParams, groupFindings } from './support/convolution';
import { emitted, single, torchRange, unlessDefault, type EmittedLayer } from './support/emission';
import { integer, pair, type ParamsOf } from '../schema/fields';
import { refuse } from './support/pointwise';
import type { ExplicitPadding } from './support/primitives';
import { sliding } from './support/readings';
import { notAPicture } from './support/windows';
import { count, pairText, sizeText } from './support/words';

const params = {
  filters: integer({
    default: 32,
    label: 'Filters',
    help: 'How many channels come out.',
    alsoKnownAs: ['out_channels'],
  }),
  kernelSize: convolutionParams.kernelSize,
  strides: pair({
    default: [2, 2],
    label: 'Strides',
    help: 'How many times larger the picture becomes.',
    unit: 'px',
    alsoKnownAs: ['stride'],
  }),
  padding: {
    ...convolutionParams.padding,
    help: 'Pixels that are cut off the result: none (“valid”), as many as give size × stride (“same”), or your own.',
  },
  outputPadding: pair({
    default: [0, 0],
    min: 0,
    label: 'Output padding',
    help: 'Rows and columns that are added at the bottom and right, to choose among the sizes that the stride allows.',
    unit: 'px',
    alsoKnownAs: ['output_padding'],
    when: ({ padding }) => padding !== 'same',
  }),
  dilationRate: convolutionParams.dilationRate,
  groups: integer({
    default: 1,
    label: 'Groups',
    help: 'Splits the channels into groups that are convolved apart.',
  }),
  useBias: convolutionParams.useBias,
  kernelInitializer: convolutionParams.kernelInitializer,
};
type Params = ParamsOf<typeof params>;

interface Axis {
  readonly effective: number;
  readonly before: number;
  readonly after: number;
  readonly extra: number;
  readonly output: number;
}

/** (W − 1)·S − P_before − P_after + F' + outputPadding; "same" gives W·S (TensorFlow). */
function axisOf(own: Params, axis: 0 | 1, input: number): Axis {
  const stride = own.strides[axis];
  const effective = own.dilationRate[axis] * (own.kernelSize[axis] - 1) + 1;
  if (own.padding === 'same') {
    const total = Math.max(0, effective - stride);
    return {
      effective,
      before: Math.floor(total / 2),
      after: Math.ceil(total / 2),
      extra: Math.max(0, stride - effective),
      output: input * stride,
    };
  }
  const [before, after] =
    own.padding === 'valid'
      ? [0, 0]
      : axis === 0
        ? [own.padding[0], own.padding[1]]
        : [own.padding[2], own.padding[3]];
  const extra = own.outputPadding[axis];
  return {
    effective,
    before,
    after,
    extra,
    output: (input - 1) * stride - before - after + effective + extra,
  };
}

/** Each pixel over a window of the output. */
function spread(own: Params, input: KnownShape): Slide {
  const [rows, columns] = [axisOf(own, 0, input[0] ?? 0), axisOf(own, 1, input[1] ?? 0)];
  return {
    size: own.kernelSize,
    strides: own.strides,
    dilation: own.dilationRate,
    padding: [
      rows.before,
      Math.max(0, rows.after - rows.extra),
      columns.before,
      Math.max(0, columns.after - columns.extra),
    ],
    places: [input[0] ?? 0, input[1] ?? 0],
    over: 'output',
  };
}

export const conv2dTranspose = defineLayer({
  type: 'Conv2DTranspose',
  label: 'Transposed conv',
  stem: 'deconv',
  category: 'convolution',
  role: 'linear',
  features: 'filters',
  icon: 'maximize',
  summary: 'The way back of a convolution: each pixel spreads over a window, which makes the picture larger.',
  aliases: ['deconvolution', 'nn.ConvTranspose2d', 'ConvTranspose', 'fractionally strided', 'up-convolution'],
  shorthand: {
    words: { tc: {}, deconv: {}, convt: {}, upconv: {} },
    size: 'kernelSize',
    assumes: { padding: 'same' },
  },
  params,
  ports: () => oneToOne,
  infer(own, [input = []]) {
    const wrong = notAPicture('Conv2DTranspose', input);
    if (wrong) return refuse(wrong);
    const findings: Finding[] = [...groupFindings(own, input[2] ?? null)];
    const { strides, dilationRate, outputPadding, padding } = own;
    // As PyTorch and ONNX ask.
    const isTooLarge = (axis: 0 | 1): boolean =>
      outputPadding[axis] >= Math.max(strides[axis], dilationRate[axis]);
    if (padding !== 'same' && (isTooLarge(0) || isTooLarge(1))) {
      const dilated = Math.max(...dilationRate) > 1;
      findings.push({
        severity: 'error',
        code: 'output-padding-too-large',
        param: 'outputPadding',
        message: `An output padding of ${pairText(outputPadding)} must be smaller than the strides, ${pairText(strides)}${dilated ? `, or than the dilation, ${pairText(dilationRate)}` : ''}.`,
        suggestions: [{ kind: 'setParams', label: 'Add nothing', params: { outputPadding: [0, 0] } }],
      });
    }
    const axes = ([0, 1] as const).map((axis) => {
      const size = input[axis] ?? null;
      return size === null ? null : axisOf(own, axis, size);
    });
    const cut = axes.find(
      (axis) => axis && (axis.output < 1 || Math.max(axis.before, axis.after) >= axis.effective),
    );
    if (cut) {
      findings.push({
        severity: 'error',
        code: 'padding-cuts-everything',
        param: 'padding',
        message: `A padding of ${cut.before} and ${cut.after} cuts off more than the ${pairText(own.kernelSize)} filter adds.`,
        suggestions: [{ kind: 'setParams', label: 'Cut nothing off', params: { padding: 'valid' } }],
      });
    }
    const steps = axes.flatMap((axis, index) => {
      const size = input[index] ?? null;
      if (axis === null || size === null) return [];
      const title = index === 0 ? 'Output height' : 'Output width';
      const stride = strides[index] ?? 1;
      if (padding === 'same')
        return [{ title, formula: 'W·S', filled: `${size}·${stride}`, result: count(axis.output) }];
      const filter = own.kernelSize[index] ?? 1;
      const dilation = own.dilationRate[index] ?? 1;
      const equal = axis.before === axis.after;
      const extra = axis.extra > 0;
      return [
        ...(dilation > 1
          ? [
              {
                title: `Effective filter${index === 0 ? ' (height)' : ' (width)'}`,
                formula: 'F′ = D·(F − 1) + 1',
                filled: `${dilation}·(${filter} − 1) + 1`,
                result: String(axis.effective),
              },
            ]
          : []),
        {
          title,
          formula: `(W − 1)·S − ${equal ? '2P' : 'P₁ − P₂'} + F${dilation > 1 ? '′' : ''}${extra ? ' + output padding' : ''}`,
          filled: `(${size} − 1)·${stride} − ${equal ? `2·${axis.before}` : `${axis.before} − ${axis.after}`} + ${axis.effective}${extra ? ` + ${axis.extra}` : ''}`,
          result: sizeText(axis.output),
        },
      ];
    });
    if (findings.some(({ severity }) => severity === 'error')) return { shapes: [], steps, findings };
    const [height, width] = axes;
    return { shapes: [[height?.output ?? null, width?.output ?? null, own.filters]], steps, findings };
  },
  weights({ kernelSize: [height, width], filters, groups, useBias, kernelInitializer }, [input = []]) {
    const channels = input[2] ?? 0;
    const receptive = height * width;
    return [
      {
        name: 'kernel',
        shape: [height, width, filters / groups, channels],
        trainable: true,
        initializer: {
          kind: kernelInitializer,
          fanIn: receptive * channels,
          fanOut: (receptive * filters) / groups,
        },
        decay: true,
      },
      ...biasWeight(useBias, filters),
    ];
  },
  window: (own, [input = []]) => sliding(spread(own, input)),
  slide: (own, [input = []]) => spread(own, input),
  macs({ kernelSize: [height, width], filters, groups }, [input = []]) {
    return height * width * ((input[2] ?? 0) / groups) * filters * (input[0] ?? 0) * (input[1] ?? 0);
  },
  brief: (own) => convolutionBrief(own, own.filters),
  explain({ kernelSize: [height, width], filters, groups, useBias }, [input = []]) {
    const [rows = 0, columns = 0, channels = 0] = input;
    const depth = groups > 1 ? `${channels}/${groups}` : `${channels}`;
    const per = height * width * (channels / groups) * filters;
    return {
      parameters: {
        title: 'Parameters',
        formula: `F_h·F_w·C_in${groups > 1 ? '/groups' : ''}·filters${useBias ? ' + filters' : ''}`,
        filled: `${height}·${width}·${depth}·${filters}${useBias ? ` + ${filters}` : ''}`,
        result: count(per + (useBias ? filters : 0)),
      },
      macs: {
        title: 'MACs per image',
        formula: `F_h·F_w·C_in${groups > 1 ? '/groups' : ''}·filters·H_in·W_in`,
        filled: `${height}·${width}·${depth}·${filters}·${rows}·${columns}`,
        result: count(per * rows * columns),
      },
    };
  },
  lower(own, { inputs: [x], weights: { kernel, bias }, emit }) {
    if (!x || !kernel) throw new Error('Conv2DTranspose needs an input and a kernel.');
    const [rows, columns] = [axisOf(own, 0, x.shape[0] ?? 0), axisOf(own, 1, x.shape[1] ?? 0)];
    const padding: ExplicitPadding = [
      rows.before,
      rows.after - rows.extra,
      columns.before,
      columns.after - columns.extra,
    ];
    // The convolution whose gradient this is reads the whole of a picture padded by so much; less than nothing is cut off.
    const whole = padding.map((side) => Math.max(0, side)) as unknown as ExplicitPadding;
    return [
      emit({
        op: 'convTranspose2d',
        x,
        kernel,
        ...(bias && { bias }),
        strides: own.strides,
        dilation: own.dilationRate,
        groups: own.groups,
        padding: whole,
        outputSize: [rows.output, columns.output],
      }),
    ];
  },
  keras(own, [input = []]) {
    const { filters, kernelSize, strides, dilationRate, groups, useBias, padding } = own;
    if (groups > 1)
      return { kind: 'unsupported', reason: 'Keras’ transposed convolution has no groups. Set them to 1.' };
    if (Math.max(...strides) > 1 && Math.max(...dilationRate) > 1)
      return {
        kind: 'unsupported',
        reason: 'Keras has no strides together with dilation. Set one of them to 1.',
      };
    const axes = ([0, 1] as const).map((axis) => axisOf(own, axis, input[axis] ?? 1));
    const layer: EmittedLayer = {
      className: 'Conv2DTranspose',
      args: {
        filters,
        kernel_size: kernelSize,
        strides,
        padding: padding === 'same' ? 'same' : 'valid',
        data_format: 'channels_last',
        dilation_rate: dilationRate,
        activation: 'linear',
        use_bias: useBias,
      },
      weights: [{ name: 'kernel', as: 'kernel' }, ...(useBias ? [{ name: 'bias', as: 'bias' }] : [])],
    };
    if (padding === 'same') return { kind: 'layers', layers: [layer] };
    const crop = axes.map(({ before, after, extra, effective }, axis) => [
      before,
      // Keras' "valid" gives (W − 1)·S + max(F′, S).
      after - extra + Math.max(0, (strides[axis] ?? 1) - effective),
    ]);
    if (crop.flat().some((side) => side < 0))
      return { kind: 'unsupported', reason: 'Keras can’t add this output padding. Set it to 0.' };
    const cropping: EmittedLayer = {
      className: 'Cropping2D',
      args: { cropping: crop, data_format: 'channels_last' },
      weights: [],
    };
    return { kind: 'layers', layers: crop.flat().every((side) => side === 0) ? [layer] : [layer, cropping] };
  },
  pytorch(own, [input = []]) {
    const { filters, kernelSize, strides, dilationRate, groups, useBias } = own;
    const [rows, columns] = ([0, 1] as const).map((axis) =>
      torchAxis(axisOf(own, axis, input[axis] ?? 1), Math.max(strides[axis], dilationRate[axis])),
    );
    if (!rows || !columns) throw new Error('A picture has two axes.');
    const layer: EmittedLayer = {
      className: 'nn.ConvTranspose2d',
      positional: [input[2] ?? 0, filters],
      args: unlessDefault(
        {
          kernel_size: single(kernelSize),
          stride: single(strides),
          padding: single([rows.padding, columns.padding]),
          output_padding: single([rows.outputPadding, columns.outputPadding]),
          dilation: single(dilationRate),
          groups,
          bias: useBias,
        },
        { stride: 1, padding: 0, output_padding: 0, dilation: 1, groups: 1, bias: true },
      ),
      weights: [
        { name: 'kernel', as: 'weight', permutation: [3, 2, 0, 1] },
        ...(useBias ? [{ name: 'bias', as: 'bias' }] : []),
      ],
    };
    const kept = (axis: TorchAxis): string => torchRange(axis.dropBefore, axis.dropAfter);
    return emitted([
      layer,
      ...(kept(rows) === ':' && kept(columns) === ':'
        ? []
        : [{ call: `{0}[:, :, ${kept(rows)}, ${kept(columns)}]` }]),
    ]);
  },
});

interface TorchAxis {
  readonly padding: number;
  readonly outputPadding: number;
  /** What is sliced off afterwards. */
  readonly dropBefore: number;
  readonly dropAfter: number;
}

/**
 * PyTorch cuts `padding` off both ends, and adds `output_padding` at the far one, which must be less than `limit`, the
 * larger of stride and dilation. What else has to go is sliced off.
 */
function torchAxis({ before, after, extra }: Axis, limit: number): TorchAxis {
  const atEnd = after - extra;
  const padding = Math.min(before, atEnd + limit - 1);
  return {
    padding,
    outputPadding: Math.max(0, padding - atEnd),
    dropBefore: before - padding,
    dropAfter: Math.max(0, atEnd - padding),
  };
}
