/** The way out that only the drawing's past knows: what broke the network is taken back. */
import type { Compiled } from '../../shared/compiler/compiled';
import { fix } from '../../shared/compiler/fix';
import { newErrors } from '../../shared/compiler/new-errors';
import type { ConvDocument } from '../../shared/graph/document';
import { haveSame, networkParts } from '../../shared/graph/document-parts';
import type { Edit } from '../../shared/graph/edit';
import { editsTo } from '../../shared/graph/edits-to';
import type { History, Step } from '../../shared/graph/history';

/**
 * With a fix more for each error that the last edit of the network made. Moving a card afterwards, or writing a note, is no
 * edit of the network. `compileEarlier` is asked only where there are errors.
 */
export function withTakingBack(
  compiled: Compiled,
  history: History,
  compileEarlier: (document: ConvDocument) => Compiled,
): Compiled {
  const { document } = compiled;
  if (compiled.diagnostics.every(({ severity }) => severity !== 'error')) return compiled;
  const step = history.past.findLast((each) => !haveSame(each.document, document, networkParts));
  // Layers that moved into a block are others there, and their weights would be lost on the way back.
  if (step === undefined || step.moved.size > 0) return compiled;
  const broken = new Set(newErrors(compileEarlier(step.document), compiled));
  if (broken.size === 0) return compiled;
  const back = fix(`Take back “${step.label}”`, () => inverse(step, history));
  return {
    ...compiled,
    diagnostics: compiled.diagnostics.map((each) =>
      broken.has(each) ? { ...each, fixes: [...each.fixes, back] } : each,
    ),
  };
}

/** From the present to what was there before the step. What was placed or framed since stays as it is. */
function inverse(step: Step, { past, document: now }: History): readonly Edit[] {
  const { document: before } = step;
  if (step === past.at(-1)) return editsTo(now, before);
  const { nodes, edges, definitions } = before;
  const layout = { ...before.layout, ...now.layout };
  return editsTo(now, { ...now, nodes, edges, definitions, layout });
}
