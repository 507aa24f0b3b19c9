/** Instructions over blocks of memory that have no address yet. */
import type { Opcode } from './opcodes';

/** Memory of the module: at a fixed address, or laid out for as long as instructions speak of it. */
export interface Block {
  readonly bytes: number;
  readonly address: number | null;
}

/** Numbers that are known only when a step is taken. */
export type Dynamic =
  | { readonly kind: 'learningRate' }
  /** Adam's step size, which depends on how many steps were taken. */
  | { readonly kind: 'adamRate' }
  /** A word of the random stream of a node. */
  | { readonly kind: 'stream'; readonly nodeId: string; readonly word: 'low' | 'high' };

export type Operand =
  /** A whole number. */
  | number
  | { readonly float: number }
  | Block
  | { readonly block: Block; readonly offset: number }
  | { readonly dynamic: Dynamic };

export interface Instruction {
  readonly opcode: Opcode;
  readonly operands: readonly Operand[];
  /** The first may take the place of the second: each element is read before it is written. */
  readonly inPlace: readonly [Block, Block] | null;
}

export const float = (value: number): Operand => ({ float: value });

/** A place inside a block. */
export const at = (block: Block, offset: number): Operand => (offset === 0 ? block : { block, offset });

export const isBlock = (operand: Operand): operand is Block =>
  typeof operand === 'object' && 'bytes' in operand;

export function blockOf(operand: Operand): Block | null {
  if (typeof operand === 'number') return null;
  if (isBlock(operand)) return operand;
  return 'block' in operand ? operand.block : null;
}
