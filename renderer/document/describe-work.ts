/** What would be lost, in words: for who decides whether to recover it. */
import { parseDocument } from '../../shared/format/document-format';
import type { ConvDocument, GraphNode } from '../../shared/graph/document';
import { plural } from '../format/numbers';
import type { Work } from './drafts';
import { restoreHistory } from './history-drafts';

const allNodes = ({ nodes, definitions }: ConvDocument): ReadonlyMap<string, GraphNode> =>
  new Map([
    ...nodes.map((node): [string, GraphNode] => [node.id, node]),
    ...Object.entries(definitions).flatMap(([id, definition]) =>
      definition.nodes.map((node): [string, GraphNode] => [`${id}/${node.id}`, node]),
    ),
  ]);

/** Against what was saved; null where that is not known any more. */
function layersChanged(work: Work): { added: number; removed: number; changed: number } | null {
  const saved = restoreHistory(work)?.saved;
  if (!saved) return null;
  const [before, after] = [allNodes(saved), allNodes(parseDocument(work.draft.document))];
  const kept = [...after].filter(([id]) => before.has(id));
  return {
    added: after.size - kept.length,
    removed: before.size - kept.length,
    changed: kept.filter(([id, node]) => JSON.stringify(node) !== JSON.stringify(before.get(id))).length,
  };
}

/** `3 unsaved edits: 1 layer added, 2 changed · 1 run` */
export function describeWork(work: Work): string {
  const { draft, runCount } = work;
  const parts: string[] = [];
  if (draft.edits > 0) parts.push(plural(draft.edits, 'unsaved edit') + layersText(work));
  if (runCount > 0) parts.push(plural(runCount, 'run'));
  return parts.join(' · ') || 'not saved to a file';
}

function layersText(work: Work): string {
  const layers = changedOrNull(work);
  if (layers === null) return '';
  const counts = Object.entries(layers).filter(([, count]) => count > 0);
  const words = counts.map(
    ([what, count], index) => `${index === 0 ? plural(count, 'layer') : count} ${what}`,
  );
  return words.length === 0 ? '' : `: ${words.join(', ')}`;
}

/** A document that can't be read is still offered: recovering it says why. */
function changedOrNull(work: Work): ReturnType<typeof layersChanged> {
  try {
    return layersChanged(work);
  } catch {
    return null;
  }
}
