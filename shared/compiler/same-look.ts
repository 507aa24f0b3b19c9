/** Whether a layer looks at what enters it as before: then it sees the same, whatever else has changed of it. */
import type { Reading, Window } from '../layers/define';
import type { KnownShape } from '../layers/shape';
import type { Look } from './infer-layer';
import { isReading, isRun } from './receptive-field';
import { sameShapes } from './same-shapes';

export function sameLook(a: Look | null, b: Look | null): boolean {
  if (a === b) return true;
  if (a?.windows.length !== b?.windows.length || a === null || b === null) return false;
  let regroups = false;
  for (const [to, read] of a.windows.entries()) {
    const other = b.windows[to] ?? [];
    if (read.length !== other.length) return false;
    for (const [from, window] of read.entries()) {
      if (!sameWindow(window, other[from])) return false;
      regroups ||= isRun(window);
    }
  }
  // Channels count only where numbers are regrouped.
  const places = (shape: KnownShape): KnownShape =>
    regroups || shape.length !== 3 ? shape : shape.slice(0, 2);
  return (
    sameShapes(a.inputs.map(places), b.inputs.map(places)) &&
    sameShapes(a.outputs.map(places), b.outputs.map(places))
  );
}

function sameWindow(a: Window, b: Window | undefined): boolean {
  if (a === b) return true;
  if (isReading(a) && isReading(b)) return sameReading(a[0], b[0]) && sameReading(a[1], b[1]);
  return isRun(a) && isRun(b) && a.run === b.run;
}

const sameReading = (a: Reading, b: Reading): boolean =>
  a.size === b.size &&
  a.stride === b.stride &&
  a.dilation === b.dilation &&
  a.stretch === b.stretch &&
  a.start === b.start &&
  a.along === b.along;
