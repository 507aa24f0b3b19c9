/** Advice that the user does not want to hear, of one layer or of the whole network. Errors and warnings can't be dismissed. */
import type { ConvDocument, Dismissal } from '../../graph/document';
import type { Edit } from '../../graph/edit';
import type { Compiled, Diagnostic } from '../compiled';

type Layers = Compiled['byId'];

/** The layer of the drawing that a piece of advice is about: inside a block, that of the block's definition. */
function placeOf(byId: Layers, { nodeId, documentNode }: Diagnostic): Pick<Dismissal, 'scope' | 'node'> {
  const origin = byId.get(nodeId ?? '')?.origin;
  if (!origin) return documentNode === null ? {} : { node: documentNode };
  return { node: origin.node, ...(origin.scope !== null && { scope: origin.scope }) };
}

/** What is shown, and the advice that was dismissed. */
export function sortOut(
  { dismissed = [] }: ConvDocument,
  byId: Layers,
  diagnostics: readonly Diagnostic[],
): Pick<Compiled, 'diagnostics' | 'dismissed'> {
  if (dismissed.length === 0) return { diagnostics, dismissed: [] };
  const isDismissed = (problem: Diagnostic): boolean => {
    if (problem.severity !== 'advice') return false;
    const { scope, node } = placeOf(byId, problem);
    return dismissed.some(
      (each) =>
        each.code === problem.code &&
        (each.node === undefined || (each.node === node && each.scope === scope)),
    );
  };
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
