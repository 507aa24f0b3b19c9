/** A corner that is dragged to make what it belongs to, its parent, larger or smaller. */
import { useReactFlow } from '@xyflow/react';
import { type PointerEvent, useRef, useState } from 'react';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Corner {
  /** While it is dragged. */
  readonly size: Size | null;
  readonly corner: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
}

export function useCorner(least: Size, onResize: (size: Size) => void): Corner {
  const flow = useReactFlow();
  const start = useRef<{ readonly x: number; readonly y: number; readonly size: Size } | null>(null);
  const [size, setSize] = useState<Size | null>(null);
  const end = (): void => {
    start.current = null;
    setSize(null);
  };
  return {
    size,
    corner: {
      onPointerDown(event) {
        const box = event.currentTarget.parentElement;
        if (event.button !== 0 || box === null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const { offsetWidth: width, offsetHeight: height } = box;
        start.current = { x: event.clientX, y: event.clientY, size: { width, height } };
      },
      onPointerMove(event) {
        const from = start.current;
        if (from === null) return;
        const zoom = flow.getZoom();
        setSize({
          width: Math.max(least.width, from.size.width + (event.clientX - from.x) / zoom),
          height: Math.max(least.height, from.size.height + (event.clientY - from.y) / zoom),
        });
      },
      onPointerUp() {
        if (size !== null) onResize(size);
        end();
      },
      onPointerCancel: end,
    },
  };
}
