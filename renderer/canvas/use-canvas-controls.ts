/** What commands and lists can ask of the canvas: zoom, fit, show a layer. */
import { useReactFlow } from '@xyflow/react';
import { reaction } from 'mobx';
import { type RefObject, useEffect } from 'react';
import { useApp } from '../stores/app-context';
import { CARD_WIDTH, cardsOf, ROW_HEIGHT } from './cards';

/** Room for the toolbar below. */
export const fitting = { padding: { top: '32px', bottom: '68px', x: '40px' }, maxZoom: 1 } as const;
const calm = { duration: 180 } as const;

export function useCanvasControls(frame: RefObject<HTMLDivElement | null>): void {
  const { documents, ui } = useApp();
  const flow = useReactFlow();

  useEffect(() => {
    ui.setCanvas({
      zoomIn: () => void flow.zoomIn(calm),
      zoomOut: () => void flow.zoomOut(calm),
      zoomTo: (zoom) => void flow.zoomTo(zoom, calm),
      fit: () => void flow.fitView({ ...fitting, ...calm }),
      middle: () => {
        const box = frame.current?.getBoundingClientRect();
        if (!box) return { x: 0, y: 0 };
        return flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
      },
      reveal(ids) {
        const [id] = ids;
        const card = cardsOf(documents.document).find(({ nodes }) => id !== undefined && nodes.includes(id));
        const box = frame.current?.getBoundingClientRect();
        if (!card || !box || id === undefined) return;
        const y = card.y + (card.nodes.indexOf(id) + 0.5) * ROW_HEIGHT;
        const corner = flow.flowToScreenPosition({ x: card.x, y });
        const { zoom } = flow.getViewport();
        const seen =
          corner.x >= box.left &&
          corner.x + CARD_WIDTH * zoom <= box.right &&
          corner.y >= box.top + 30 &&
          corner.y <= box.bottom - 60;
        if (!seen) void flow.setCenter(card.x + CARD_WIDTH / 2, y, { zoom: Math.max(zoom, 0.6), ...calm });
        frame.current
          ?.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(id)}"] button`)
          ?.focus({ preventScroll: true });
      },
    });
    return () => ui.setCanvas(null);
  }, [documents, flow, frame, ui]);

  // Another document is shown whole; edits never move the view.
  useEffect(
    () =>
      reaction(
        () => documents.loads,
        () => requestAnimationFrame(() => requestAnimationFrame(() => void flow.fitView(fitting))),
      ),
    [documents, flow],
  );
}
