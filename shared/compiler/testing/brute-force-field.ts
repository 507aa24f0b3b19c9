/**
 * Receptive fields without patterns, periods or shortcuts: every position of every map is asked for what it sees, tap by
 * tap, back to the pixels. It shares with the compiler what layers say that they read, which is held against their
 * references elsewhere, and which maps end at their border.
 */
import type { Reading, Window } from '../../layers/define';
import { isKnown, type KnownShape } from '../../layers/shape';
import type { Compiled, CompiledLayer, ReceptiveField } from '../compiled';
import type { Interval, Sight } from '../sight';

type Axis = 0 | 1;

interface Options {
  /** Only this axis, in networks whose layers keep the axes apart: so that large pictures can be followed. */
  readonly only?: Axis;
  /** Padding is nothing: what is seen of pixels that there are. */
  readonly withoutPadding?: boolean;
}

interface Way {
  readonly source: CompiledLayer;
  readonly port: number;
  readonly window: Window;
  readonly shape: KnownShape;
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
const known = (shape: readonly (number | null)[] | null): KnownShape => {
  if (shape === null || !isKnown(shape)) throw new Error('The shape is not known.');
  return shape;
};

export function bruteForce(compiled: Compiled, { only, withoutPadding = false }: Options = {}): BruteForce {
  const memory = new Map<string, Map<number, Interval | null>>();
  const incoming = new Map<string, Compiled['edges'][number][]>();
  for (const edge of compiled.edges) {
    const list = incoming.get(edge.target) ?? [];
    incoming.set(edge.target, [...list, edge]);
  }
  const ways = new Map<string, readonly Way[]>();

  /** In the order of the input ports. */
  function waysInto(layer: CompiledLayer, output: number): readonly Way[] {
    const key = `${output} ${layer.id}`;
    let found = ways.get(key);
    if (!found) {
      const { inputs } = layer.ports;
      const edges = incoming.get(layer.id) ?? [];
      const placeOf = (port: string): number =>
        'variadic' in inputs ? Number(port.split(':')[1]) : inputs.indexOf(port);
      const shapes = layer.inputShapes.map(known);
      found = edges
        .toSorted((a, b) => placeOf(a.targetPort) - placeOf(b.targetPort))
        .map(({ source: id, sourcePort }, from) => {
          const source = compiled.byId.get(id);
          const shape = shapes[from];
          if (!source || !shape) throw new Error(`Nothing feeds ${layer.id}.`);
          const window = layer.definition.window(layer.settings, shapes, from, output);
          return { source, port: source.ports.outputs.indexOf(sourcePort), window, shape };
        });
      ways.set(key, found);
    }
    return found;
  }

  const shapeOf = (layer: CompiledLayer, output: number): KnownShape =>
    known(layer.outputShapes[output] ?? layer.inputShapes[0] ?? null);
  const sights = new Map<string, readonly Sight[]>();
  const sightsOf = (layer: CompiledLayer, output: number): readonly Sight[] => {
    const key = `${output} ${layer.id}`;
    let found = sights.get(key);
    if (!found) {
      found = compiled.sightsAt(layer.id, layer.ports.outputs[output] ?? '') ?? [];
      sights.set(key, found);
    }
    return found;
  };

  function see(
    layer: CompiledLayer,
    output: number,
    input: string,
    axis: Axis,
    place: readonly [number, number],
  ): Interval | null {
    const [row, column] = place;
    const places = placesOf(shapeOf(layer, output));
    const sight = sightsOf(layer, output).find((each) => each.input === input && each.axis === axis);
    if (!sight) return null;
    for (const side of [0, 1] as const) {
      const at = place[side];
      const isOutside = at < 0 || at >= places[side];
      if (isOutside && (withoutPadding || sight.period[side] === Infinity)) return null;
    }
    if (layer.definition.role === 'input')
      return layer.id === input ? { first: place[axis], last: place[axis] } : null;
    const key = `${axis} ${output} ${input} ${layer.id}`;
    let seen = memory.get(key);
    if (!seen) memory.set(key, (seen = new Map<number, Interval | null>()));
    const index = row * 1_000_003 + column;
    let interval = seen.get(index);
    if (interval === undefined) {
      interval = null;
      for (const way of waysInto(layer, output))
        for (const from of readBy(way, shapeOf(layer, output), place)) {
          const next = see(way.source, way.port, input, axis, from);
          if (next === null) continue;
          interval =
            interval === null
              ? next
              : { first: Math.min(interval.first, next.first), last: Math.max(interval.last, next.last) };
        }
      seen.set(index, interval);
    }
    return interval;
  }

  /** Positions of what enters. */
  function readBy({ window, shape }: Way, output: KnownShape, place: readonly [number, number]) {
    if (window === null) return [place];
    if (typeof window === 'string') throw new Error('All is seen there.');
    if ('run' in window) return regrouped(window.run, shape, output, place);
    const taps = (axis: Axis): readonly number[] =>
      only !== undefined && axis !== only ? [0] : tapsOf(window[axis], place[window[axis].along]);
    const columns = taps(1);
    return taps(0).flatMap((row) => columns.map((column) => [row, column] as const));
  }

  return {
    at: (layer, input, axis, row, column) => see(layer, 0, input, axis, [row, column]),
    fieldOf(layer) {
      const size: [number, number] = [0, 0];
      const outputs = Math.max(1, layer.ports.outputs.length);
      for (let output = 0; output < outputs; output += 1) {
        const [rows, columns] = placesOf(shapeOf(layer, output));
        // An output layer shows what enters it.
        const shown = layer.ports.outputs.length > 0 ? layer : waysInto(layer, 0)[0]?.source;
        if (!shown) continue;
        for (const { input, axis } of sightsOf(shown, output)) {
          if (only !== undefined && axis !== only) continue;
          for (let row = 0; row < (only === 1 ? 1 : rows); row += 1)
            for (let column = 0; column < (only === 0 ? 1 : columns); column += 1) {
              const interval = see(shown, output, input, axis, [row, column]);
              if (interval) size[axis] = Math.max(size[axis], interval.last - interval.first + 1);
            }
        }
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
