/** What a primitive's planning may ask for: blocks, instructions, and where gradients go. */
import type { Value, WeightValue } from '../../layers/support/primitives';
import type { Activation, Opcode, UnaryCode } from './opcodes';
import type { Block, Operand } from './schedule';

/** An activation that the primitive before it computes in the same pass. */
export interface Fused {
  readonly activation: Activation;
  readonly low: number;
  readonly high: number;
  /** Its derivative, told from its value. */
  readonly derivative: UnaryCode;
}

export interface Planner {
  readonly batch: number;
  readonly threads: number;
  /** Random masks are drawn. */
  readonly training: boolean;
  /** Moving statistics move. */
  readonly updateStatistics: boolean;
  /** What the primitive's result goes through before it is stored; null: nothing. */
  readonly fused: Fused | null;
  /** Memory of so many floats. */
  block(floats: number): Block;
  emit(opcode: Opcode, operands: readonly Operand[], inPlace?: readonly [Block, Block]): void;
  value(value: Value): Block;
  weight(weight: WeightValue): Block;
  /** Whether the gradient by a value is asked for. */
  wants(value: Value): boolean;
  /** Where the gradient by a weight is added up; null where nobody asks for it. */
  weightGradient(weight: WeightValue | undefined): Block | null;
  /** A gradient by a value: the sum of all that are given. The block is only read from then on. */
  contribute(value: Value, gradient: Block): void;
}

/** Called with the gradient by the output, when the backward pass comes to the primitive. */
export type Backward = (gradient: Block) => void;

export interface Planned {
  readonly output: Block;
  /** Null where nothing that it depends on is differentiated. */
  readonly backward: Backward | null;
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

export const lastOf = (shape: readonly number[]): number => shape.at(-1) ?? 1;

/** The activation's three operands. */
export const NO_ACTIVATION: readonly Operand[] = [0, { float: 0 }, { float: 0 }];

export const activationOperands = (fused: Fused | null): readonly Operand[] =>
  fused ? [fused.activation, { float: fused.low }, { float: fused.high }] : NO_ACTIVATION;
