/** What could be put somewhere: every layer, those that fit first, and what the others would take. */
import { fitOf, leadsInto, type Fit } from '../../../shared/compiler/fit';
import type { ChainLayer } from '../../../shared/graph/chain-notation';
import type { NodeId } from '../../../shared/graph/document';
import { inputPorts } from '../../../shared/graph/ports';
import type { Layer, Role } from '../../../shared/layers/define';
import { layers } from '../../../shared/layers/index';
import { defaultsOf } from '../../../shared/schema/fields';
import type { DocumentStore } from '../../document/document-store';
import { shapeAt } from './add-block';
import type { Where } from '../placing-store';
import { followsOften, leadsOften, usedOften } from './followers';
import { placeFor } from './placing';
import { shapeBefore } from './shapes';

export interface Candidate {
  readonly layer: Layer;
  readonly rank: 'fits' | 'mended' | 'not';
  /** What is done to make it fit, or why it does not; null where it fits. */
  readonly note: string | null;
  /** To be placed: with the parameters that make it fit. */
  readonly item: ChainLayer;
}

const order = { fits: 0, mended: 1, not: 2 } as const;

/** Only inside observers. */
export function candidatesAt(documents: DocumentStore, where: Where | null): readonly Candidate[] {
  return layers
    .filter(({ role }) => role !== 'block')
    .map((layer) => ({ ...candidate(documents, layer, where), useful: usefulness(documents, layer, where) }))
    .sort((a, b) => order[a.rank] - order[b.rank] || b.useful - a.useful);
}

/** In how many known networks it stands behind what stands there, or before it, or anywhere where nothing does. */
function usefulness(documents: DocumentStore, { type, role }: Layer, where: Where | null): number {
  const place = placeFor(documents, type, where);
  const typeOf = (id: NodeId): string => documents.node(id)?.type ?? '';
  switch (place.kind) {
    case 'at':
      // A network begins with its input; another one is seldom what is asked for.
      if (role === 'input') return documents.graph.nodes.length === 0 ? Number.MAX_SAFE_INTEGER : 0;
      return usedOften(type);
    case 'edge':
      return followsOften(type, typeOf(place.edge.source));
    case 'after':
      return followsOften(type, typeOf(place.id));
    case 'before':
      return leadsOften(type, typeOf(place.id));
    case 'port': {
      const { node, end } = place.from;
      return end === 'source' ? followsOften(type, typeOf(node)) : leadsOften(type, typeOf(node));
    }
  }
}

/** What a layer could become, without itself. Only inside observers. */
export function replacementsOf(documents: DocumentStore, id: NodeId): readonly Candidate[] {
  const { document, scope } = documents;
  const node = documents.node(id);
  const [port] = node ? inputPorts(document, node, { scope }) : [];
  const entering = port === undefined ? null : shapeBefore(documents, id, port);
  const role = layers.find(({ type }) => type === node?.type)?.role;
  return layers
    .filter((layer) => layer.role !== 'block' && layer.type !== node?.type)
    .map((layer): Candidate => {
      const item = { layer, params: {} };
      if (layer.role === 'input') return { layer, rank: 'fits', note: null, item };
      return fitted(item, fitOf(item, entering));
    })
    .sort((a, b) => order[a.rank] - order[b.rank] || kin(b, role) - kin(a, role));
}

/** What does the same kind of thing comes first. */
const kin = ({ layer }: Candidate, role: Role | undefined): number => Number(layer.role === role);

function candidate(documents: DocumentStore, layer: Layer, where: Where | null): Candidate {
  const item = { layer, params: {} };
  const place = placeFor(documents, layer.type, where);
  if (place.kind === 'port') {
    const { inputs, outputs } = layer.ports(defaultsOf(layer.params));
    const none =
      place.from.end === 'source' ? Array.isArray(inputs) && inputs.length === 0 : outputs.length === 0;
    if (none)
      return {
        layer,
        rank: 'not',
        note: place.from.end === 'source' ? 'takes no input' : 'gives nothing on',
        item,
      };
    if (place.from.end === 'target') return before(documents, item, place.from.node);
  }
  // What begins a network is asked for nothing.
  if (layer.role === 'input') return { layer, rank: 'fits', note: null, item };
  return fitted(item, fitOf(item, shapeAt(documents, place)));
}

function fitted(item: ChainLayer, fit: Fit): Candidate {
  const { layer } = item;
  switch (fit.kind) {
    case 'fits':
      return { layer, rank: 'fits', note: null, item };
    case 'insert':
      return { layer, rank: 'mended', note: `adds ${fit.before.layer.type}`, item };
    case 'change':
      return { layer, rank: 'mended', note: lowered(fit.label), item: { layer, params: fit.params } };
    case 'no':
      return { layer, rank: 'not', note: fit.reason, item };
  }
}

function before(documents: DocumentStore, item: ChainLayer, target: NodeId): Candidate {
  const { layer } = item;
  const node = documents.node(target);
  const known = layers.find(({ type }) => type === node?.type);
  // What a block takes is not known before it is asked.
  if (!node || !known || known.role === 'block') return { layer, rank: 'fits', note: null, item };
  return layer.role === 'input' || leadsInto(item, { layer: known, params: node.params })
    ? { layer, rank: 'fits', note: null, item }
    : { layer, rank: 'not', note: `${node.name} does not take what it gives`, item };
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
