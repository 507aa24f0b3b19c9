/** How large each part is drawn: height and depth by its picture's sides, breadth by its channels. */
import type { Shape } from '../../layers/shape';
import { LARGEST } from '../../schema/fields';
import type { Part, Parts } from './part';

export type VolumeScale = 'balanced' | 'log' | 'true';
export type VolumeStyle = 'auto' | 'boxes' | 'sheets';

/** Of one part, with its middle at (0, 0) of what it covers. */
export interface PartSize {
  readonly look: 'box' | 'sheets' | 'bar' | 'units' | 'join';
  /** All that it covers. */
  readonly width: number;
  readonly height: number;
  /** Of one front. */
  readonly breadth: number;
  readonly face: number;
  /** How far a box goes back, to the right and up; how far the stack of sheets goes down and right. */
  readonly dx: number;
  readonly dy: number;
  /** From one copy to the next. */
  readonly pitch: number;
  readonly copies: number;
  /** More copies than are drawn. */
  readonly more: boolean;
  /** Drawn one above the other, since the network computes them apart. */
  readonly towers: number;
  readonly units: number;
}

const TALLEST = 164;
/** As the eye compares them: so many times as high as the smallest, at most. */
const CONTRAST = 5.2;
const DEPTH = 0.3;
const MOST_COPIES = 6;
/** So few values are drawn one by one. */
const MOST_UNITS = 12;
export const UNIT = 9.4;
export const TOWER_GAP = 13;
const MOST_SHEETS = 20;
/** LeNet-5's figure shows each map; with more maps or layers that becomes a blur. */
const SHEETS_UP_TO = { channels: 32, parts: 12 } as const;
/** A size that is not known is drawn like this. */
const UNKNOWN = { side: 70, channels: 32 } as const;

const breadthOf = (channels: number): number => 2.6 * channels ** 0.37;
/** Beyond the largest that a layer can be given, what joins have made of it is drawn no larger. */
const drawn = (side: number | null | undefined): number | null =>
  side == null ? null : Math.min(LARGEST, side);
const sides = (shape: Shape): readonly [number | null, number | null, number | null] => [
  drawn(shape[0]),
  drawn(shape[1]),
  drawn(shape[2]),
];

/** How many towers each part is drawn in: what grouped layers read and make, and the pools between. */
function towersOf({ parts, edges }: Parts): ReadonlyMap<string, number> {
  const towers = new Map<string, number>();
  const byId = new Map(parts.map((part) => [part.id, part]));
  const isSmall = (groups: number): boolean => groups >= 2 && groups <= 4;
  const set = (part: Part | undefined, count: number): boolean => {
    const fits =
      part?.kind === 'volume' && part.category !== 'io' && !towers.has(part.id) && part.segments.length === 0;
    if (fits) towers.set(part.id, count);
    return fits;
  };
  for (const part of parts) if (isSmall(part.groups)) set(part, part.groups);
  for (const { from, to } of edges) {
    const count = byId.get(to)?.groups ?? 1;
    if (isSmall(count)) set(byId.get(from), count);
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, to } of edges) {
      const [start, end] = [byId.get(from), byId.get(to)];
      if (end?.category !== 'pooling') continue;
      const [before, after] = [towers.get(from), towers.get(to)];
      if (before !== undefined) changed = set(end, before) || changed;
      if (after !== undefined) changed = set(start, after) || changed;
    }
  }
  return towers;
}

export interface SizeOptions {
  readonly scale: VolumeScale;
  readonly style: VolumeStyle;
  /** Of the largest picture, where it is not to be drawn as large as usual. */
  readonly tallest?: number;
}

export function sizesOf(
  network: Parts,
  { scale, style, tallest: wanted = TALLEST }: SizeOptions,
): ReadonlyMap<string, PartSize> {
  const { parts } = network;
  const volumes = parts.filter(({ kind }) => kind === 'volume');
  const known = volumes
    .flatMap(({ shape }) => (shape === null ? [] : sides(shape).slice(0, 2)))
    .filter((side) => side !== null && side > 0) as number[];
  const largest = Math.max(1, ...known);
  const smallest = Math.min(largest, ...known);
  const channels = Math.max(1, ...volumes.map(({ shape }) => shape?.[2] ?? 1));
  const sheets =
    style === 'sheets' ||
    (style === 'auto' &&
      channels <= SHEETS_UP_TO.channels &&
      parts.length <= SHEETS_UP_TO.parts &&
      volumes.every(({ copies, segments }) => copies === 1 && segments.length === 0));
  const towers = sheets ? new Map<string, number>() : towersOf(network);
  const most = Math.max(1, ...towers.values());
  const tallest = most === 1 ? wanted : (wanted * 1.45) / most;
  const ratio = largest / smallest;
  const power = ratio <= CONTRAST ? 1 : Math.log(CONTRAST) / Math.log(ratio);
  const sideOf = (side: number | null): number => {
    if (side === null) return UNKNOWN.side;
    if (scale === 'true') return Math.max(2, (tallest * side) / largest);
    if (scale === 'log') return (tallest * (1 + Math.log2(side))) / (1 + Math.log2(largest));
    return tallest * (side / largest) ** power;
  };

  return new Map(parts.map((part) => [part.id, sizeOf(part)]));

  function sizeOf({ id, kind, shape, copies: all, shortcuts, segments }: Part): PartSize {
    const plain = { dx: 0, dy: 0, pitch: 0, copies: 1, more: false, towers: 1, units: 0 };
    if (kind === 'join') return { ...plain, look: 'join', width: 17, height: 17, breadth: 17, face: 17 };
    const [height, width, depth] = shape === null ? [null, null, null] : sides(shape);
    if (kind === 'vector') {
      const values = (shape?.length === 3 ? depth : drawn(shape?.at(-1))) ?? UNKNOWN.channels;
      if (values <= MOST_UNITS) {
        return {
          ...plain,
          look: 'units',
          width: UNIT - 2,
          height: UNIT * values,
          breadth: UNIT - 2,
          face: UNIT * values,
          units: values,
        };
      }
      const face = Math.min(TALLEST, 20 + 10.5 * Math.log2(values));
      return { ...plain, look: 'bar', width: 12, height: face + 4, breadth: 8, face, dx: 4, dy: 4 };
    }
    const maps = depth ?? UNKNOWN.channels;
    const face = sideOf(height);
    if (sheets) {
      const count = Math.max(1, Math.min(MOST_SHEETS, maps));
      const step = count === 1 ? 0 : Math.min(4.2, Math.max(1.8, 46 / (count - 1)));
      const shift = step * (count - 1);
      const side = sideOf(width);
      return {
        ...plain,
        look: 'sheets',
        width: side + shift,
        height: face + shift,
        breadth: side,
        face,
        dx: step,
        dy: step,
        units: count,
      };
    }
    const count = towers.get(id) ?? 1;
    const back = DEPTH * sideOf(width);
    const breadth = Math.max(breadthOf(maps / count), 2 * segments.length);
    const copies = Math.min(MOST_COPIES, all);
    const linked = shortcuts.some((shortcut) => shortcut !== null);
    const pitch = breadth + (linked ? Math.max(5, 17 - breadth) : 2.5);
    return {
      ...plain,
      look: 'box',
      width: breadth + pitch * (copies - 1) + back,
      height: count * (face + back) + (count - 1) * TOWER_GAP,
      breadth,
      face,
      dx: back,
      dy: back,
      pitch,
      copies,
      more: all > copies,
      towers: count,
    };
  }
}
