/** Of lists of any length. `Math.max(...list)` overflows the stack where a list has some hundred thousand entries. */

/** At least `least`, which is what it is of no numbers. */
export const largest = (numbers: readonly number[], least = -Infinity): number =>
  numbers.reduce((most, number) => Math.max(most, number), least);

/** At most `most`, which is what it is of no numbers. */
export const smallest = (numbers: readonly number[], most = Infinity): number =>
  numbers.reduce((least, number) => Math.min(least, number), most);
