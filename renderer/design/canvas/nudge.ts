/** Arrow keys move what can be dragged; a run of them is one step. */
import type { KeyboardEvent } from 'react';

const STEP = 10;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** By how much an arrow key moves; null for other keys, and for arrows that mean something else. */
export function nudgeOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): readonly [number, number] | null {
  const arrow = altKey || ctrlKey || metaKey ? undefined : arrows[key];
  return arrow === undefined ? null : [arrow[0] * STEP, arrow[1] * STEP];
}
