import { defineLayer, type Reading } from './define';
import { greatestCommonDivisor } from './support/common-divisor';
import { oneLayer, single } from './support/emission';
import { pair } from '../schema/fields';
import { refuse, weightless } from './support/pointwise';
import type { OpEmitter, Value } from './support/primitives';
import { reading } from './support/readings';
import { outputSize as sizeStep } from './support/sizes';
import { notAPicture } from './support/windows';
import { pairText, shapeText } from './support/words';

/** PyTorch's: bin i reads the rows from ⌊i·in/out⌋ to ⌈(i + 1)·in/out⌉. */
export const adaptiveAveragePooling2d = defineLayer({
  type: 'AdaptiveAveragePooling2D',
  label: 'Adaptive average pool',
  stem: 'adaptivepool',
  category: 'pooling',
  role: 'pooling',
  icon: 'scaling',
  summary: 'Averages the picture down to a size of your choice, whatever size comes in.',
  aliases: ['nn.AdaptiveAvgPool2d', 'adaptive pooling', 'spatial pyramid'],
  params: {
    outputSize: pair({
      default: [1, 1],
      max: 1000,
      label: 'Output size',
      help: 'Height and width of what comes out.',
      unit: 'px',
      alsoKnownAs: ['output_size'],
    }),
  },
  ...weightless,
  infer({ outputSize }, [input = []]) {
    const wrong = notAPicture('AdaptiveAveragePooling2D', input);
    if (wrong) return refuse(wrong);
    const steps = [0, 1].flatMap((axis) => {
      const size = input[axis] ?? null;
      const bins = outputSize[axis] ?? 1;
      if (size === null) return [];
      const lengths = Array.from(
        { length: bins },
        (_, i) => Math.ceil(((i + 1) * size) / bins) - Math.floor((i * size) / bins),
      );
      const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
      return [
        {
          title: axis === 0 ? 'Rows of bin i' : 'Columns of bin i',
          formula: '⌊i·in/out⌋ to ⌈(i + 1)·in/out⌉',
          filled: `⌊i·${size}/${bins}⌋ to ⌈(i + 1)·${size}/${bins}⌉`,
          result: least === most ? `${most} each` : `${least} to ${most} each`,
        },
      ];
    });
    const shape = [...outputSize, input[2] ?? null];
    return { shapes: [shape], steps: [...sizeStep('as you chose it', shape), ...steps], findings: [] };
  },
  window: ({ outputSize }, [input = []]) =>
    outputSize[0] === 1 && outputSize[1] === 1
      ? 'global'
      : [binsOf(0, input[0] ?? 1, outputSize[0]), binsOf(1, input[1] ?? 1, outputSize[1])],
  brief: ({ outputSize }) => pairText(outputSize),
  lower({ outputSize }, { inputs: [x], emit }) {
    if (!x) throw new Error('AdaptiveAveragePooling2D needs an input.');
    return [average(average(x, 0, outputSize[0], emit), 1, outputSize[1], emit)];
  },
  keras({ outputSize }, [input = []]) {
    const [height = 0, width = 0] = input;
    if (height === outputSize[0] && width === outputSize[1]) return { kind: 'passThrough' };
    if (height % outputSize[0] === 0 && width % outputSize[1] === 0) {
      const size = [height / outputSize[0], width / outputSize[1]];
      return oneLayer('AveragePooling2D', {
        pool_size: size,
        strides: size,
        padding: 'valid',
        data_format: 'channels_last',
      });
    }
    return {
      kind: 'unsupported',
      reason: `Keras pools with equal windows, which do not divide ${shapeText([height, width])} into ${pairText(outputSize)}. Choose sizes that divide it.`,
    };
  },
  pytorch: ({ outputSize }) => oneLayer('nn.AdaptiveAvgPool2d', {}, [single(outputSize)]),
});

/** Pixel x lies in bin i where x + 1 > i·in/out and x < (i + 1)·in/out. */
function binsOf(axis: 0 | 1, size: number, bins: number): Reading {
  const common = greatestCommonDivisor(size, bins);
  const [stride, stretch] = [size / common, bins / common];
  return reading(axis, { size: stride + stretch - 1, stride, stretch, start: 1 - stretch });
}

/** One axis at a time: bins are rectangles. */
function average(x: Value, axis: 0 | 1, bins: number, emit: OpEmitter): Value {
  const size = x.shape[axis] ?? 1;
  if (bins === size) return x;
  if (bins === 1) return emit({ op: 'reduce', x, function: 'mean', axes: [axis], keepDims: true });
  if (size % bins === 0) {
    const window = axis === 0 ? ([size / bins, 1] as const) : ([1, size / bins] as const);
    const [height = 1, width = 1] = x.shape;
    return emit({
      op: 'averagePool',
      x,
      size: window,
      strides: window,
      padding: [0, 0, 0, 0],
      outputSize: axis === 0 ? [bins, width] : [height, bins],
      countIncludePad: false,
    });
  }
  const parts = Array.from({ length: bins }, (_, i) => {
    const start = Math.floor((i * size) / bins);
    const end = Math.ceil(((i + 1) * size) / bins);
    const part = emit({
      op: 'slice',
      x,
      begin: x.shape.map((__, at) => (at === axis ? start : 0)),
      size: x.shape.map((dim, at) => (at === axis ? end - start : dim)),
    });
    return emit({ op: 'reduce', x: part, function: 'mean', axes: [axis], keepDims: true });
  });
  return emit({ op: 'concat', values: parts, axis });
}
