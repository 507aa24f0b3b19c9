/** A schedule as the words that the interpreter reads. */
import { isBlock, type Block, type Dynamic, type Instruction } from './schedule';

export interface Encoded {
  readonly words: Int32Array;
  readonly count: number;
  /** Words that each step fills in, by their index. */
  readonly dynamics: readonly { readonly word: number; readonly dynamic: Dynamic }[];
}

const bitsOf = new DataView(new ArrayBuffer(4));

/** The bits of a number as float32. */
export function floatBits(value: number): number {
  bitsOf.setFloat32(0, value);
  return bitsOf.getInt32(0);
}

export function encode(instructions: readonly Instruction[], addressOf: (block: Block) => number): Encoded {
  const words: number[] = [];
  const dynamics: Encoded['dynamics'][number][] = [];
  for (const { opcode, operands } of instructions) {
    words.push(opcode, operands.length);
    for (const operand of operands) {
      if (typeof operand === 'number') words.push(operand | 0);
      else if (isBlock(operand)) words.push(addressOf(operand) | 0);
      else if ('float' in operand) words.push(floatBits(operand.float));
      else if ('block' in operand) words.push((addressOf(operand.block) + operand.offset) | 0);
      else {
        dynamics.push({ word: words.length, dynamic: operand.dynamic });
        words.push(0);
      }
    }
  }
  return { words: Int32Array.from(words), count: instructions.length, dynamics };
}
