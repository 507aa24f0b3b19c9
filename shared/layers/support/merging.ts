/** What the layers that join branches value by value have in common. */
import { isKnown, type Shape } from '../shape';
import type { Finding, Inference, Suggestion } from '../define';
import type { LowerContext } from '../define';
import type { BinaryFunction } from './primitives';
import { shapeText } from './words';

type PortOf = (index: number) => string;
const variadicPort: PortOf = (index) => `in:${index}`;
/** Of the first branch, and of the one that differs from it. */
type Ports = readonly [string, string];

/** `verb`: "added". All branches must have one shape; unknown sizes agree with any. */
export function inferSameShapes(
  verb: string,
  inputs: readonly Shape[],
  portOf: PortOf = variadicPort,
): Inference {
  const [first = []] = inputs;
  const other = inputs.findIndex((shape) => !compatible(first, shape));
  if (other >= 0)
    return {
      shapes: [],
      steps: [],
      findings: [mismatch(verb, first, inputs[other] ?? [], [portOf(0), portOf(other)])],
    };
  const shape = first.map((dim, axis) => dim ?? inputs.find((input) => input[axis] != null)?.[axis] ?? null);
  return { shapes: [shape], steps: [], findings: [] };
}

/** Folds the branches with a function of two. */
export function fold({ inputs: [first, ...others], emit }: LowerContext, name: BinaryFunction) {
  if (!first) throw new Error('A layer that joins branches needs inputs.');
  return others.reduce((a, b) => emit({ op: 'binary', a, b, function: name }), first);
}

function compatible(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === null || b[axis] === null || dim === b[axis]);
}

function mismatch(verb: string, first: Shape, other: Shape, ports: Ports): Finding {
  return {
    severity: 'error',
    code: 'shapes-differ',
    port: ports[1],
    message: `${shapeText(first)} and ${shapeText(other)} can't be ${verb}: the branches must have the same shape.`,
    suggestions: alignments(first, other, ports).slice(0, 3),
  };
}

type Align = (from: Shape, to: Shape, port: string) => Suggestion[];

/** Whichever of the two is changed. */
const eitherWay = (ways: readonly Align[], first: Shape, other: Shape, ports: Ports): Suggestion[] =>
  ways.flatMap((way) => [...way(other, first, ports[1]), ...way(first, other, ports[0])]);

/** What can give two branches one shape. */
export const alignments = (first: Shape, other: Shape, ports: Ports): Suggestion[] =>
  eitherWay([project, trim, resample, toVector], first, other, ports);

/** What can give two pictures one height and width, whatever their channels. */
export const sizeAlignments = (first: Shape, other: Shape, ports: Ports): Suggestion[] =>
  eitherWay([trim, resample], first, [...other.slice(0, 2), first[2] ?? null], ports);

/** Filters beyond this only to lose rows would be a strange thing to propose. */
const LARGEST_KERNEL = 5;

/**
 * A convolution that turns `from` into `to`: 1×1 as in ResNet's shortcuts where whole strides can, or the smallest
 * filter that loses as many rows.
 */
function project(from: Shape, to: Shape, port: string): Suggestion[] {
  if (from.length !== 3 || to.length !== 3 || !isKnown(from) || !isKnown(to)) return [];
  const stride = (axis: 0 | 1): number => Math.max(1, Math.round((from[axis] ?? 0) / (to[axis] ?? 1)));
  const strides = [stride(0), stride(1)] as const;
  const fits = (kernel: number): boolean =>
    ([0, 1] as const).every(
      (axis) => Math.floor(((from[axis] ?? 0) - kernel) / strides[axis]) + 1 === to[axis],
    );
  const kernel = Array.from({ length: LARGEST_KERNEL }, (_, i) => i + 1).find(fits);
  if (kernel === undefined) return [];
  const filters = to[2] ?? 1;
  const [vertical, horizontal] = strides;
  const text = vertical === horizontal ? `${vertical}` : `${vertical}×${horizontal}`;
  const how = vertical === 1 && horizontal === 1 ? '' : ` stride ${text} and`;
  return [
    {
      kind: 'insert',
      label: `Insert a ${kernel}×${kernel} convolution with${how} ${filters} ${filters === 1 ? 'filter' : 'filters'}`,
      port,
      type: 'Conv2D',
      params: { filters, kernelSize: [kernel, kernel], strides },
    },
  ];
}

/** Cuts or pads `from` to the height and width of `to`, where only these differ and by less than half. */
function trim(from: Shape, to: Shape, port: string): Suggestion[] {
  if (from.length !== 3 || to.length !== 3 || !isKnown(from) || !isKnown(to) || from[2] !== to[2]) return [];
  const rows = (from[0] ?? 0) - (to[0] ?? 0);
  const columns = (from[1] ?? 0) - (to[1] ?? 0);
  const small = Math.abs(rows) * 2 < (from[0] ?? 0) && Math.abs(columns) * 2 < (from[1] ?? 0);
  if (!small || rows * columns < 0 || (rows === 0 && columns === 0)) return [];
  const half = (n: number): readonly [number, number] => [
    Math.floor(Math.abs(n) / 2),
    Math.ceil(Math.abs(n) / 2),
  ];
  const [[top, bottom], [left, right]] = [half(rows), half(columns)];
  const crop = rows > 0 || columns > 0;
  return [
    {
      kind: 'insert',
      label: `${crop ? 'Crop' : 'Pad'} ${shapeText(from.slice(0, 2))} to ${shapeText(to.slice(0, 2))}`,
      port,
      type: crop ? 'Cropping2D' : 'ZeroPadding2D',
      params: { top, bottom, left, right },
    },
  ];
}

/** Makes `from` a whole number of times larger or smaller, where that gives the height and width of `to`. */
function resample(from: Shape, to: Shape, port: string): Suggestion[] {
  if (from.length !== 3 || to.length !== 3 || !isKnown(from) || !isKnown(to) || from[2] !== to[2]) return [];
  const [ups, downs] = [to, from].map((big) =>
    ([0, 1] as const).map((axis) => (big[axis] ?? 1) / ((big === to ? from : to)[axis] ?? 1)),
  );
  const whole = (factors: readonly number[] | undefined): boolean =>
    factors !== undefined && factors.every(Number.isInteger) && factors.some((factor) => factor > 1);
  if (whole(ups)) {
    const label = `Enlarge ${shapeText(from.slice(0, 2))} to ${shapeText(to.slice(0, 2))}`;
    return [{ kind: 'insert', label, port, type: 'UpSampling2D', params: { size: ups } }];
  }
  if (!whole(downs)) return [];
  const label = `Pool ${shapeText(from.slice(0, 2))} to ${shapeText(to.slice(0, 2))}`;
  return [{ kind: 'insert', label, port, type: 'MaxPooling2D', params: { poolSize: downs, strides: downs } }];
}

/** From a picture to a vector, or from a vector to one of another length. */
function toVector(from: Shape, to: Shape, port: string): Suggestion[] {
  const [length = null] = to;
  if (to.length !== 1 || length === null) return [];
  if (from.length === 3 && from[2] === length) {
    const label = 'Insert GlobalAveragePooling2D';
    return [{ kind: 'insert', label, port, type: 'GlobalAveragePooling2D', params: {} }];
  }
  const label = `Insert Dense with ${length} ${length === 1 ? 'unit' : 'units'}`;
  return from.length === 1 ? [{ kind: 'insert', label, port, type: 'Dense', params: { units: length } }] : [];
}
