/** Moving about in a picture: drag or scroll, zoom at the pointer, fit. */
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LEAST = 0.1;
const MOST = 6;
/** Room for the toolbar below. */
const PADDING = { x: 36, top: 28, bottom: 72 } as const;
/** A small network must not become a poster. */
const LARGEST_FIT = 1.6;
/** Pixels that a pointer may tremble in a click. */
const TREMBLE = 4;

const limited = (zoom: number): number => Math.min(MOST, Math.max(LEAST, zoom));

export interface PanZoom {
  readonly view: View;
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly zoomTo: (zoom: number) => void;
  /** Moves as little as needed to show it. */
  readonly show: (box: Box) => void;
  /** Whether the pointer moved the picture since it went down: then it was no click. */
  readonly dragged: () => boolean;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
  };
}

export function usePanZoom(
  frame: RefObject<HTMLElement | null>,
  size: { readonly width: number; readonly height: number },
): PanZoom {
  const [view, setView] = useState<View>({ x: 0, y: 0, zoom: 1 });
  const drag = useRef<{ x: number; y: number; from: View; moved: boolean; down: boolean } | null>(null);

  const boxOf = useCallback(() => frame.current?.getBoundingClientRect() ?? null, [frame]);
  const { width, height } = size;

  const fit = useCallback(() => {
    const box = boxOf();
    if (box === null || box.width === 0) return;
    const room = { width: box.width - 2 * PADDING.x, height: box.height - PADDING.top - PADDING.bottom };
    const zoom = limited(Math.min(LARGEST_FIT, room.width / width, room.height / height));
    setView({
      zoom,
      x: (box.width - width * zoom) / 2,
      y: PADDING.top + (room.height - height * zoom) / 2,
    });
  }, [boxOf, width, height]);

  const zoomAt = useCallback((x: number, y: number, next: (zoom: number) => number) => {
    setView((view) => {
      const zoom = limited(next(view.zoom));
      const factor = zoom / view.zoom;
      return { zoom, x: x - (x - view.x) * factor, y: y - (y - view.y) * factor };
    });
  }, []);
  const atMiddle = useCallback(
    (next: (zoom: number) => number) => {
      const box = boxOf();
      if (box !== null) zoomAt(box.width / 2, box.height / 2, next);
    },
    [boxOf, zoomAt],
  );

  const show = useCallback(
    (target: Box) => {
      const box = boxOf();
      if (box === null) return;
      setView((view) => {
        const shift = (start: number, end: number, low: number, high: number): number =>
          start < low ? low - start : end > high ? Math.max(high - end, low - start) : 0;
        const [left, top] = [view.x + target.x * view.zoom, view.y + target.y * view.zoom];
        return {
          ...view,
          x: view.x + shift(left, left + target.width * view.zoom, PADDING.x, box.width - PADDING.x),
          y: view.y + shift(top, top + target.height * view.zoom, PADDING.top, box.height - PADDING.bottom),
        };
      });
    },
    [boxOf],
  );

  // React's own wheel listener is passive: the page would zoom as well.
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      if (event.shiftKey) {
        setView((view) => ({ ...view, x: view.x - event.deltaY - event.deltaX }));
        return;
      }
      zoomAt(event.clientX - box.left, event.clientY - box.top, (zoom) => zoom * 2 ** (-event.deltaY / 400));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame, zoomAt]);

  return {
    view,
    fit,
    show,
    zoomBy: (factor) => atMiddle((zoom) => zoom * factor),
    zoomTo: (zoom) => atMiddle(() => zoom),
    dragged: () => drag.current?.moved ?? false,
    handlers: {
      onPointerDown(event) {
        if (event.button > 1) return;
        drag.current = { x: event.clientX, y: event.clientY, from: view, moved: false, down: true };
      },
      onPointerMove(event) {
        const start = drag.current;
        if (!start?.down) return;
        const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
        if (!start.moved && Math.hypot(dx, dy) < TREMBLE) return;
        if (!start.moved) event.currentTarget.setPointerCapture(event.pointerId);
        start.moved = true;
        setView({ ...start.from, x: start.from.x + dx, y: start.from.y + dy });
      },
      onPointerUp() {
        if (drag.current) drag.current.down = false;
      },
    },
  };
}
