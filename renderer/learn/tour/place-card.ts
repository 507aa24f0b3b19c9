/** Where the tour's card stands beside what it points at. All in CSS pixels of the window. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the two. */
const GAP = 14;
/** From the window's edge. */
const EDGE = 12;

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)));

/**
 * Right of it where there is room, else left, below, above; `under` tries below first. In the middle of the window
 * where there is no room or nothing to point at.
 */
export function placeCard(
  anchor: Box | null,
  card: Size,
  view: Size,
  under = false,
): { left: number; top: number } {
  const inside = (left: number, top: number) => ({
    left: Math.round(clamp(left, EDGE, view.width - card.width - EDGE)),
    top: Math.round(clamp(top, EDGE, view.height - card.height - EDGE)),
  });
  const middle = inside((view.width - card.width) / 2, (view.height - card.height) / 2);
  if (anchor === null) return middle;
  const { left, top, width, height } = anchor;
  const beside = top + Math.min(height, view.height) / 2 - card.height / 2;
  const along = left + width / 2 - card.width / 2;
  const below = top + height + GAP + card.height + EDGE <= view.height;
  if (under && below) return inside(along, top + height + GAP);
  if (left + width + GAP + card.width + EDGE <= view.width) return inside(left + width + GAP, beside);
  if (left - GAP - card.width - EDGE >= 0) return inside(left - GAP - card.width, beside);
  if (below) return inside(along, top + height + GAP);
  if (top - GAP - card.height - EDGE >= 0) return inside(along, top - GAP - card.height);
  return middle;
}
