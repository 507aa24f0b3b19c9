/** What a confusion matrix says of each class. `confusion[actual][predicted]` */
import { count, percent } from '../../format/words';

type Confusion = readonly (readonly number[])[];

export interface ClassFigures {
  /** Of the pictures that were called this, how many are: TP / (TP + FP); null where none was. */
  readonly precision: number | null;
  /** Of the pictures that are this, how many were found: TP / (TP + FN); null where there are none. */
  readonly recall: number | null;
  /** Harmonic mean of both; null where one is missing or both are 0. */
  readonly f1: number | null;
  /** Test pictures of the class. */
  readonly support: number;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

export function shareOf(row: readonly number[], predicted: number): number {
  const all = sum(row);
  return all === 0 ? 0 : (row[predicted] ?? 0) / all;
}

export function classFigures(confusion: Confusion): readonly ClassFigures[] {
  return confusion.map((row, index) => {
    const hits = row[index] ?? 0;
    const support = sum(row);
    const called = sum(confusion.map((other) => other[index] ?? 0));
    const precision = called === 0 ? null : hits / called;
    const recall = support === 0 ? null : hits / support;
    const both = (precision ?? 0) + (recall ?? 0);
    const f1 = precision === null || recall === null || both === 0 ? null : (2 * precision * recall) / both;
    return { precision, recall, f1, support };
  });
}

/** All that lies beside the diagonal. */
export function mistakesIn(confusion: Confusion): number {
  return sum(confusion.map((row, actual) => sum(row) - (row[actual] ?? 0)));
}

/** “38 of 1,000 pictures of Shirt were taken for T-shirt/top (3.8 %).” */
export function sentenceOf(
  confusion: Confusion,
  classNames: readonly string[],
  actual: number,
  predicted: number,
): string {
  const row = confusion[actual] ?? [];
  const name = (index: number): string => classNames[index] ?? `class ${index}`;
  const share = percent(shareOf(row, predicted));
  const of = `${count(row[predicted] ?? 0)} of ${count(sum(row))} pictures of ${name(actual)}`;
  return actual === predicted
    ? `${of} were recognized (${share}).`
    : `${of} were taken for ${name(predicted)} (${share}).`;
}

/** From this share of its row on a cell is so strong that its ink is that of a button. */
export const STRONG = 0.5;

/**
 * How much of its tone a cell has, in percent. The root spreads what is rare: of 1,000 pictures 1 and 136 look different.
 * Ink keeps 4.5 : 1 up to 50 % in every theme, a button's ink from 90 % on.
 */
export function tintOf(share: number): number {
  if (share <= 0) return 0;
  return share >= STRONG ? 80 + share * 20 : 4 + 46 * Math.sqrt(share / STRONG);
}
