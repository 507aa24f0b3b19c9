/** Advice that the user does not want to hear, of one layer or of the whole network. Errors and warnings can't be dismissed. */
import type { ConvDocument, Dismissal } from '../../graph/document';
import type { Edit } from '../../graph/edit';
import type { AdviceCode } from '../codes';
import type { Compiled, Diagnostic, FlatNode } from '../compiled';

type Layers = Compiled['byId'];

/** The layer of the drawing that a piece of advice is about: inside a block, that of the block's definition. */
function placeOf(byId: Layers, { nodeId, documentNode }: Diagnostic): Place {
  const origin = byId.get(nodeId ?? '')?.origin;
  if (!origin) return documentNode === null ? {} : { node: documentNode };
  return { node: origin.node, ...(origin.scope !== null && { scope: origin.scope }) };
}

type Place = Pick<Dismissal, 'scope' | 'node'>;

const keyOf = (code: string, { scope, node }: Place): string => JSON.stringify([code, scope, node]);

const keys = new WeakMap<readonly Dismissal[], ReadonlySet<string>>();

/** Of one layer; without a node, of all. */
function holds(dismissed: readonly Dismissal[], code: string, place: Place): boolean {
  let known = keys.get(dismissed);
  if (!known) {
    known = new Set(dismissed.map((each) => keyOf(each.code, each.node === undefined ? {} : each)));
    keys.set(dismissed, known);
  }
  return known.has(keyOf(code, {})) || known.has(keyOf(code, place));
}

/** For rules that speak of several layers at once. */
export function isDismissedAt(
  { dismissed = [] }: ConvDocument,
  code: AdviceCode,
  { scope, node }: FlatNode['origin'],
): boolean {
  if (dismissed.length === 0) return false;
  return holds(dismissed, code, { node, ...(scope !== null && { scope }) });
}

/** What is shown, and the advice that was dismissed. */
export function sortOut(
  { dismissed = [] }: ConvDocument,
  byId: Layers,
  diagnostics: readonly Diagnostic[],
): Pick<Compiled, 'diagnostics' | 'dismissed'> {
  if (dismissed.length === 0) return { diagnostics, dismissed: [] };
  const isDismissed = (problem: Diagnostic): boolean =>
    problem.severity === 'advice' && holds(dismissed, problem.code, placeOf(byId, problem));
  return {
    diagnostics: diagnostics.filter((problem) => !isDismissed(problem)),
    dismissed: diagnostics.filter(isDismissed),
  };
}

/** `here`: for this layer only. Null for what can't be dismissed. */
export function dismissal(
  { document, byId }: Pick<Compiled, 'document' | 'byId'>,
  problem: Diagnostic,
  where: 'here' | 'everywhere',
): readonly Edit[] | null {
  if (problem.severity !== 'advice') return null;
  const { code } = problem;
  const before = document.dismissed ?? [];
  // What holds everywhere makes what holds here superfluous.
  const kept = where === 'everywhere' ? before.filter((each) => each.code !== code) : before;
  const added: Dismissal = where === 'everywhere' ? { code } : { code, ...placeOf(byId, problem) };
  return [{ edit: 'setDismissed', dismissed: [...kept, added] }];
}
