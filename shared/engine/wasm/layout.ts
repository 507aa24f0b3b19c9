/**
 * Where blocks lie: each keeps its memory from the first instruction that speaks of it to the last, and gives it
 * back for others.
 */
import { blockOf, type Block, type Instruction } from './schedule';

/** A line of the cache, and more than a kernel may read behind a block's end. */
const ALIGNMENT = 64;

export interface Layout {
  /** Bytes from the start of the laid out memory. */
  readonly offsets: ReadonlyMap<Block, number>;
  readonly bytes: number;
}

interface Gap {
  begin: number;
  end: number;
}

const rounded = (bytes: number): number => Math.ceil(Math.max(bytes, 1) / ALIGNMENT) * ALIGNMENT;

/** `before` hold something when the first instruction begins, `after` when the last has ended. */
export function layOut(
  instructions: readonly Instruction[],
  before: ReadonlySet<Block>,
  after: ReadonlySet<Block>,
): Layout {
  const lastUse = new Map<Block, number>();
  for (const [index, { operands }] of instructions.entries()) {
    for (const operand of operands) {
      const block = blockOf(operand);
      if (block?.address === null) lastUse.set(block, index);
    }
  }
  for (const block of before) if (!lastUse.has(block)) lastUse.set(block, -1);
  for (const block of after) lastUse.set(block, instructions.length);

  const memory = createMemory();
  const offsets = new Map<Block, number>();
  const place = (block: Block): void => {
    if (!offsets.has(block)) offsets.set(block, memory.take(rounded(block.bytes)));
  };
  for (const block of before) place(block);
  for (const block of after) if (block.address === null && !isWritten(instructions, block)) place(block);
  const dying = new Map<number, Block[]>();
  for (const [block, index] of lastUse) dying.set(index, [...(dying.get(index) ?? []), block]);

  for (const [index, { operands, inPlace }] of instructions.entries()) {
    const taken = new Set<Block>();
    if (inPlace) {
      const [output, input] = inPlace;
      const offset = offsets.get(input);
      const fits = rounded(output.bytes) === rounded(input.bytes);
      const isNew = output.address === null && !offsets.has(output);
      if (offset !== undefined && fits && isNew && lastUse.get(input) === index) {
        offsets.set(output, offset);
        taken.add(input);
      }
    }
    for (const operand of operands) {
      const block = blockOf(operand);
      if (block?.address === null) place(block);
    }
    for (const block of dying.get(index) ?? []) {
      const offset = offsets.get(block);
      if (offset !== undefined && !taken.has(block)) memory.give(offset, rounded(block.bytes));
    }
  }
  return { offsets, bytes: memory.size() };
}

function isWritten(instructions: readonly Instruction[], block: Block): boolean {
  return instructions.some(({ operands }) => operands.some((operand) => blockOf(operand) === block));
}

/** Best fit among the gaps, which are kept in order and joined. */
function createMemory() {
  let size = 0;
  const gaps: Gap[] = [];
  return {
    size: (): number => size,
    take(bytes: number): number {
      let best: Gap | null = null;
      for (const gap of gaps) {
        const room = gap.end - gap.begin;
        if (room >= bytes && (best === null || room < best.end - best.begin)) best = gap;
      }
      if (best) {
        const { begin } = best;
        best.begin += bytes;
        if (best.begin === best.end) gaps.splice(gaps.indexOf(best), 1);
        return begin;
      }
      // A gap at the end is grown.
      const last = gaps.at(-1);
      if (last?.end === size) {
        gaps.pop();
        size = last.begin + bytes;
        return last.begin;
      }
      const begin = size;
      size += bytes;
      return begin;
    },
    give(begin: number, bytes: number): void {
      const end = begin + bytes;
      let index = gaps.findIndex((gap) => gap.begin > begin);
      if (index < 0) index = gaps.length;
      const [before, behind] = [gaps[index - 1], gaps[index]];
      if (before?.end === begin) {
        before.end = end;
        if (behind?.begin === end) {
          before.end = behind.end;
          gaps.splice(index, 1);
        }
      } else if (behind?.begin === end) behind.begin = begin;
      else gaps.splice(index, 0, { begin, end });
    },
  };
}
