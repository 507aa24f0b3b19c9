import { useEffect, useState } from 'react';
import type { Box } from './place-card';

/**
 * Where an element is, as long as it is looked at: windows are resized, canvases moved and panels opened meanwhile,
 * and no event tells all of that, so that it is read at each frame. Null where there is nothing to see of it.
 */
export function useAnchor(find: () => Element | null): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      const next = boxOf(find());
      setBox((now) => (same(now, next) ? now : next));
      frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [find]);
  return box;
}

function boxOf(element: Element | null): Box | null {
  if (element === null) return null;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  // What is scrolled or moved out of the window can't be pointed at.
  const visible = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    width: Math.min(window.innerWidth, right) - Math.max(0, left),
    height: Math.min(window.innerHeight, bottom) - Math.max(0, top),
  };
  return visible.width < 4 || visible.height < 4 ? null : visible;
}

function same(a: Box | null, b: Box | null): boolean {
  if (a === null || b === null) return a === b;
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}
