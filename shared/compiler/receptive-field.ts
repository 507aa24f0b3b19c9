/**
 * How much of the input one position sees, in whole pixels: the largest of any position, along all paths (Araujo, Norris &
 * Sim, "Computing receptive fields of convolutional neural networks", 2019, whose figures for known networks these are).
 * Each layer's `window` says what it reads; sight.ts carries that back to the pixels.
 */
import type { Reading, Window } from '../layers/define';
import type { KnownShape } from '../layers/shape';
import type { CompiledLayer, ReceptiveField } from './compiled';
import {
  each,
  inputSight,
  joined,
  mostSeen,
  placesOf,
  regrouped,
  samePair,
  through,
  variety,
  type Sight,
} from './sight';

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
export function seenInput(id: string, shape: KnownShape): Seen {
  const sights = [inputSight(id, 0, shape), inputSight(id, 1, shape)];
  const field = { size: [1, 1], stride: [1, 1] } as const;
  return { field, sights: isWithinReach(sights) ? sights : null, isPending: false };
}

export interface Eye {
  /** What is at each input port, how it is read, and its shape. */
  readonly sources: readonly Seen[];
  readonly windows: readonly Window[];
  readonly inputs: readonly KnownShape[];
  readonly output: KnownShape;
}

/** What is seen at an output of a layer. */
export function seenThrough({ sources, windows, inputs, output }: Eye): Seen {
  const [first = unknown] = sources;
  if (sources.length < 2) return seenAlone(first, windows[0] ?? null, inputs[0] ?? [], output);
  if (windows.includes('global') || sources.some(({ field }) => field === 'all')) return whole;
  if (windows.includes('unknown') || sources.some(({ field }) => field === null)) return unknown;
  const paths: [Sight, ...Sight[]][] = [];
  for (let from = 0; from < sources.length; from += 1) {
    const seen = throughOne(sources[from] ?? unknown, windows[from] ?? null, inputs[from] ?? [], output);
    if (seen === null) return unknown;
    for (const sight of seen) {
      const before = paths.find(([other]) => other.axis === sight.axis && other.input === sight.input);
      if (before) before.push(sight);
      else paths.push([sight]);
    }
  }
  const sights = paths.map(joined);
  // Beside a shortcut the other path nearly always sees all that is seen.
  for (const source of sources) if (!source.isPending && sameSights(source.sights, sights)) return source;
  return isWithinReach(sights) ? measured(sights) : unknown;
}

function sameSights(a: readonly Sight[] | null, b: readonly Sight[]): boolean {
  return a?.length === b.length && a.every((sight, i) => sight === b[i]);
}

function seenAlone(source: Seen, window: Window, input: KnownShape, output: KnownShape): Seen {
  if (window === null) return source;
  if (window === 'global' || source.field === 'all') return whole;
  if (window === 'unknown' || source.field === null) return unknown;
  const sights = throughOne(source, window, input, output);
  const told = sights !== null && isWithinReach(sights);
  // Each number is where it was, and stands for itself.
  if (isRun(window) && window.run === 1 && (input[2] ?? 1) % (output[2] ?? 1) === 0)
    return { field: source.field, sights: told ? sights : null, isPending: told };
  return told ? measured(sights) : unknown;
}

export const isReading = (window: Window | undefined): window is readonly [Reading, Reading] =>
  Array.isArray(window);
export const isRun = (window: Window | undefined): window is { readonly run: number } =>
  typeof window === 'object' && window !== null && 'run' in window;

/** In order, so that nobody looks through more than one layer at a time. */
function throughOne(
  { sights, isPending }: Seen,
  window: Window,
  input: KnownShape,
  output: KnownShape,
): readonly Sight[] | null {
  if (sights === null || window === null || typeof window === 'string') return sights;
  if (isPending) for (const sight of sights) each(sight, () => undefined);
  if (isRun(window)) return sights.map((sight) => regrouped(sight, window.run, input, output));
  const places = placesOf(output);
  const old = sights[0]?.places ?? places;
  const kept = samePair(old, places) ? old : places;
  return sights.map((sight) => through(sight, window, kept));
}

function isWithinReach(sights: readonly Sight[]): boolean {
  for (const sight of sights) if (variety(sight) > MOST_PLACES) return false;
  return true;
}

function measured(sights: readonly Sight[]): Seen {
  const size: [number, number] = [0, 0];
  const stride: [number, number] = [0, 0];
  for (const sight of sights) {
    const { axis, rate } = sight;
    size[axis] = Math.max(size[axis], mostSeen(sight));
    stride[axis] = Math.max(stride[axis], rate[0], rate[1]);
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
  each(sight, (first, last, row, column) => {
    if (last - first + 1 > largest.size)
      largest = { size: last - first + 1, place: [row, column], first, last };
  });
  return largest;
}

/** Of all outputs of a layer together. */
export function fieldOf(outputs: readonly Seen[]): Field {
  let field = outputs[0]?.field ?? null;
  for (let to = 1; to < outputs.length; to += 1) field = largest(field, outputs[to]?.field ?? null);
  return field;
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
