/** Whether a fault was noticed, from what its tests say without it and with it. */
import type { Fault } from './fault';
import type { Outcome } from './read-report';

export interface Verdict {
  /** `useless`: its tests fail, or don't run, without it too. `broken`: with it nothing ran that could notice it. */
  readonly kind: 'caught' | 'missed' | 'useless' | 'broken' | 'outdated';
  /** How many noticed it, or what is wrong. */
  readonly why: string;
}

/** Of a test file without any fault: why the tests that this fault needs say nothing; null where they pass. */
export function uselessBecause({ caughtBy: { title = '' } }: Fault, without: Outcome): string | null {
  if (without.endless) return 'They never end without it.';
  if (without.broken !== null) return without.broken;
  const meant = without.tests.filter((test) => test.title.includes(title));
  const failing = meant.find(({ passed }) => !passed);
  if (failing) return `“${failing.title}” fails without it.`;
  return meant.length === 0 ? 'None of its tests runs here.' : null;
}

export function judge({ tests, broken, endless }: Outcome): Verdict {
  if (endless) return { kind: 'caught', why: 'they never end' };
  if (broken !== null) return { kind: 'broken', why: broken };
  const failed = tests.filter(({ passed }) => !passed).length;
  const count = `${failed} of ${tests.length}`;
  return { kind: failed > 0 ? 'caught' : 'missed', why: count };
}
