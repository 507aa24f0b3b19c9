/**
 * Layers on the clipboard are a document of their own, as text: they can be pasted into another window, a file or a
 * message, and what comes back is checked like any other file.
 */
import { freeIds } from '../../../shared/graph/create';
import { bringDefinitions, definitionsIn } from '../../../shared/graph/definitions';
import {
  emptyDocument,
  isBlock,
  type ConvDocument,
  type DefinitionId,
  type GraphNode,
  type Layout,
  type NodeId,
  type Placement,
} from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { graphIn, layoutIn, within } from '../../../shared/graph/scope';
import { findLayer } from '../../../shared/layers';
import { parseDocument, serializeDocument } from '../../../shared/format/document-format';
import { plural } from '../../format/numbers';
import type { AppStore } from '../../document/app-store';
import { messageOf } from '../../../shared/schema/message-of';

/** Copies lie this far from what they were copied from, in the document's coordinates. */
const OFFSET = 40;

/** The layers with the edges between them, and the blocks that they stand for. */
export function fragmentOf(
  document: ConvDocument,
  ids: ReadonlySet<NodeId>,
  scope: DefinitionId | null = null,
): ConvDocument {
  const graph = graphIn(document, scope);
  const nodes = graph.nodes.filter(({ id }) => ids.has(id));
  return {
    ...emptyDocument(plural(nodes.length, 'layer')),
    nodes,
    edges: graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
    layout: Object.fromEntries(Object.entries(graph.layout ?? {}).filter(([id]) => ids.has(id))),
    definitions: definitionsIn(document, { nodes }),
  };
}

/** What to do so that the graph holds the fragment too, and the ids that its layers get. */
export function pasteEdits(
  document: ConvDocument,
  fragment: ConvDocument,
  scope: DefinitionId | null = null,
): { readonly edits: readonly Edit[]; readonly ids: readonly NodeId[] } {
  const brought = bringDefinitions(document, fragment.definitions);
  const edits: Edit[] = [...brought.edits];
  const own = within(scope);
  const shift = freeShift(layoutIn(document, scope), fragment.layout);
  const ids = new Map<NodeId, NodeId>();
  const freeId = freeIds(document, scope);
  for (const node of fragment.nodes) {
    const copy = copyOf(node, freeId, brought.ids);
    const at = fragment.layout[node.id];
    edits.push({ edit: 'addNode', ...own, node: copy, ...(at && { at: { ...at, ...shift(at) } }) });
    ids.set(node.id, copy.id);
  }
  for (const edge of fragment.edges) {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    if (source === undefined || target === undefined) continue;
    edits.push({ edit: 'connect', ...own, edge: { ...edge, source, target } });
  }
  return { edits, ids: [...ids.values()] };
}

function copyOf(
  node: GraphNode,
  freeId: ReturnType<typeof freeIds>,
  definitions: ReadonlyMap<DefinitionId, DefinitionId>,
): GraphNode {
  const layer = findLayer(node.type);
  if (layer === undefined)
    throw new Error(`There is no layer type "${node.type}", so ${node.name} can't be pasted.`);
  const id = freeId(layer);
  if (!isBlock(node)) return { ...node, id, name: id };
  return { ...node, id, name: id, definition: definitions.get(node.definition) ?? node.definition };
}

/** Beside what already lies there, so that copies of copies don't hide one another. */
function freeShift(
  layout: Layout,
  fragment: Layout,
): (at: Placement) => { readonly x: number; readonly y: number } {
  const taken = new Set(Object.values(layout).map(({ x, y }) => `${x},${y}`));
  const places = Object.values(fragment);
  let by = 0;
  while (places.some(({ x, y }) => taken.has(`${x + by},${y + by}`))) by += OFFSET;
  return ({ x, y }) => ({ x: x + by, y: y + by });
}

// ---- The window's side

/** What was copied last here, where the system's clipboard can't be read. */
let last: string | null = null;

/** The selected layers as text, remembered; null where none are selected. */
export function copySelection({ documents }: AppStore): string | null {
  if (documents.selection.size === 0) return null;
  last = serializeDocument(fragmentOf(documents.document, documents.selection, documents.scope));
  return last;
}

export function isFragment(text: string): boolean {
  return /^\s*\{/.test(text) && text.includes('"convcanvas"');
}

export function canPaste(): boolean {
  return last !== null;
}

/** Pastes the text, or what was copied last here. */
export function pasteText({ documents, ui }: AppStore, text: string | null = last): void {
  if (text === null) return;
  try {
    const { edits, ids } = pasteEdits(documents.document, parseDocument(text), documents.scope);
    if (documents.transact(`Paste ${plural(ids.length, 'layer')}`, edits)) documents.select(ids);
  } catch (error) {
    ui.notify({ kind: 'error', message: messageOf(error) });
  }
}
