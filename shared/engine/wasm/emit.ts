/** Instructions by the names of their operands, which are those that the kernels read them by. */
import { Opcode } from './opcodes';
import { CopyOperand, FillOperand, PackOperand, PadImageOperand } from './operands/arrange';
import { ColumnSumsFinishOperand, ColumnSumsOperand } from './operands/column-sums';
import {
  ConvolutionOperand,
  TransposedConvolutionOperand,
  WeightGradientOperand,
} from './operands/convolution';
import {
  DepthwiseInputGradientOperand,
  DepthwiseOperand,
  DepthwiseWeightGradientOperand,
} from './operands/depthwise';
import {
  BinaryGradientOperand,
  BinaryOperand,
  SumOperand,
  UnaryGradientOperand,
  UnaryOperand,
} from './operands/elementwise';
import { LossOperand, RowSumOperand } from './operands/loss';
import {
  NormApplyOperand,
  NormCoefficientsOperand,
  NormGradientOperand,
  NormMovingOperand,
  NormStatisticsOperand,
  NormSumsOperand,
} from './operands/normalization';
import { AdamOperand, MomentumOperand, RmsPropOperand, SgdOperand } from './operands/optimizer';
import {
  AveragePoolGradientOperand,
  AveragePoolOperand,
  MaxPoolGradientOperand,
  MaxPoolOperand,
} from './operands/pooling';
import { RandomMaskOperand, RandomNoiseOperand } from './operands/random';
import { ArgMaxOperand, ReduceOperand, SoftmaxGradientOperand, SoftmaxOperand } from './operands/reduce';
import { MirrorPadOperand, ResizeOperand } from './operands/resize';
import { DeadChannelsOperand, ExtentOperand, HistogramOperand } from './operands/spread';
import type { Block, Instruction, Operand } from './schedule';

/** An enum: where each operand stands, by its name. */
type Places = Readonly<Record<string, string | number>>;

/** What each instruction's kernel reads by. */
const placesOf = {
  [Opcode.Fill]: FillOperand,
  [Opcode.Copy]: CopyOperand,
  [Opcode.PadImage]: PadImageOperand,
  [Opcode.Pack]: PackOperand,
  [Opcode.Convolution]: ConvolutionOperand,
  [Opcode.WeightGradient]: WeightGradientOperand,
  [Opcode.TransposedConvolution]: TransposedConvolutionOperand,
  [Opcode.Depthwise]: DepthwiseOperand,
  [Opcode.DepthwiseInputGradient]: DepthwiseInputGradientOperand,
  [Opcode.DepthwiseWeightGradient]: DepthwiseWeightGradientOperand,
  [Opcode.ColumnSums]: ColumnSumsOperand,
  [Opcode.ColumnSumsFinish]: ColumnSumsFinishOperand,
  [Opcode.Unary]: UnaryOperand,
  [Opcode.UnaryGradient]: UnaryGradientOperand,
  [Opcode.Binary]: BinaryOperand,
  [Opcode.BinaryGradient]: BinaryGradientOperand,
  [Opcode.Sum]: SumOperand,
  [Opcode.Reduce]: ReduceOperand,
  [Opcode.MaxPool]: MaxPoolOperand,
  [Opcode.MaxPoolGradient]: MaxPoolGradientOperand,
  [Opcode.AveragePool]: AveragePoolOperand,
  [Opcode.AveragePoolGradient]: AveragePoolGradientOperand,
  [Opcode.NormStatistics]: NormStatisticsOperand,
  [Opcode.NormMoving]: NormMovingOperand,
  [Opcode.NormApply]: NormApplyOperand,
  [Opcode.NormSums]: NormSumsOperand,
  [Opcode.NormCoefficients]: NormCoefficientsOperand,
  [Opcode.NormGradient]: NormGradientOperand,
  [Opcode.Softmax]: SoftmaxOperand,
  [Opcode.SoftmaxGradient]: SoftmaxGradientOperand,
  [Opcode.ArgMax]: ArgMaxOperand,
  [Opcode.Loss]: LossOperand,
  [Opcode.RowSum]: RowSumOperand,
  [Opcode.Extent]: ExtentOperand,
  [Opcode.Histogram]: HistogramOperand,
  [Opcode.DeadChannels]: DeadChannelsOperand,
  [Opcode.MirrorPad]: MirrorPadOperand,
  [Opcode.MirrorPadGradient]: MirrorPadOperand,
  [Opcode.Resize]: ResizeOperand,
  [Opcode.ResizeGradient]: ResizeOperand,
  [Opcode.RandomMask]: RandomMaskOperand,
  [Opcode.RandomNoise]: RandomNoiseOperand,
  [Opcode.Sgd]: SgdOperand,
  [Opcode.Momentum]: MomentumOperand,
  [Opcode.RmsProp]: RmsPropOperand,
  [Opcode.Adam]: AdamOperand,
} satisfies Readonly<Record<Opcode, Places>>;

/** Operands of several words: one for each axis, or those of a geometry. */
type Several = 'Sizes' | `${string}Strides` | 'Geometry';

/** Each of an enum's operands, by its name. */
export type Named<Enum> = {
  readonly [Name in keyof Enum & string]: Name extends Several ? readonly Operand[] : Operand;
};

/** Adds an instruction. Of `inPlace` the first may take the place of the second. */
export type Emit = <Code extends Opcode>(
  opcode: Code,
  operands: Named<(typeof placesOf)[Code]>,
  inPlace?: readonly [Block, Block],
) => void;

/** The operands as the kernels read them, in the order of their enum. */
export function inOrder<Enum extends Places>(places: Enum, named: Named<Enum>): readonly Operand[] {
  const operands: Operand[] = [];
  let given = 0;
  for (const [name, value] of Object.entries<Operand | readonly Operand[]>(named)) {
    const place = Number(places[name]);
    const several = typeof value === 'object' && 'length' in value ? value : [value];
    for (const [index, operand] of several.entries()) operands[place + index] = operand;
    given += several.length;
  }
  if (given !== operands.length)
    throw new Error('The operands of an instruction overlap, or some are missing.');
  return operands;
}

/** Adds instructions to a list. */
export const emitTo =
  (instructions: Instruction[]): Emit =>
  (opcode, operands, inPlace) =>
    instructions.push({ opcode, operands: inOrder(placesOf[opcode], operands), inPlace: inPlace ?? null });
