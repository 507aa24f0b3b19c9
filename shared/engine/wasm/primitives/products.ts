/** Convolution, its gradients, and the matrix product as one with a window of a single pixel. */
import type { ExplicitPadding } from '../../../layers/support/primitives';
import { Opcode } from '../opcodes';
import { activationOf, flag, type Fused, type Planner } from '../planner';
import { at, type Block, float, type Operand } from '../schedule';

type Pair = readonly [number, number];

/** A convolution: `inputs` × `height` × `width` to `outputs` × `outHeight` × `outWidth`, kernel HWIO. */
export interface Geometry {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outputs: number;
  readonly window: Pair;
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: ExplicitPadding;
  readonly groups: number;
}

/** A matrix product of so many rows. */
export const matrix = (rows: number, inputs: number, outputs: number): Geometry => ({
  images: 1,
  height: 1,
  width: rows,
  inputs,
  outHeight: 1,
  outWidth: rows,
  outputs,
  window: [1, 1],
  strides: [1, 1],
  dilation: [1, 1],
  padding: [0, 0, 0, 0],
  groups: 1,
});

/** Bytes of scratch memory that a thread fills before it spreads it: about its share of the second cache. */
const SCRATCH = 192 * 1024;
const FLOAT = 4;

/** Bytes between neighbours. */
interface Strides {
  readonly image: number;
  readonly row: number;
  readonly pixel: number;
}

const pictureStrides = (height: number, width: number, channels: number): Strides => ({
  image: height * width * channels * FLOAT,
  row: width * channels * FLOAT,
  pixel: channels * FLOAT,
});

