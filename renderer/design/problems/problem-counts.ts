/** Errors and warnings are problems; advice is counted apart. */
import type { Diagnostic } from '../../../shared/compiler/compiled';
import type { Severity } from '../../../shared/layers/define';
import { plural } from '../../format/numbers';

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, advice: 2 };

export function countProblems(diagnostics: readonly Diagnostic[]): {
  readonly errors: number;
  readonly warnings: number;
  readonly advice: number;
} {
  const of = (severity: Severity): number => diagnostics.filter((each) => each.severity === severity).length;
  return { errors: of('error'), warnings: of('warning'), advice: of('advice') };
}

export function worstFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => order[a.severity] - order[b.severity]);
}

/** "2 errors, 1 warning and 3 pieces of advice"; null where there are none. */
export function countText(diagnostics: readonly Diagnostic[]): string | null {
  const { errors, warnings, advice } = countProblems(diagnostics);
  const parts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(advice > 0 ? [plural(advice, 'piece of advice', 'pieces of advice')] : []),
  ];
  if (parts.length === 0) return null;
  return parts.length === 1 ? (parts[0] ?? null) : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
