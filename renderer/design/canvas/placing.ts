/** Putting layers in a row somewhere, as one step, with what they need to fit. */
import { fitChain, fitOf, type FittedLayer } from '../../../shared/compiler/fit';
import { insertInto } from '../../../shared/compiler/fixes';
import { applyEdits } from '../../../shared/graph/apply';
import { type ChainLayer, type ChainPart, isGroup } from '../../../shared/graph/chain-notation';
import { newNode } from '../../../shared/graph/create';
import type { ConvDocument, NodeId } from '../../../shared/graph/document';
import type { Edit } from '../../../shared/graph/edit';
import { inputPorts } from '../../../shared/graph/ports';
import { replaceType } from '../../../shared/graph/replace-type';
import { graphIn, nodesById } from '../../../shared/graph/scope';
import { defaultsOf } from '../../../shared/schema/fields';
import { plural } from '../../format/numbers';
import type { DocumentStore } from '../../document/document-store';
import { shapeAt } from './add-block';
import type { Where } from '../placing-store';
import { edgesFor, usualPlace } from './add-layer';
import { briefOf } from './brief';
import { shapeBefore } from './shapes';

interface Placed {
  readonly layers: readonly FittedLayer[];
  readonly edits: readonly Edit[];
  readonly ids: readonly NodeId[];
  readonly after: ConvDocument;
}

/** Where a layer of that type would go; `where` is the box's. */
export const placeFor = (documents: DocumentStore, type: string, where: Where | null): Where =>
  where ?? usualPlace(documents, type);

/** The edits that put them there, each behind the one before. */
export function placing(documents: DocumentStore, row: readonly ChainLayer[], where: Where | null): Placed {
  const { document, scope } = documents;
  const [head] = row;
  if (!head) return { layers: [], edits: [], ids: [], after: document };
  const first = placeFor(documents, head.layer.type, where);
  const layers = fitChain(row, shapeAt(documents, first));
  const edits: Edit[] = [];
  const ids: NodeId[] = [];
  let after = document;
  for (const { layer, params } of layers) {
    const node = newNode(after, layer, params, scope);
    const last = ids.at(-1);
    const more = edgesFor(after, node, last === undefined ? first : { kind: 'after', id: last }, scope);
    after = applyEdits(after, more);
    edits.push(...more);
    ids.push(node.id);
  }
  return { layers, edits, ids, after };
}

/** One step, and the last of them is selected. Its id; null where it could not be made. */
export function placeRow(
  documents: DocumentStore,
  row: readonly ChainLayer[],
  where: Where | null,
): NodeId | null {
  const { layers, ids, edits } = placing(documents, row, where);
  const asked = layers.filter(({ added }) => !added);
  const [only, ...others] = asked;
  if (!only) return null;
  const label = others.length === 0 ? `Add ${only.layer.type}` : `Add ${plural(layers.length, 'layer')}`;
  const last = ids.at(-1);
  if (last === undefined || !documents.transact(label, edits)) return null;
  documents.select([last]);
  return last;
}

/** One step, with what the new type needs before it. Its id; null where it could not be made. */
export function replaceLayer(documents: DocumentStore, id: NodeId, item: ChainLayer): NodeId | null {
  const { scope } = documents;
  const node = documents.node(id);
  const [port] = node ? inputPorts(documents.document, node, { scope }) : [];
  const fit = fitOf(item, port === undefined ? null : shapeBefore(documents, id, port));
  const done = documents.attempt(`Replace ${node?.name ?? id} with ${item.layer.type}`, (document) => {
    const replaced = replaceType(document, id, item.layer, item.params, scope);
    const after = applyEdits(document, replaced);
    const changed = nodesById(graphIn(after, scope)).get(id);
    const [into] = changed ? inputPorts(after, changed, { scope }) : [];
    if (fit.kind !== 'insert' || into === undefined) return replaced;
    const { layer, params } = fit.before;
    return [...replaced, ...(insertInto(after, scope, id, into, newNode(after, layer, params, scope)) ?? [])];
  });
  if (!done) return null;
  documents.select([id]);
  return id;
}

/** `(Conv 3×3 · 64 → BatchNorm → ReLU) ×2 → Max pool 2×2` */
export function chainText(parts: readonly ChainPart[]): string {
  return parts
    .map((part) => (isGroup(part) ? `${grouped(part.parts)} ×${part.times}` : layerText(part)))
    .join(' → ');
}

function grouped(parts: readonly ChainPart[]): string {
  const text = chainText(parts);
  return parts.length === 1 ? text : `(${text})`;
}

function layerText({ layer, params }: ChainLayer): string {
  const brief = briefOf(layer, { ...defaultsOf(layer.params), ...params });
  // An activation is known by the function that it is.
  if (layer.role === 'activation' && brief !== '') return brief;
  return `${layer.label} ${brief}`.trim();
}
