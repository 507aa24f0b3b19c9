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

/** A hundredth more or less is the same. */
const alike = (own: number, other: number): boolean => Math.abs(own / other - 1) < 0.01;

/** `1.4 times its parameters` */
function times(own: number, other: number, what: string): string {
  if (alike(own, other)) return `as many ${what}`;
  const ratio = own / other;
  return `${Number(ratio >= 99.5 ? ratio.toFixed(0) : ratio.toPrecision(2))} times its ${what}`;
}

export function comparison(own: Measured, other: Measured): string {
  if (alike(own.parameters, other.parameters) && alike(own.macs, other.macs))
    return `Your network is as large and as costly as ${other.title}.`;
  return `Your network is nearest to ${other.title}, with ${times(own.parameters, other.parameters, 'parameters')} and ${times(own.macs, other.macs, 'MACs')}.`;
}
