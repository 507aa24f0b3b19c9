/**
 * How much of the input one position sees, in whole pixels: the largest of any position, along all paths (Araujo, Norris &
 * Sim, "Computing receptive fields of convolutional neural networks", 2019, whose figures for known networks these are).
 * Each layer's `window` says what it reads; sight.ts carries that back to the pixels.
 */
import type { Window } from '../layers/define';
import type { KnownShape } from '../layers/shape';
import type { CompiledLayer, ReceptiveField } from './compiled';
import { each, inputSight, joined, placesOf, regrouped, through, variety, type Sight } from './sight';

type Field = CompiledLayer['receptiveField'];

/** What the positions of one output of a layer see. */
export interface Seen {
  readonly field: Field;
  /** For each axis of each of the network's inputs. Null where all is seen, where it is unknown, and where positions are too many. */
  readonly sights: readonly Sight[] | null;
  /** Nobody has asked for it position by position yet. */
  readonly isPending: boolean;
}

/** Of positions that differ. What has more is no picture that anyone looks at. */
const MOST_PLACES = 65_536;

export const unknown: Seen = { field: null, sights: null, isPending: false };
const whole: Seen = { field: 'all', sights: null, isPending: false };

/** An input layer's; a position of it is itself. */
export const seenInput = (id: string, shape: KnownShape): Seen =>
  measured([inputSight(id, 0, shape), inputSight(id, 1, shape)]);

export interface Look {
  /** What is at each input port, how it is read, and its shape. */
  readonly sources: readonly Seen[];
  readonly windows: readonly Window[];
  readonly inputs: readonly KnownShape[];
  readonly output: KnownShape;
}

export function seenThrough({ sources, windows, inputs, output }: Look): Seen {
  const [first] = sources;
  if (windows.includes('global') || sources.some(({ field }) => field === 'all')) return whole;
  if (!first || sources.some(({ field }) => field === null) || windows.includes('unknown')) return unknown;
  const [only] = windows;
  if (sources.length === 1 && only === null) return first;
  const [input = []] = inputs;
  const moves =
    sources.length === 1 && isRun(only) && only.run === 1 && (input[2] ?? 1) % (output[2] ?? 1) === 0;
  const sights = sightsOf({ sources, windows, inputs, output });
  if (sights === null) return moves ? { ...first, sights: null } : unknown;
  // Each number is where it was, and stands for itself.
  return moves ? { field: first.field, sights, isPending: true } : measured(sights);
}

export const isReading = (window: Window): window is Exclude<Window, null | string | { run: number }> =>
  Array.isArray(window);
export const isRun = (window: Window | undefined): window is { readonly run: number } =>
  typeof window === 'object' && window !== null && 'run' in window;

/** One for each axis of each input, whatever the path; null where there are too many positions. */
function sightsOf({ sources, windows, inputs, output }: Look): readonly Sight[] | null {
  const paths = new Map<string, [Sight, ...Sight[]]>();
  for (const [index, { sights, isPending }] of sources.entries()) {
    if (sights === null) return null;
    for (const sight of sights) {
      // In order, so that nobody looks through more than one layer at a time.
      if (isPending) each(sight, sight.at);
      const seen = lookingThrough(sight, windows[index] ?? null, inputs[index] ?? [], output);
      const key = `${seen.axis} ${seen.input}`;
      const before = paths.get(key);
      if (before) before.push(seen);
      else paths.set(key, [seen]);
    }
  }
  const sights = [...paths.values()].map(joined);
  return sights.every((sight) => variety(sight) <= MOST_PLACES) ? sights : null;
}

function lookingThrough(sight: Sight, window: Window, input: KnownShape, output: KnownShape): Sight {
  if (window === null || typeof window === 'string') return sight;
  return isRun(window)
    ? regrouped(sight, window.run, input, output)
    : through(sight, window, placesOf(output));
}

function measured(sights: readonly Sight[]): Seen {
  const size: [number, number] = [0, 0];
  const stride: [number, number] = [0, 0];
  for (const sight of sights) {
    const { axis, rate } = sight;
    size[axis] = Math.max(size[axis], largestOf(sight).size);
    stride[axis] = Math.max(stride[axis], ...rate);
  }
  return { field: { size, stride }, sights, isPending: false };
}

export interface Largest {
  readonly size: number;
  /** Where it is, and the pixels that are seen there. */
  readonly place: readonly [row: number, column: number];
  readonly first: number;
  readonly last: number;
}

/** Of all positions the first that sees most; 0 pixels where none sees any. */
export function largestOf(sight: Sight): Largest {
  let largest: Largest = { size: 0, place: [0, 0], first: 0, last: -1 };
  each(sight, (row, column) => {
    const interval = sight.at(row, column);
    if (interval === null) return;
    const { first, last } = interval;
    if (last - first + 1 > largest.size)
      largest = { size: last - first + 1, place: [row, column], first, last };
  });
  return largest;
}

/** Of all outputs of a layer together. */
export function fieldOf(outputs: readonly Seen[]): Field {
  const [first = unknown, ...others] = outputs;
  return others.reduce((field: Field, other) => largest(field, other.field), first.field);
}

function largest(a: Field, b: Field): Field {
  if (a === null || b === null) return null;
  if (a === 'all' || b === 'all') return 'all';
  const most = (key: keyof ReceptiveField): readonly [number, number] => [
    Math.max(a[key][0], b[key][0]),
    Math.max(a[key][1], b[key][1]),
  ];
  return { size: most('size'), stride: most('stride') };
}
