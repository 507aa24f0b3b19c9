import { Opcode } from '../opcodes';
import { flag, type Planner } from '../planner';
import { type Block, float } from '../schedule';

/** Rows of a piece: some thousand floats, so that a piece stays in the first cache. */
export const pieceOf = (channels: number): number => Math.max(16, Math.min(512, Math.floor(4096 / channels)));

/** to (+)= factor · Σ rows of x; with a center the sum of squared distances from it. */
export function columnSums(
  planner: Planner,
  x: Block,
  rows: number,
  channels: number,
  to: Block,
  { factor = 1, add = false, center }: { factor?: number; add?: boolean; center?: Block } = {},
): void {
  const length = pieceOf(channels);
  const pieces = Math.ceil(rows / length);
  const partial = planner.block(pieces * channels);
  planner.emit(Opcode.ColumnSums, {
    From: x,
    Partial: partial,
    Rows: rows,
    Columns: channels,
    Length: length,
    Center: center ?? 0,
  });
  planner.emit(Opcode.ColumnSumsFinish, {
    Partial: partial,
    To: to,
    Pieces: pieces,
    Columns: channels,
    Factor: float(factor),
    Add: flag(add),
  });
}
