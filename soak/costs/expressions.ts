/** Expressions as long and as deep as they may be. */
import type { Random } from '../openings/random';

const MOST = 1_000;

/** One call, nested so often as fits. */
export function callOf(random: Random, name: string): string {
  const called = random.pick(['floor', 'ceil', 'max', 'min']);
  const depth = random.below(150);
  return `${`${called}(`.repeat(depth)}${name}${')'.repeat(depth)}`;
}

/** Some that are no expressions, too. */
export function expressionOf(random: Random, names: readonly string[]): string {
  const name = (): string => random.pick([...names, 'i', '1', '7']);
  const depth = random.below(490);
  const shapes: readonly (() => string)[] = [
    () => name(),
    () => `${'('.repeat(depth)}${name()}${')'.repeat(depth)}`,
    () => `${'-'.repeat(2 * depth)}${name()}`,
    () => `${'!'.repeat(2 * depth)}${name()}`,
    () => Array.from({ length: depth }, name).join(random.pick(['+', '*', '-', '%'])),
    () => Array.from({ length: Math.ceil(depth / 3) }, () => `${name()}?1`).join(':') + ':2',
    () => `[${Array.from({ length: depth }, name).join(',')}][i % ${Math.max(1, depth)}]`,
    () => `${'['.repeat(depth)}1${']'.repeat(depth)}${'[0]'.repeat(Math.floor((MOST - 2 * depth) / 3))}`,
    () => `max(${Array.from({ length: depth }, name).join(',')})`,
    () => callOf(random, name()),
    () => `1 / (i - ${random.below(5)})`,
    () => `'${'x'.repeat(depth)}' == '${'x'.repeat(depth)}'`,
  ];
  return random.pick(shapes)().slice(0, MOST);
}
