/** Where the nodes of a graph stand: as they were placed, or in rows below one another. */
import { CARD_GAP, CARD_WIDTH, cardHeight, rowHeight } from './card-size';
import { chainsOf } from './chains';
import type { Graph, Layout, NodeId, Placement } from './document';
import { inOrder } from './topological';
import { edgesInto } from './wiring';
import { largest } from '../layers/support/extremes';

export interface Arranged {
  readonly places: Layout;
  readonly width: number;
  readonly height: number;
}

/** Of every node in a card that was placed: cards are placed by their first layer, and its rows follow it. */
export function rowPlaces(graph: Graph & { readonly layout?: Layout }): Layout {
  return Object.fromEntries(
    chainsOf(graph).flatMap((chain) => {
      const [head = ''] = chain;
      const place = graph.layout?.[head];
      if (!place) return [];
      const tops = topsOf(graph, chain);
      return chain.map((id, row) => {
        const at = { x: place.x, y: place.y + (tops[row] ?? 0) };
        return [id, row === 0 ? { ...place, ...at } : at] as const;
      });
    }),
  );
}

/** How far below the card's first row each begins. */
function topsOf(graph: Graph, chain: readonly NodeId[]): readonly number[] {
  let top = 0;
  return chain.map((id) => {
    const own = top;
    top += rowHeight(graph, id);
    return own;
  });
}

/** From 0, 0 on: as they were placed if all cards were, else each card below all that feeds it. */
export function arranged(graph: Graph & { readonly layout?: Layout }): Arranged {
  const chains = chainsOf(graph);
  const places = rowPlaces(graph);
  const drawn = chains.every(([head = '']) => places[head] !== undefined) ? places : inRows(graph);
  const bottom = largest(
    chains.map((chain) => (drawn[chain[0] ?? '']?.y ?? 0) + cardHeight(graph, chain)),
    0,
  );
  const corner = cornerOf(drawn);
  const right = largest(
    Object.values(drawn).map(({ x }) => x + CARD_WIDTH),
    0,
  );
  return {
    places: shifted(drawn, -corner.x, -corner.y),
    width: Math.max(0, right - corner.x),
    height: Math.max(0, bottom - corner.y),
  };
}

/** The smallest x and y; 0, 0 where nothing is placed. */
export function cornerOf(layout: Layout): Placement {
  const places = Object.values(layout);
  if (places.length === 0) return { x: 0, y: 0 };
  return {
    x: places.reduce((least, { x }) => Math.min(least, x), Infinity),
    y: places.reduce((least, { y }) => Math.min(least, y), Infinity),
  };
}

export function shifted(layout: Layout, byX: number, byY: number): Layout {
  return Object.fromEntries(
    Object.entries(layout).map(([id, place]) => [id, { ...place, x: place.x + byX, y: place.y + byY }]),
  );
}

/** Cards as deep as the longest way to them; those of one depth side by side, around the middle. */
function inRows(graph: Graph): Layout {
  const chains = chainsOf(graph);
  const chainOf = new Map<NodeId, number>();
  chains.forEach((chain, index) => {
    for (const id of chain) chainOf.set(id, index);
  });
  const depths = new Map<number, number>();
  for (const id of inOrder(graph)) {
    const chain = chainOf.get(id);
    if (chain === undefined || chains[chain]?.[0] !== id) continue;
    const before = edgesInto(graph.edges, id).map(
      ({ source }) => depths.get(chainOf.get(source) ?? -1) ?? -1,
    );
    depths.set(chain, largest(before, -1) + 1);
  }
  const rows: (readonly NodeId[])[][] = [];
  chains.forEach((chain, index) => {
    const depth = depths.get(index) ?? 0;
    (rows[depth] ??= []).push(chain);
  });
  const layout: Record<NodeId, Placement> = {};
  let y = 0;
  for (const row of rows) {
    row.forEach((chain, column) => {
      const x = (column - (row.length - 1) / 2) * (CARD_WIDTH + CARD_GAP);
      const tops = topsOf(graph, chain);
      chain.forEach((id, at) => {
        layout[id] = { x, y: y + (tops[at] ?? 0) };
      });
    });
    y += largest(
      row.map((chain) => cardHeight(graph, chain)),
      0,
    );
    y += CARD_GAP;
  }
  return layout;
}
