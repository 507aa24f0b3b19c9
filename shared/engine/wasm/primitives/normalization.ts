import type { Primitive } from '../../../layers/support/primitives';
import { Opcode } from '../opcodes';
import { activationOperands, lastOf, type Planned, type Planner, sizeOf } from '../planner';
import { at, type Block, float } from '../schedule';
import { columnSums, pieceOf } from './sums';

const FLOAT = 4;

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
  planner.emit(Opcode.NormStatistics, [
    mean,
    variance,
    gamma ? planner.weight(gamma) : 0,
    beta ? planner.weight(beta) : 0,
    r,
    slope,
    shift,
    channels,
    float(epsilon),
  ]);
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
      planner.emit(Opcode.NormMoving, [movingMean, mean, channels, float(op.momentum)]);
      planner.emit(Opcode.NormMoving, [movingVariance, variance, channels, float(op.momentum)]);
    }
  }
  const { r, slope, shift } = normStatistics(op, planner, mean, variance);
  const output = planner.block(floats);
  planner.emit(
    Opcode.NormApply,
    [x, output, slope, shift, rows, channels, ...activationOperands(planner.fused)],
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
      planner.emit(Opcode.NormSums, [gradient, x, partial, mean, r, rows, channels, length]);
      planner.emit(Opcode.ColumnSumsFinish, [partial, sums, pieces, 2 * channels, float(1), 0]);
      planner.emit(Opcode.NormCoefficients, [
        sums,
        mean,
        r,
        slope,
        planner.weightGradient(op.gamma) ?? 0,
        planner.weightGradient(op.beta) ?? 0,
        factors,
        channels,
        rows,
        ofBatch ? 1 : 0,
      ]);
      if (!planner.wants(op.x)) return;
      const byInput = planner.block(floats);
      planner.emit(
        Opcode.NormGradient,
        [gradient, x, byInput, at(factors, 0 * FLOAT), rows, channels],
        [byInput, gradient],
      );
      planner.contribute(op.x, byInput);
    },
  };
}
