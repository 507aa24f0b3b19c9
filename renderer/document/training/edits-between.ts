/** How far a document has come from the snapshot that a run was trained on. */
import type { ConvDocument } from '../../../shared/graph/document';
import { haveSame, networkParts, trainingParts } from '../../../shared/graph/document-parts';

type Part = (typeof trainingParts)[number];

function same(a: ConvDocument, b: ConvDocument, which: readonly Part[]): boolean {
  return which.every((part) => a[part] === b[part] || JSON.stringify(a[part]) === JSON.stringify(b[part]));
}

/** Whether both describe the same layers and wires. */
export function sameNetwork(a: ConvDocument, b: ConvDocument): boolean {
  return a === b || same(a, b, networkParts);
}

function changedNodes(from: ConvDocument, to: ConvDocument): number {
  const before = new Map(from.nodes.map((node) => [node.id, JSON.stringify(node)]));
  const after = new Map(to.nodes.map((node) => [node.id, JSON.stringify(node)]));
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => before.get(id) !== after.get(id)).length;
}

/**
 * Steps of the undo history between the two, those that change nothing of `parts` left out. Where the history
 * does not reach (a reloaded page, an opened file), the layers and settings that differ are counted instead.
 * `timeline`: past documents, oldest first, the present one and those that Redo would bring back.
 */
export function editsBetween(
  from: ConvDocument,
  to: ConvDocument,
  timeline: readonly ConvDocument[],
  parts: readonly Part[] = trainingParts,
): number {
  if (from === to || same(from, to, parts)) return 0;
  const start = timeline.indexOf(from);
  const end = timeline.indexOf(to);
  if (start >= 0 && end >= 0) {
    const between = timeline.slice(Math.min(start, end), Math.max(start, end) + 1);
    let edits = 0;
    let previous: ConvDocument | null = null;
    for (const document of between) {
      if (previous !== null && !haveSame(previous, document, parts)) edits += 1;
      previous = document;
    }
    return Math.max(1, edits);
  }
  const settings = parts.filter(
    (part) => (part === 'data' || part === 'training') && !same(from, to, [part]),
  ).length;
  return Math.max(1, changedNodes(from, to) + settings);
}

/** The same of layers and wires alone: how a run is trained is no edit of the network. */
export function networkEditsBetween(
  from: ConvDocument,
  to: ConvDocument,
  timeline: readonly ConvDocument[],
): number {
  return editsBetween(from, to, timeline, networkParts);
}
