/**
 * Receptive fields without patterns, periods or shortcuts: every position of every map is asked for what it sees, tap by
 * tap, back to the pixels. It shares with the compiler what layers say that they read, which is held against their
 * references elsewhere, and which maps end at their border.
 */
import type { Reading, Window } from '../../layers/define';
import { isKnown, type KnownShape } from '../../layers/shape';
import type { Compiled, CompiledLayer, ReceptiveField } from '../compiled';
import type { Interval } from '../sight';

type Axis = 0 | 1;

interface Options {
  /** Only this axis, in networks whose layers keep the axes apart: so that large pictures can be followed. */
  readonly only?: Axis;
  /** Padding is nothing: what is seen of pixels that there are. */
  readonly withoutPadding?: boolean;
}

/** An output of a layer, for one axis of one input of the network. */
interface View {
  readonly shape: KnownShape;
  readonly places: readonly [number, number];
  /** Whether there is nothing beyond its rows, and beyond its columns. */
  readonly ends: readonly [boolean, boolean];
  /** Of the input itself. */
  readonly isPixel: boolean;
  readonly axis: Axis;
  readonly ways: readonly { readonly window: Window; readonly from: View }[];
  readonly seen: Map<number, Interval | null>;
}

export interface BruteForce {
  /** Largest over all positions and outputs. */
  fieldOf(layer: CompiledLayer): ReceptiveField['size'];
  /** Of one position, at the layer's first output. */
  at(layer: CompiledLayer, input: string, axis: Axis, row: number, column: number): Interval | null;
}

const placesOf = (shape: KnownShape): readonly [number, number] => [
  shape[0] ?? 1,
  shape.length === 3 ? (shape[1] ?? 1) : 1,
];
const known = (shape: readonly (number | null)[] | null | undefined): KnownShape => {
  if (!shape || !isKnown(shape)) throw new Error('The shape is not known.');
  return shape;
};

