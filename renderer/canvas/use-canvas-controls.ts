/** What commands and lists can ask of the canvas: zoom, fit, show a layer. */
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { cardHeight, rowHeight } from '../../shared/graph/card-size';
import type { NodeId } from '../../shared/graph/document';
import { useApp } from '../stores/app-context';
import { type Card, CARD_WIDTH, cardsOf } from './cards';
import { calm } from './use-views';

export function useCanvasControls(
  frame: RefObject<HTMLDivElement | null>,
  fit: (animated: boolean, largest?: number) => void,
  glide: (before: readonly Card[]) => void,
): void {
  const { documents, ui } = useApp();
  const flow = useReactFlow();

  useEffect(() => {
    const placeOf = (id: NodeId): { readonly x: number; readonly y: number } | null => {
      const card = cardsOf(documents.graph).find(({ nodes }) => nodes.includes(id));
      if (!card) return null;
      const rows = card.nodes.slice(0, card.nodes.indexOf(id));
      const y = card.y + cardHeight(documents.graph, rows) + rowHeight(documents.graph, id) / 2;
      return { x: card.x, y };
    };
    const show = (id: NodeId): void => {
      const place = placeOf(id);
      const box = frame.current?.getBoundingClientRect();
      if (!place || !box) return;
      const { x, y } = place;
      const corner = flow.flowToScreenPosition({ x, y });
      const { zoom } = flow.getViewport();
      const seen =
        corner.x >= box.left &&
        corner.x + CARD_WIDTH * zoom <= box.right &&
        corner.y >= box.top + 30 &&
        corner.y <= box.bottom - 60;
      if (!seen) void flow.setCenter(x + CARD_WIDTH / 2, y, { zoom: Math.max(zoom, 0.6), duration: calm() });
    };
    const focus = (selector: string): void =>
      frame.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
    const rowOf = (id: NodeId): string => `[data-node-id="${CSS.escape(id)}"] button`;

    /** At once where the graph in view is what is drawn; what was just opened is drawn by the next frame but one. */
    const whenDrawn = (act: () => void): void => {
      if (frame.current?.dataset['scope'] === (documents.scope ?? '')) act();
      else requestAnimationFrame(() => requestAnimationFrame(act));
    };
    ui.setCanvas({
      glide,
      zoomIn: () => void flow.zoomIn({ duration: calm() }),
      zoomOut: () => void flow.zoomOut({ duration: calm() }),
      zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: calm() }),
      fit: (largest) => fit(true, largest),
      view: () => flow.getViewport(),
      setView: (view) => void flow.setViewport(view),
      centre(id, zoom) {
        const place = placeOf(id);
        if (place) void flow.setCenter(place.x + CARD_WIDTH / 2, place.y, { zoom, duration: calm(320) });
      },
      middle: () => {
        const box = frame.current?.getBoundingClientRect();
        if (!box) return { x: 0, y: 0 };
        return flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
      },
      reveal([id]) {
        if (id === undefined) return;
        whenDrawn(() => {
          show(id);
          focus(rowOf(id));
        });
      },
      focusFirst() {
        const id = cardsOf(documents.graph)[0]?.id;
        if (id !== undefined) whenDrawn(() => focus(rowOf(id)));
      },
    });
    return () => ui.setCanvas(null);
  }, [documents, fit, flow, frame, glide, ui]);
}
