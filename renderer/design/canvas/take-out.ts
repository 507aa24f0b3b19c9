/** Taking layers out of their wires, which are joined behind them. */
import { detachAll } from '../../../shared/graph/create';
import type { Layout, NodeId } from '../../../shared/graph/document';
import { edgesInto, edgesOutOf } from '../../../shared/graph/wiring';
import { plural } from '../../format/numbers';
import type { DocumentStore } from '../../document/document-store';
import { CARD_GAP, CARD_WIDTH, cardsOf } from '../../../shared/drawing/cards';
import { largest } from '../../../shared/layers/support/extremes';

/** Whether wires lead from these layers to others. */
export function isWired({ graph }: DocumentStore, ids: readonly NodeId[]): boolean {
  const own = new Set(ids);
  return ids.some(
    (id) =>
      edgesInto(graph.edges, id).some(({ source }) => !own.has(source)) ||
      edgesOutOf(graph.edges, id).some(({ target }) => !own.has(target)),
  );
}

/** One step; without a layout they come to stand beside where they were. */
export function takeOut(documents: DocumentStore, ids: readonly NodeId[], layout?: Layout): boolean {
  const { document, graph, scope, within } = documents;
  const [first] = ids;
  const name =
    (first !== undefined && ids.length === 1 && documents.node(first)?.name) || plural(ids.length, 'layer');
  return documents.transact(`Take ${name} out`, [
    ...detachAll(document, ids, scope),
    { edit: 'place', ...within, layout: layout ?? beside(graph, ids) },
  ]);
}

function beside(graph: DocumentStore['graph'], ids: readonly NodeId[]): Layout {
  const own = new Set(ids);
  const cards = cardsOf(graph);
  const right = largest(cards.map(({ x }) => x)) + CARD_WIDTH + CARD_GAP;
  return Object.fromEntries(
    cards.flatMap((card) => {
      const [head] = card.nodes.filter((id) => own.has(id));
      return head === undefined ? [] : [[head, { ...graph.layout?.[head], x: right, y: card.y }] as const];
    }),
  );
}
