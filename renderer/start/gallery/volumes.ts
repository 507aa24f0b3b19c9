/** A network as the volumes that a lecturer would draw: one for each block or layer that counts. */
import type { Compiled, CompiledLayer } from '../../../shared/compiler/compiled';
import type { Shape } from '../../../shared/layers/shape';
import type { Category } from '../../../shared/layers/support/categories';
import { spineOf } from '../../../shared/export/figure/spine';

export interface Volume {
  readonly category: Category;
  /** Of one side, in pixels; 1 where only a vector is left. */
  readonly size: number;
  readonly channels: number;
  /** A vector has no sides. */
  readonly flat: boolean;
  /** Ways that are walked side by side inside and put together at its end. */
  readonly lanes: number;
}
/** What joins a volume from an earlier one. */
export interface Shortcut {
  readonly from: number;
  readonly to: number;
}
export interface Volumes {
  readonly volumes: readonly Volume[];
  readonly shortcuts: readonly Shortcut[];
}

/** `stage2/block[3]` of `stage2/block[3]/conv1`: all layers of one copy make one volume. */
function copyOf({ id, block, name }: CompiledLayer): string | null {
  return block === null ? null : (/^.*?\[\d+\]/.exec(id)?.[0] ?? id.slice(0, -name.length));
}

const roles: ReadonlySet<string> = new Set(['input', 'linear', 'pooling']);
const outputOf = (layer: CompiledLayer): Shape => layer.outputShapes[0] ?? [];
const known = (value: number | null | undefined): number => value ?? 1;
const sizeOf = (shape: Shape): number =>
  shape.length < 3 ? 1 : Math.sqrt(known(shape[0]) * known(shape[1]));

/** Adding keeps the shape that concatenating widens. */
const widens = (layer: CompiledLayer): boolean =>
  layer.inputShapes.some((shape) => shape?.at(-1) !== outputOf(layer).at(-1));

export function volumesOf(compiled: Pick<Compiled, 'layers' | 'edges'>): Volumes {
  const { layers, detours } = spineOf(compiled);
  const volumes: Volume[] = [];
  /** Of each layer on the spine. */
  const volumeAt: number[] = [];
  let copy: string | null = null;
  layers.forEach((layer, index) => {
    const { role, category } = layer.definition;
    const shape = outputOf(layer);
    const own = copyOf(layer);
    const sizes = { size: sizeOf(shape), channels: known(shape.at(-1)), flat: shape.length < 3 };
    const before = volumes.at(-1);
    const resized = before !== undefined && !before.flat && !sizes.flat && sizes.size > 1.5 * before.size;
    const starts = own === null ? roles.has(role) || resized : own !== copy;
    if (starts || before === undefined) {
      volumes.push({ category: own === null ? category : 'convolution', lanes: 1, ...sizes });
    } else if (before.flat === sizes.flat && layer.outputShapes.length > 0) {
      // What reshapes a picture into a vector changes no value; the output gives none.
      volumes[volumes.length - 1] = { ...before, ...sizes };
    }
    copy = own;
    volumeAt[index] = volumes.length - 1;
  });

  const shortcuts: Shortcut[] = [];
  const lanes = new Map<number, number>();
  for (const { from, to, steps } of detours) {
    const layer = layers[to];
    const [start, end] = [volumeAt[from], volumeAt[to]];
    if (layer === undefined || start === undefined || end === undefined) continue;
    if (steps > 0 && widens(layer)) lanes.set(to, (lanes.get(to) ?? 1) + 1);
    else if (start < end) shortcuts.push({ from: start, to: end });
  }
  for (const [to, count] of lanes) {
    const at = volumeAt[to] ?? 0;
    const volume = volumes[at];
    if (volume !== undefined) volumes[at] = { ...volume, lanes: Math.max(volume.lanes, count) };
  }
  return { volumes, shortcuts };
}
