/** What the arithmetic of a receptive field comes to, read as it is written. */
import type { FormulaStep } from '../../layers/define';

const numbersIn = (text: string): readonly number[] =>
  (
    text
      .replaceAll(',', '')
      .replaceAll('(−', '-')
      // The first number stands without brackets.
      .replace(/^−/, '-')
      .match(/-?[\d.]+/g) ?? []
  ).map(Number);

export const resultOf = ({ result }: FormulaStep): number => Number(result.replaceAll(',', ''));

export function worth({ formula, filled }: FormulaStep): number {
  const [a = 0, b = 0, c = 0, d = 1] = numbersIn(filled);
  // Last − first + 1, or R + (F − 1)·J.
  return formula.startsWith('last') ? a - b + c : a + (b - c) * d;
}
