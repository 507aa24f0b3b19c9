/** What commands and lists can ask of the canvas: zoom, fit, show a layer. */
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { cardHeight, rowHeight } from '../../../shared/graph/card-size';
import type { NodeId } from '../../../shared/graph/document';
import { useApp } from '../../document/app-context';
import { type Card, CARD_WIDTH, cardsOf, cardWith } from '../../../shared/drawing/cards';
import { calm } from './use-views';

/** What was added or opened is drawn after a frame or two, on a busy machine later. */
const MOST_FRAMES = 20;

export function useCanvasControls(
  frame: RefObject<HTMLDivElement | null>,
  fit: (animated: boolean, largest?: number) => void,
  glide: (before: readonly Card[]) => void,
): void {
  const { documents, ui } = useApp();
  const flow = useReactFlow();

  useEffect(() => {
    const placeOf = (id: NodeId): { readonly x: number; readonly y: number } | null => {
      const card = cardWith(documents.graph, id);
      if (!card) return null;
      if (card.group !== undefined) return { x: card.x, y: card.y + card.height / 2 };
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
    /** Its row's button, or that of the folded group which hides it. */
    const rowOf = (id: NodeId): HTMLElement | null => {
      const group = cardWith(documents.graph, id)?.group;
      const holder =
        group === undefined ? `[data-node-id="${CSS.escape(id)}"]` : `[data-group="${CSS.escape(group.id)}"]`;
      return frame.current?.querySelector<HTMLElement>(`${holder} button`) ?? null;
    };
    const isDrawn = (): boolean => frame.current?.dataset['scope'] === (documents.scope ?? '');
    let asked = 0;
    /** At once where it is so already, else with the first frame in which it is; a later request takes its place. */
    const once = (is: () => boolean, act: () => void, request = ++asked, frames = MOST_FRAMES): void => {
      if (request !== asked) return;
      if (is()) act();
      else if (frames > 0) requestAnimationFrame(() => once(is, act, request, frames - 1));
    };
    const focusOnce = (find: () => HTMLElement | null): void =>
      once(
        () => isDrawn() && find() !== null,
        () => {
          // A box that was opened since keeps the focus.
          if (!document.activeElement?.closest('[role="dialog"]')) find()?.focus({ preventScroll: true });
        },
      );
    const focus = (id: NodeId): void => focusOnce(() => rowOf(id));
    ui.setCanvas({
      glide,
      focusGroup(id, expanded) {
        const title = `[data-group="${CSS.escape(id)}"] [aria-expanded="${expanded}"]`;
        focusOnce(() => frame.current?.querySelector<HTMLElement>(title) ?? null);
      },
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
        once(isDrawn, () => {
          show(id);
          focus(id);
        });
      },
      focusFirst() {
        const id = cardsOf(documents.graph)[0]?.nodes[0];
        if (id !== undefined) focus(id);
      },
    });
    return () => ui.setCanvas(null);
  }, [documents, fit, flow, frame, glide, ui]);
}
