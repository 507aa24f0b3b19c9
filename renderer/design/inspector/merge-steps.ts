/** Height and width mostly follow the same arithmetic; then one line says both. */
import type { FormulaStep } from '../../../shared/layers/define';

/** "Output height" and "Output width" are "Output height and width". */
function joinTitles(first: string, second: string): string {
  const a = first.split(' ');
  const b = second.split(' ');
  let shared = 0;
  while (shared < a.length - 1 && a[shared] === b[shared]) shared += 1;
  return `${first} and ${b.slice(shared).join(' ')}`;
}

export function mergeSteps(steps: readonly FormulaStep[]): readonly FormulaStep[] {
  const merged: FormulaStep[] = [];
  for (const step of steps) {
    const last = merged.at(-1);
    const same =
      last !== undefined &&
      last.formula === step.formula &&
      last.filled === step.filled &&
      last.result === step.result;
    if (same) merged[merged.length - 1] = { ...last, title: joinTitles(last.title, step.title) };
    else merged.push(step);
  }
  return merged;
}
