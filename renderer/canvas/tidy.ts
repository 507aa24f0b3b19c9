/** Lays the cards out in layers, from top to bottom, with elk; only when asked. */
import type { Layout } from '../../shared/graph/document';
import type { AppStore } from '../stores/app-store';
import { CARD_GAP, CARD_WIDTH, cardsOf, type Drawn } from './cards';

export async function tidy({ documents, ui }: AppStore): Promise<void> {
  const { graph, within } = documents;
  const layout = await tidyLayout(graph);
  // Whatever was drawn meanwhile is not to be moved by an answer to an older question.
  if (documents.graph !== graph) {
    ui.notify({ kind: 'info', message: 'The network changed while it was tidied up, so nothing was moved.' });
    return;
  }
  documents.transact('Tidy up', [{ edit: 'place', ...within, layout }]);
  ui.canvas?.fit();
}

export async function tidyLayout(graph: Drawn): Promise<Layout> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const cards = cardsOf(graph);
  const cardOf = new Map(cards.flatMap((card) => card.nodes.map((node) => [node, card.id] as const)));
  const wires = graph.edges.filter(({ source, target }) => cardOf.get(source) !== cardOf.get(target));
  const laid = await new Elk().layout({
    id: 'network',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.layered.spacing.nodeNodeBetweenLayers': String(CARD_GAP),
      'elk.spacing.nodeNode': String(CARD_GAP),
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    },
    children: cards.map(({ id, height }) => ({ id, width: CARD_WIDTH, height })),
    edges: wires.map(({ source, target }, index) => ({
      id: `wire${index}`,
      sources: [cardOf.get(source) ?? source],
      targets: [cardOf.get(target) ?? target],
    })),
  });
  return Object.fromEntries(
    (laid.children ?? []).map(({ id, x = 0, y = 0 }) => [
      id,
      { ...graph.layout?.[id], x: Math.round(x), y: Math.round(y) },
    ]),
  );
}
