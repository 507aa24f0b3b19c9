/** What a primitive's planning may ask for: blocks, instructions, and where gradients go. */
import type { Value, WeightValue } from '../../layers/support/primitives';
import type { Emit } from './emit';
import { Activation, type UnaryCode } from './opcodes';
import { type Block, float } from './schedule';

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
  readonly emit: Emit;
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

/** What is said of the activation, where there is one. */
export const activationOf = (fused: Fused | null) => ({
  Activation: fused?.activation ?? Activation.None,
  Low: float(fused?.low ?? 0),
  High: float(fused?.high ?? 0),
});

/** Whether something is so, as an operand. */
export const flag = (is: boolean): number => (is ? 1 : 0);
