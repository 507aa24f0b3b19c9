/** What is emitted for PyTorch gives our sizes by PyTorch's own documented formulas. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../engine/testing/layer-case';
import { layers } from './index';
import type { Argument, EmittedStep } from './support/emission';

const pairOf = (value: Argument | undefined, otherwise: number): readonly [number, number] => {
  if (Array.isArray(value)) return [Number(value[0]), Number(value[1])];
  const size = typeof value === 'number' ? value : otherwise;
  return [size, size];
};
const numbers = (text: string): readonly number[] => (text.match(/-?\d+/g) ?? []).map(Number);

/** The size of one axis after the steps; a window that has no place is an error. */
function sizeAfter(steps: readonly EmittedStep[], axis: 0 | 1, input: number): number {
  let size = input;
  for (const step of steps) {
    if ('call' in step) {
      const pad = /^F\.pad\(\{0\}, \(([^)]*)\)/.exec(step.call);
      const average = /^average_of_pixels\((.*)\)$/.exec(step.call);
      const slice = /^\{0\}\[:, :, ([^,]*), ([^,\]]*)\]$/.exec(step.call);
      // Width before height, as F.pad has it.
      const padded = (sides: readonly number[]) =>
        (sides[axis === 0 ? 2 : 0] ?? 0) + (sides[axis === 0 ? 3 : 1] ?? 0);
      if (pad) size += padded(numbers(pad[1] ?? ''));
      else if (average) {
        const [, kh = 1, kw = 1, sh = 1, sw = 1, ...sides] = numbers(average[1] ?? '');
        size = Math.floor((size + padded(sides) - [kh, kw][axis]!) / [sh, sw][axis]!) + 1;
      } else if (slice) {
        const [from = '', to = ''] = (slice[1 + axis] ?? ':').split(':');
        size = size + Number(to) - Number(from);
      } else throw new Error(`What does ${step.call} do?`);
      continue;
    }
    const { className, positional = [], args } = step;
    if (className === 'nn.ConvTranspose2d') {
      const [kernel, stride, padding, extra, dilation] = (
        [
          ['kernel_size', 1],
          ['stride', 1],
          ['padding', 0],
          ['output_padding', 0],
          ['dilation', 1],
        ] as const
      ).map(([name, otherwise]) => pairOf(args[name], otherwise)[axis]) as [
        number,
        number,
        number,
        number,
        number,
      ];
      if (extra >= Math.max(stride, dilation))
        throw new Error(`PyTorch refuses an output padding of ${extra}.`);
      size = (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + extra + 1;
    } else if (/Pool2d$/.test(className)) {
      const kernel = pairOf(positional[0], 1)[axis];
      const stride = pairOf(args['stride'] ?? positional[0], 1)[axis];
      const padding = pairOf(args['padding'], 0)[axis];
      if (padding * 2 > kernel) throw new Error(`PyTorch refuses to pad by ${padding}.`);
      const exact = (size + 2 * padding - kernel) / stride + 1;
      let output = Math.floor(exact);
      if (args['ceil_mode'] === true) {
        output = Math.ceil(exact);
        if ((output - 1) * stride >= size + padding) output -= 1;
      }
      size = output;
    }
  }
  return size;
}

describe.each(['MaxPooling2D', 'AveragePooling2D', 'ScaledAveragePooling2D', 'Conv2DTranspose'])(
  '%s',
  (type) => {
    const layer = layers.find((each) => each.type === type)!;
    test('is written for PyTorch with our sizes, and never refused', () => {
      fc.assert(
        fc.property(casesOf(layer), ({ params, shapes }) => {
          const [input = []] = shapes;
          const emission = layer.pytorch(params, shapes);
          if (emission.kind !== 'layers' && emission.kind !== 'steps')
            throw new Error(JSON.stringify(emission));
          const steps = emission.kind === 'layers' ? emission.layers : emission.steps;
          const sizes = ([0, 1] as const).map((axis) => sizeAfter(steps, axis, input[axis] ?? 0));
          expect(sizes).toEqual(layer.infer(params, shapes).shapes[0]?.slice(0, 2));
        }),
        { numRuns: 1000 },
      );
    });
  },
);
