import { expect, test } from 'vitest';
import { emitTo } from './emit';
import { Opcode } from './opcodes';
import { type Block, float, type Instruction } from './schedule';

const block = (): Block => ({ bytes: 64, address: null });

test('operands come in the order of their enum, however they are given', () => {
  const instructions: Instruction[] = [];
  const [from, to] = [block(), block()];
  const emit = emitTo(instructions);
  emit(Opcode.Softmax, { Columns: 3, Rows: 2, To: to, From: from }, [to, from]);
  emit(Opcode.Copy, {
    ToStrides: [11, 12, 13, 14, 15],
    FromStrides: [6, 7, 8, 9, 10],
    Sizes: [1, 2, 3, 4, 5],
    Factor: float(0.5),
    To: to,
    From: from,
  });
  expect(instructions).toEqual([
    { opcode: Opcode.Softmax, operands: [from, to, 2, 3], inPlace: [to, from] },
    {
      opcode: Opcode.Copy,
      operands: [from, to, float(0.5), ...Array.from({ length: 15 }, (_, i) => i + 1)],
      inPlace: null,
    },
  ]);
});

test('what leaves a gap or takes another’s place is refused', () => {
  const emit = emitTo([]);
  const common = { From: block(), To: block(), Factor: float(1) };
  const five = [1, 1, 1, 1, 1];
  const strides = { FromStrides: five, ToStrides: five };
  expect(() => emit(Opcode.Copy, { ...common, Sizes: [1, 1, 1, 1], ...strides })).toThrow('missing');
  expect(() => emit(Opcode.Copy, { ...common, Sizes: [...five, 1], ...strides })).toThrow('overlap');
});

test('TypeScript refuses operands that are missing, unknown, given twice or of another kind', () => {
  const emit = emitTo([]);
  const [A, B, To] = [block(), block(), block()];
  const given = { A, B, To, Floats: 4 };
  const misuse = (): void => {
    // @ts-expect-error -- Floats is missing
    emit(Opcode.Sum, { A, B, To });
    // @ts-expect-error -- a sum has no code
    emit(Opcode.Sum, { A, B, To, Floats: 4, Code: 1 });
    // @ts-expect-error -- Floats is given twice
    emit(Opcode.Sum, { Floats: 4, ...given });
    // @ts-expect-error -- Floats is one word
    emit(Opcode.Sum, { A, B, To, Floats: [4] });
    // @ts-expect-error -- these are another instruction's
    emit(Opcode.Softmax, given);
  };
  expect(misuse).toBeTypeOf('function');
});