/** What a window reads in one go: rows of `columns` pieces of `length` floats. */
interface Runs {
  readonly rows: number;
  readonly columns: number;
  readonly length: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

function runsOf(window: Pair, dilation: Pair, channels: number, perGroup: number, wide: number): Runs {
  const [tall, across] = window;
  const row = dilation[0] * wide * channels * FLOAT;
  if (dilation[1] === 1 && channels === perGroup) {
    const length = across * channels;
    return dilation[0] === 1 && across === wide
      ? { rows: 1, columns: 1, length: tall * length, rowStride: 0, columnStride: 0 }
      : { rows: tall, columns: 1, length, rowStride: row, columnStride: 0 };
  }
  return {
    rows: tall,
    columns: across,
    length: perGroup,
    rowStride: row,
    columnStride: dilation[1] * channels * FLOAT,
  };
}

/** Images, rows and columns of pixels and both arrays’ strides, with what lies without a gap in both made one line. */
function pixelsOf(images: number, height: number, width: number, a: Strides, b: Strides) {
  let [count, rows, columns] = [images, height, width];
  let [p, q] = [a, b];
  const isLine = ({ row, pixel }: Strides) => rows === 1 || columns === 1 || row === columns * pixel;
  if (isLine(p) && isLine(q)) {
    if (columns === 1 && rows > 1) {
      p = { ...p, pixel: p.row };
      q = { ...q, pixel: q.row };
    }
    columns *= rows;
    rows = 1;
  }
  const isBlock = ({ image, pixel }: Strides) => rows === 1 && (columns === 1 || image === columns * pixel);
  if (count > 1 && isBlock(p) && isBlock(q)) {
    if (columns === 1) {
      p = { ...p, pixel: p.image };
      q = { ...q, pixel: q.image };
    }
    columns *= count;
    count = 1;
  }
  return { sizes: { Images: count, Height: rows, Width: columns }, a: p, b: q };
}

const fromOperands = ({ image, row, pixel }: Strides) => ({
  FromImage: image,
  FromRow: row,
  FromPixel: pixel,
});
const toOperands = ({ image, row, pixel }: Strides) => ({ ToImage: image, ToRow: row, ToPixel: pixel });
const gradientOperands = ({ image, row, pixel }: Strides) => ({
  GradientImage: image,
  GradientRow: row,
  GradientPixel: pixel,
});
const runOperands = ({ rows, columns, length, rowStride, columnStride }: Runs) => ({
  RunRows: rows,
  RunColumns: columns,
  RunLength: length,
  RunRowStride: rowStride,
  RunColumnStride: columnStride,
});

/** What is said of the window, where it moves over the picture itself. */
export const windowOperands = ({ window, strides, dilation, padding }: Geometry) => ({
  Tall: window[0],
  Wide: window[1],
  StrideY: strides[0],
  StrideX: strides[1],
  DilationY: dilation[0],
  DilationX: dilation[1],
  Top: padding[0],
  Left: padding[2],
});

/** The input with its border, where it has one; the strides of what is read then. */
function padded(
  planner: Planner,
  x: Block,
  images: number,
  [height, width]: Pair,
  channels: number,
  [top, left]: Pair,
  [tall, wide]: Pair,
): { readonly block: Block; readonly strides: Strides; readonly wide: number } {
  if (top === 0 && left === 0 && tall <= height && wide <= width) {
    return { block: x, strides: pictureStrides(height, width, channels), wide: width };
  }
  const block = planner.block(images * tall * wide * channels);
  planner.emit(Opcode.PadImage, {
    From: x,
    To: block,
    Images: images,
    Height: height,
    Width: width,
    Pixel: channels * FLOAT,
    Top: top,
    Left: left,
    NewHeight: tall,
    NewWidth: wide,
    Value: float(0),
  });
  return { block, strides: pictureStrides(tall, wide, channels), wide };
}

const spread = (taps: number, dilation: number): number => dilation * (taps - 1) + 1;

function paddedInput(planner: Planner, g: Geometry, x: Block) {
  const tall = (g.outHeight - 1) * g.strides[0] + spread(g.window[0], g.dilation[0]);
  const wide = (g.outWidth - 1) * g.strides[1] + spread(g.window[1], g.dilation[1]);
  const [top, , left] = g.padding;
  return padded(planner, x, g.images, [g.height, g.width], g.inputs, [top, left], [tall, wide]);
}

/** What the windows of a convolution read, and the operands that say so; `written` are the strides of its output. */
function windowsOf(planner: Planner, g: Geometry, x: Block) {
  const { block, strides, wide } = paddedInput(planner, g, x);
  const perGroup = g.inputs / g.groups;
  const outPerGroup = g.outputs / g.groups;
  const runs = runsOf(g.window, g.dilation, g.inputs, perGroup, wide);
  const read = {
    image: strides.image,
    row: strides.row * g.strides[0],
    pixel: strides.pixel * g.strides[1],
  };
  const whole = pictureStrides(g.outHeight, g.outWidth, g.outputs);
  const { sizes, a, b } = pixelsOf(g.images, g.outHeight, g.outWidth, read, whole);
  const operands = { ...sizes, ...fromOperands(a), ...runOperands(runs), Channels: outPerGroup };
  return { block, perGroup, outPerGroup, operands, written: b };
}

interface Packing {
  readonly taps: number;
  readonly inner: number;
  readonly columns: number;
  readonly byTap: number;
  readonly byInner: number;
  readonly byColumn: number;
  readonly flip: boolean;
}

function packed(planner: Planner, kernel: Operand, packing: Packing): Block {
  const { taps, inner, columns, byTap, byInner, byColumn, flip } = packing;
  const panels = planner.block(Math.ceil(columns / 8) * 8 * taps * inner);
  planner.emit(Opcode.Pack, {
    From: kernel,
    To: panels,
    Taps: taps,
    Inner: inner,
    Columns: columns,
    ByTap: byTap,
    ByInner: byInner,
    ByColumn: byColumn,
    Flip: flag(flip),
  });
  return panels;
}

const biasAt = (bias: Block | null, offset: number): Operand => (bias ? at(bias, offset) : 0);

/** to = activation(x ∗ kernel + bias) */
export function forward(
  planner: Planner,
  g: Geometry,
  x: Block,
  kernel: Block,
  bias: Block | null,
  to: Block,
  fused: Fused | null,
): void {
  const { block, perGroup, outPerGroup, operands, written } = windowsOf(planner, g, x);
  const [tall, across] = g.window;
  for (let group = 0; group < g.groups; group += 1) {
    const panels = packed(planner, at(kernel, group * outPerGroup * FLOAT), {
      taps: tall * across,
      inner: perGroup,
      columns: outPerGroup,
      byTap: perGroup * g.outputs,
      byInner: g.outputs,
      byColumn: 1,
      flip: false,
    });
    planner.emit(Opcode.Convolution, {
      From: at(block, group * perGroup * FLOAT),
      To: at(to, group * outPerGroup * FLOAT),
      Panels: panels,
      Bias: biasAt(bias, group * outPerGroup * FLOAT),
      ...activationOf(fused),
      ...toOperands(written),
      ...operands,
    });
  }
}

/** kernelGradient += the gradient by the kernel */
export function weightGradient(
  planner: Planner,
  g: Geometry,
  x: Block,
  gradient: Block,
  kernelGradient: Block,
): void {
  const { block, perGroup, outPerGroup, operands, written } = windowsOf(planner, g, x);
  for (let group = 0; group < g.groups; group += 1) {
    planner.emit(Opcode.WeightGradient, {
      From: at(block, group * perGroup * FLOAT),
      Gradient: at(gradient, group * outPerGroup * FLOAT),
      To: at(kernelGradient, group * outPerGroup * FLOAT),
      ToRow: g.outputs * FLOAT,
      ...gradientOperands(written),
      ...operands,
    });
  }
}

const eights = (count: number): number => Math.ceil(count / 8) * 8;

/**
 * Whether the gradient by the input is cheaper as a convolution of the padded gradient with the kernel turned round
 * than as products that are spread over the input. Costs are multiplications; adding one up counts for four.
 */
function turnsRound(g: Geometry): boolean {
  if (g.strides[0] !== 1 || g.strides[1] !== 1) return false;
  const taps = g.window[0] * g.window[1];
  const perGroup = g.inputs / g.groups;
  const outPerGroup = g.outputs / g.groups;
  const turned = g.height * g.width * taps * outPerGroup * eights(perGroup);
  const scattered = g.outHeight * g.outWidth * (outPerGroup * eights(taps * perGroup) + 4 * taps * perGroup);
  return turned <= scattered;
}

/** to = the gradient by the input, plus a bias where this is a transposed convolution. */
export function inputGradient(
  planner: Planner,
  g: Geometry,
  gradient: Block,
  kernel: Block,
  bias: Block | null,
  to: Block,
): void {
  const perGroup = g.inputs / g.groups;
  const outPerGroup = g.outputs / g.groups;
  const [tall, across] = g.window;
  const written = pictureStrides(g.height, g.width, g.inputs);
  if (turnsRound(g)) {
    const reach = [(tall - 1) * g.dilation[0], (across - 1) * g.dilation[1]] as const;
    const [top, , left] = g.padding;
    const { block, strides, wide } = padded(
      planner,
      gradient,
      g.images,
      [g.outHeight, g.outWidth],
      g.outputs,
      [reach[0] - top, reach[1] - left],
      [g.height + reach[0], g.width + reach[1]],
    );
    const runs = runsOf(g.window, g.dilation, g.outputs, outPerGroup, wide);
    const { sizes, a, b } = pixelsOf(g.images, g.height, g.width, strides, written);
    for (let group = 0; group < g.groups; group += 1) {
      const panels = packed(planner, at(kernel, group * outPerGroup * FLOAT), {
        taps: tall * across,
        inner: outPerGroup,
        columns: perGroup,
        byTap: perGroup * g.outputs,
        byInner: 1,
        byColumn: g.outputs,
        flip: true,
      });
      planner.emit(Opcode.Convolution, {
        From: at(block, group * outPerGroup * FLOAT),
        To: at(to, group * perGroup * FLOAT),
        Panels: panels,
        Bias: biasAt(bias, group * perGroup * FLOAT),
        Channels: perGroup,
        ...activationOf(null),
        ...sizes,
        ...fromOperands(a),
        ...toOperands(b),
        ...runOperands(runs),
      });
    }
    return;
  }
  const columns = tall * across * perGroup;
  const step = Math.max(6, Math.min(96, 6 * Math.floor(SCRATCH / FLOAT / columns / 6)));
  const read = pictureStrides(g.outHeight, g.outWidth, g.outputs);
  for (let group = 0; group < g.groups; group += 1) {
    const panels = packed(planner, at(kernel, group * outPerGroup * FLOAT), {
      taps: 1,
      inner: outPerGroup,
      columns,
      byTap: 0,
      byInner: 1,
      byColumn: g.outputs,
      flip: false,
    });
    const scratchFloats = Math.ceil((step * columns) / 16) * 16;
    planner.emit(Opcode.TransposedConvolution, {
      From: at(gradient, group * outPerGroup * FLOAT),
      To: at(to, group * perGroup * FLOAT),
      Panels: panels,
      Bias: biasAt(bias, group * perGroup * FLOAT),
      Scratch: planner.block(scratchFloats * planner.threads),
      ScratchBytes: scratchFloats * FLOAT,
      Step: step,
      Images: g.images,
      Height: g.outHeight,
      Width: g.outWidth,
      Inner: outPerGroup,
      OutHeight: g.height,
      OutWidth: g.width,
      Channels: perGroup,
      ...fromOperands(read),
      ...windowOperands(g),
      ...toOperands(written),
    });
  }
}
