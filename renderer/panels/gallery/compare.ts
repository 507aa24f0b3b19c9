/** Which known network is most like the user's own, in parameters and in cost. */

export interface Measured {
  readonly title: string;
  readonly parameters: number;
  readonly macs: number;
}

/** Both count as factors: twice as many is as far as half as many. */
export function distance(a: Measured, b: Measured): number {
  return Math.hypot(Math.log(a.parameters / b.parameters), Math.log(a.macs / b.macs));
}

export function nearestTo<T extends Measured>(own: Measured, others: readonly T[]): T | null {
  return others.reduce<T | null>(
    (best, other) => (best === null || distance(own, other) < distance(own, best) ? other : best),
    null,
  );
}

/** `1.4 times its parameters`; a hundredth more or less is the same. */
function times(own: number, other: number, what: string): string {
  const ratio = own / other;
  if (Math.abs(ratio - 1) < 0.01) return `as many ${what}`;
  const digits = ratio >= 99.5 ? ratio.toFixed(0) : ratio.toPrecision(2);
  return `${Number(digits)} times its ${what}`;
}

export function comparison(own: Measured, other: Measured): string {
  return `Nearest to ${own.title} is ${other.title}: yours has ${times(own.parameters, other.parameters, 'parameters')} and ${times(own.macs, other.macs, 'MACs')}.`;
}
