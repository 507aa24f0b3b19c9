/** Layers that move values, and those that join branches. */
import {
  type Numbers,
  type Reference,
  sizeOf,
  numbers,
  first,
  pictureOf,
  map,
  inside,
  picture,
  pixel,
} from './reference';

export interface Sides {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly mode?: string;
  readonly value?: number;
}

export function padded(reference: Reference): Numbers {
  const x = first(reference);
  const { top, bottom, left, right, mode = 'constant', value = 0 } = reference.params as unknown as Sides;
  const [batch, height, width, channels] = pictureOf(x);
  const at = pixel(x);
  return picture([batch, height + top + bottom, width + left + right, channels], (b, y, z, c) => {
    const [row, column] = [inside(y - top, height, mode), inside(z - left, width, mode)];
    return row === null || column === null ? value : at(b, row, column, c);
  });
}

export const axisOf = (axis: unknown, rank: number): number =>
  rank === 2 || axis === 'channels' ? rank - 1 : axis === 'rows' ? 1 : 2;

/** `length` entries of one axis from `start` on. */
export function sliced(reference: Reference, start: number, length: number): Numbers {
  const x = first(reference);
  const at = axisOf(reference.params['axis'], x.shape.length);
  const inner = sizeOf(x.shape.slice(at + 1));
  const size = x.shape[at] ?? 1;
  const out = numbers(x.shape.map((dim, i) => (i === at ? length : dim)));
  return map(out, (_, i) => {
    const outer = Math.floor(i / (inner * length));
    const place = Math.floor(i / inner) % length;
    return x.data[(outer * size + start + place) * inner + (i % inner)]!;
  });
}

/** Value by value over branches, with sizes of 1 repeated. */
export function joined({ inputs }: Reference, f: (values: readonly number[]) => number): Numbers {
  const rank = inputs[0]!.shape.length;
  const shape = Array.from({ length: rank }, (_, i) => Math.max(...inputs.map((x) => x.shape[i] ?? 1)));
  return map(numbers(shape), (_, i) => {
    let rest = i;
    const place = shape.map(() => 0);
    for (let axis = rank - 1; axis >= 0; axis -= 1) {
      place[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return f(
      inputs.map(
        (x) => x.data[x.shape.reduce((at, dim, axis) => at * dim + (dim === 1 ? 0 : place[axis]!), 0)]!,
      ),
    );
  });
}
