import type { Primitive } from '../../../layers/support/primitives';
import { Opcode } from '../opcodes';
import { activationOf, flag, lastOf, type Planned, type Planner, sizeOf } from '../planner';
import { type Block, float } from '../schedule';
import { columnSums, pieceOf } from './sums';

export type BatchNorm = Extract<Primitive, { op: 'batchNorm' }>;

/** r = 1 / √(variance + ε), and the line that normalizes: x·slope + shift. */
export function normStatistics(
  { movingMean, gamma, beta, epsilon }: BatchNorm,
  planner: Planner,
  mean: Block,
  variance: Block,
): { readonly r: Block; readonly slope: Block; readonly shift: Block } {
  const channels = lastOf(movingMean.shape);
  const [r, slope, shift] = [planner.block(channels), planner.block(channels), planner.block(channels)];
  planner.emit(Opcode.NormStatistics, {
    Mean: mean,
    Variance: variance,
    Gamma: gamma ? planner.weight(gamma) : 0,
    Beta: beta ? planner.weight(beta) : 0,
    R: r,
    Slope: slope,
    Shift: shift,
    Channels: channels,
    Epsilon: float(epsilon),
  });
  return { r, slope, shift };
}

/** What is kept for the backward pass is x itself, not x̂: two vectors more, one picture less. */
export function batchNorm(op: BatchNorm, planner: Planner): Planned {
  const x = planner.value(op.x);
  const channels = lastOf(op.x.shape);
  const floats = planner.batch * sizeOf(op.x.shape);
  const rows = floats / channels;
  const ofBatch = op.batchStatistics && planner.training;
  let mean = planner.weight(op.movingMean);
  let variance = planner.weight(op.movingVariance);
  if (ofBatch) {
    const [movingMean, movingVariance] = [mean, variance];
    mean = planner.block(channels);
    variance = planner.block(channels);
    columnSums(planner, x, rows, channels, mean, { factor: 1 / rows });
    columnSums(planner, x, rows, channels, variance, { factor: 1 / rows, center: mean });
    if (planner.updateStatistics) {
      const common = { Channels: channels, Momentum: float(op.momentum) };
      planner.emit(Opcode.NormMoving, { Moving: movingMean, Fresh: mean, ...common });
      planner.emit(Opcode.NormMoving, { Moving: movingVariance, Fresh: variance, ...common });
    }
  }
  const { r, slope, shift } = normStatistics(op, planner, mean, variance);
  const output = planner.block(floats);
  planner.emit(
    Opcode.NormApply,
    {
      From: x,
      To: output,
      Slope: slope,
      Shift: shift,
      Rows: rows,
      Channels: channels,
      ...activationOf(planner.fused),
    },
    [output, x],
  );
  return {
    output,
    backward: (gradient) => {
      const length = pieceOf(channels);
      const pieces = Math.ceil(rows / length);
      const partial = planner.block(pieces * 2 * channels);
      const sums = planner.block(2 * channels);
      const factors = planner.block(3 * channels);
      planner.emit(Opcode.NormSums, {
        Gradient: gradient,
        From: x,
        Partial: partial,
        Mean: mean,
        R: r,
        Rows: rows,
        Channels: channels,
        Length: length,
      });
      planner.emit(Opcode.ColumnSumsFinish, {
        Partial: partial,
        To: sums,
        Pieces: pieces,
        Columns: 2 * channels,
        Factor: float(1),
        Add: flag(false),
      });
      planner.emit(Opcode.NormCoefficients, {
        Sums: sums,
        Mean: mean,
        R: r,
        Slope: slope,
        GammaGradient: planner.weightGradient(op.gamma) ?? 0,
        BetaGradient: planner.weightGradient(op.beta) ?? 0,
        Factors: factors,
        Channels: channels,
        Rows: rows,
        OfBatch: flag(ofBatch),
      });
      if (!planner.wants(op.x)) return;
      const byInput = planner.block(floats);
      planner.emit(
        Opcode.NormGradient,
        { Gradient: gradient, From: x, To: byInput, Factors: factors, Rows: rows, Channels: channels },
        [byInput, gradient],
      );
      planner.contribute(op.x, byInput);
    },
  };
}
