/** Whether a layer looks at what enters it as before: then it sees the same, whatever else has changed of it. */
import type { Reading, Window } from '../layers/define';
import type { KnownShape } from '../layers/shape';
import type { Look } from './infer-layer';
import { isReading, isRun } from './receptive-field';
import { sameShapes } from './same-shapes';

const none: readonly never[] = [];

export function sameLook(a: Look | null, b: Look | null): boolean {
  if (a === b) return true;
  if (a?.windows.length !== b?.windows.length || a === null || b === null) return false;
  let regroups = false;
  for (let to = 0; to < a.windows.length; to += 1) {
    const [read = none, other = none] = [a.windows[to], b.windows[to]];
    if (read.length !== other.length) return false;
    for (let from = 0; from < read.length; from += 1) {
      const window = read[from] ?? null;
      if (!sameWindow(window, other[from])) return false;
      regroups ||= isRun(window);
    }
  }
  return samePlaces(a.inputs, b.inputs, regroups) && samePlaces(a.outputs, b.outputs, regroups);
}

/** Channels count only where numbers are regrouped. */
function samePlaces(a: readonly KnownShape[], b: readonly KnownShape[], regroups: boolean): boolean {
  if (regroups) return sameShapes(a, b);
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) {
    const [one = none, other = none] = [a[i], b[i]];
    if (one.length !== other.length) return false;
    const places = one.length === 3 ? 2 : one.length;
    for (let axis = 0; axis < places; axis += 1) if (one[axis] !== other[axis]) return false;
  }
  return true;
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
