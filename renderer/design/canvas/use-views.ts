/** Each graph keeps its own zoom and place; going into a block and out of it is a short movement, not a jump. */
import { getViewportForBounds, useReactFlow, type Viewport } from '@xyflow/react';
import { reaction } from 'mobx';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useApp } from '../../document/app-context';
import { CARD_WIDTH, cardsOf, type Drawn } from '../../../shared/drawing/cards';
import { around, markRects, rectOf } from '../../../shared/drawing/frames';
import { PILL_HEIGHT, PILL_WIDTH, pillsOf } from '../../../shared/drawing/port-pills';

export const MIN_ZOOM = 0.1;
/** Room for the path above and the toolbar below. */
const padding = { top: '32px', bottom: '68px', x: '40px' } as const;
const paddingInside = { ...padding, top: '64px' } as const;
/** How far one seems to come from. */
const FROM_AFAR = 0.86;
const FROM_NEAR = 1.12;
const CALM = 200;

/** The view glides, in milliseconds, unless the user wants nothing to move. */
export const calm = (duration = CALM): number =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : duration;

/** All of it, no larger than `largest`. */
export function wholeView(graph: Drawn, width: number, height: number, largest = 1): Viewport {
  const boxes = [
    ...cardsOf(graph).map(rectOf),
    ...markRects(graph, cardsOf(graph)),
    ...pillsOf(graph).map(({ x, y }) => ({
      left: x,
      right: x + PILL_WIDTH,
      top: y,
      bottom: y + PILL_HEIGHT,
    })),
  ];
  const all = around(boxes);
  if (all === null) return { x: width / 2 - CARD_WIDTH / 2, y: height / 3, zoom: 1 };
  const bounds = { x: all.left, y: all.top, width: all.right - all.left, height: all.bottom - all.top };
  return getViewportForBounds(
    bounds,
    width,
    height,
    MIN_ZOOM,
    largest,
    'inputs' in graph ? paddingInside : padding,
  );
}

/** The same middle, seen from nearer or farther. */
function scaled({ x, y, zoom }: Viewport, by: number, width: number, height: number): Viewport {
  return { x: width / 2 - (width / 2 - x) * by, y: height / 2 - (height / 2 - y) * by, zoom: zoom * by };
}

const isSame = (a: Viewport, b: Viewport): boolean =>
  Math.abs(a.x - b.x) < 1 && Math.abs(a.y - b.y) < 1 && Math.abs(a.zoom - b.zoom) < 0.001;

/** Gives what shows all of the graph in view. */
export function useViews(
  frame: RefObject<HTMLDivElement | null>,
): (animated: boolean, largest?: number) => void {
  const { documents } = useApp();
  const flow = useReactFlow();
  const views = useRef(new Map<string, Viewport>());
  /** What shows all of it, as long as nobody looks elsewhere. */
  const whole = useRef<{ readonly view: Viewport; readonly largest: number | undefined } | null>(null);

  const fit = useCallback(
    (animated: boolean, largest?: number): void => {
      const box = frame.current?.getBoundingClientRect();
      if (!box) return;
      const view = wholeView(documents.graph, box.width, box.height, largest);
      whole.current = { view, largest };
      void flow.setViewport(view, animated ? { duration: calm() } : undefined);
    },
    [documents, flow, frame],
  );

  // A window of another size shows all of it, too, where all was shown.
  useEffect(() => {
    let frameId = 0;
    const onResize = (): void => {
      if (whole.current === null || !isSame(flow.getViewport(), whole.current.view)) return;
      const { largest } = whole.current;
      cancelAnimationFrame(frameId);
      // Panels may go or come first.
      frameId = requestAnimationFrame(() => fit(false, largest));
    };
    window.addEventListener('resize', onResize);
    return () => {
      cancelAnimationFrame(frameId);
      window.removeEventListener('resize', onResize);
    };
  }, [fit, flow]);

  useEffect(
    () =>
      reaction(
        () => ({ loads: documents.loads, scope: documents.scope, depth: documents.place.path.length }),
        (now, before) => {
          const box = frame.current?.getBoundingClientRect();
          if (!box) return;
          const { width, height } = box;
          if (now.loads !== before.loads) views.current.clear();
          else views.current.set(before.scope ?? '', flow.getViewport());
          const known = views.current.get(now.scope ?? '');
          const view = known ?? wholeView(documents.graph, width, height);
          whole.current = known === undefined ? { view, largest: undefined } : null;
          const duration = now.loads === before.loads ? calm() : 0;
          if (duration === 0) {
            void flow.setViewport(view);
            return;
          }
          const from = now.depth > before.depth ? FROM_AFAR : FROM_NEAR;
          void flow.setViewport(scaled(view, from, width, height));
          requestAnimationFrame(() => void flow.setViewport(view, { duration }));
        },
        { equals: (a, b) => a.loads === b.loads && a.scope === b.scope },
      ),
    [documents, flow, frame],
  );
  return fit;
}