export function bruteForce(compiled: Compiled, { only, withoutPadding = false }: Options = {}): BruteForce {
  const incoming = new Map<string, Compiled['edges'][number][]>();
  for (const edge of compiled.edges) {
    const list = incoming.get(edge.target);
    if (list) list.push(edge);
    else incoming.set(edge.target, [edge]);
  }
  const views = new Map<string, View | null>();

  /** Null where none of the input is seen. */
  function viewOf(layer: CompiledLayer, output: number, input: string, axis: Axis): View | null {
    const key = `${axis} ${output} ${input} ${layer.id}`;
    let view = views.get(key);
    if (view === undefined) views.set(key, (view = look(layer, output, input, axis)));
    return view;
  }

  function look(layer: CompiledLayer, output: number, input: string, axis: Axis): View | null {
    const sight = compiled
      .sightsAt(layer.id, layer.ports.outputs[output] ?? '')
      ?.find((each) => each.input === input && each.axis === axis);
    if (!sight) return null;
    const { inputs } = layer.ports;
    const placeOf = (port: string): number =>
      'variadic' in inputs ? Number(port.split(':')[1]) : inputs.indexOf(port);
    const shapes = layer.inputShapes.map(known);
    const ways = (incoming.get(layer.id) ?? [])
      .toSorted((a, b) => placeOf(a.targetPort) - placeOf(b.targetPort))
      .flatMap(({ source: id, sourcePort }, from) => {
        const source = compiled.byId.get(id);
        const view = source && viewOf(source, source.ports.outputs.indexOf(sourcePort), input, axis);
        if (!view) return [];
        return [{ window: layer.definition.window(layer.settings, shapes, from, output), from: view }];
      });
    const shape = known(layer.outputShapes[output]);
    const ends = (side: Axis): boolean => withoutPadding || sight.period[side] === Infinity;
    return {
      shape,
      places: placesOf(shape),
      ends: [ends(0), ends(1)],
      isPixel: layer.id === input,
      axis,
      ways,
      seen: new Map<number, Interval | null>(),
    };
  }

  function see(view: View, place: readonly [number, number]): Interval | null {
    const { places, ends, isPixel, axis, seen } = view;
    const [row, column] = place;
    if (ends[0] && (row < 0 || row >= places[0])) return null;
    if (ends[1] && (column < 0 || column >= places[1])) return null;
    if (isPixel) return { first: place[axis], last: place[axis] };
    const key = row * 1_000_003 + column;
    let interval = seen.get(key);
    if (interval !== undefined) return interval;
    interval = null;
    for (const { window, from } of view.ways)
      for (const read of readBy(window, from.shape, view.shape, place)) {
        const next = see(from, read);
        if (next === null) continue;
        interval =
          interval === null
            ? next
            : { first: Math.min(interval.first, next.first), last: Math.max(interval.last, next.last) };
      }
    seen.set(key, interval);
    return interval;
  }

  /** Positions of what enters. */
  function readBy(window: Window, from: KnownShape, to: KnownShape, place: readonly [number, number]) {
    if (window === null) return [place];
    if (typeof window === 'string') throw new Error('All is seen there.');
    if ('run' in window) return regrouped(window.run, from, to, place);
    const taps = (axis: Axis): readonly number[] =>
      only !== undefined && axis !== only ? [0] : tapsOf(window[axis], place[window[axis].along]);
    const columns = taps(1);
    return taps(0).flatMap((row) => columns.map((column) => [row, column] as const));
  }

  function largestIn(view: View): number {
    let size = 0;
    const [rows, columns] = view.places;
    for (let row = 0; row < (only === 1 ? 1 : rows); row += 1)
      for (let column = 0; column < (only === 0 ? 1 : columns); column += 1) {
        const interval = see(view, [row, column]);
        if (interval) size = Math.max(size, interval.last - interval.first + 1);
      }
    return size;
  }

  const inputs = compiled.layers.filter(({ definition }) => definition.role === 'input').map(({ id }) => id);
  const axes = only === undefined ? ([0, 1] as const) : [only];
  return {
    at(layer, input, axis, row, column) {
      const view = viewOf(layer, 0, input, axis);
      return view && see(view, [row, column]);
    },
    fieldOf(layer) {
      const size: [number, number] = [0, 0];
      // An output layer shows what enters it.
      const [edge] = incoming.get(layer.id) ?? [];
      const source = layer.ports.outputs.length > 0 ? layer : compiled.byId.get(edge?.source ?? '');
      if (!source) return size;
      const ports = source === layer ? layer.ports.outputs : [edge?.sourcePort ?? ''];
      for (const port of ports)
        for (const input of inputs)
          for (const axis of axes) {
            const view = viewOf(source, source.ports.outputs.indexOf(port), input, axis);
            if (view) size[axis] = Math.max(size[axis], largestIn(view));
          }
      return size;
    },
  };
}

export function tapsOf(
  { size, stride, dilation, stretch, start }: Reading,
  place: number,
): readonly number[] {
  const taps: number[] = [];
  for (let tap = 0; tap < size; tap += 1) {
    const at = stride * place + start + dilation * tap;
    if (at % stretch === 0) taps.push(at / stretch);
  }
  return taps;
}

export function regrouped(
  run: number,
  from: KnownShape,
  to: KnownShape,
  [row, column]: readonly [number, number],
): readonly (readonly [number, number])[] {
  const within = to[2] ?? 1;
  const width = placesOf(from)[1];
  const places = new Set<number>();
  for (let channel = 0; channel < within; channel += 1) {
    const number = (row * placesOf(to)[1] + column) * within + channel;
    const start = number - (number % run);
    for (let each = start; each < start + run; each += 1) places.add(Math.floor(each / (from[2] ?? 1)));
  }
  return [...places].map((place) => [Math.floor(place / width), place % width] as const);
}
