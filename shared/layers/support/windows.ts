/**
 * Windows that slide over a picture: output sizes, padding and the arithmetic behind them.
 * F' = D·(F − 1) + 1; output = ⌊(W − F' + P_before + P_after) / S⌋ + 1 (Dumoulin & Visin, "A guide to convolution
 * arithmetic", 2016). "same" is TensorFlow's: ⌈W/S⌉, the odd pixel at the bottom and right. Rounding up is PyTorch's.
 */
import type { KnownShape, Shape } from '../shape';
import type { Finding, FormulaStep, Slide } from '../define';
import type { Padding, Pair } from '../../schema/fields';
import type { ExplicitPadding } from './primitives';
import { allEqual, count, pairText, plural, shapeText, sizeText } from './words';

export interface SlidingWindow {
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
  /** Pooling only: round up instead of down. */
  readonly ceilMode: boolean;
}

/** One axis, in pixels. */
interface Axis {
  readonly input: number;
  readonly filter: number;
  readonly effective: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  /** Less than 1 where the window does not fit. */
  readonly output: number;
  /** Pixels of the picture at the far end that no window reaches. */
  readonly unseen: number;
  readonly exact: number;
}

/** [before, after] on one axis. */
function sidesOf(padding: Padding, axis: 0 | 1, input: number, effective: number, stride: number): Pair {
  if (padding === 'valid') return [0, 0];
  if (padding === 'same') {
    const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + effective - input);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  }
  return axis === 0 ? [padding[0], padding[1]] : [padding[2], padding[3]];
}

function axisOf(window: SlidingWindow, axis: 0 | 1, input: number): Axis {
  const filter = window.size[axis];
  const dilation = window.dilation[axis];
  const stride = window.strides[axis];
  const effective = dilation * (filter - 1) + 1;
  const [before, after] = sidesOf(window.padding, axis, input, effective, stride);
  const room = input + before + after - effective;
  const exact = room / stride + 1;
  let output = Math.floor(exact);
  if (window.ceilMode && window.padding !== 'same' && room >= 0) {
    output = Math.ceil(exact);
    // PyTorch: a last window that would start in the far padding is dropped.
    if ((output - 1) * stride >= input + before) output -= 1;
  }
  const reached = (output - 1) * stride + effective - before;
  // Strides larger than the window skip pixels everywhere; as many at the end are no loss of their own.
  const skipped = Math.max(0, stride - effective);
  return {
    input,
    filter,
    effective,
    stride,
    dilation,
    before,
    after,
    output,
    unseen: Math.max(0, input - reached - skipped),
    exact,
  };
}

/** Needs a window that `inferWindow` accepted. */
export function windowGeometry(
  window: SlidingWindow,
  input: KnownShape,
): { readonly outputSize: Pair; readonly padding: ExplicitPadding } {
  const height = axisOf(window, 0, input[0] ?? 0);
  const width = axisOf(window, 1, input[1] ?? 0);
  return {
    outputSize: [height.output, width.output],
    padding: [height.before, height.after, width.before, width.after],
  };
}

/** Needs a window that `inferWindow` accepted. */
export function slideOf(window: SlidingWindow, input: KnownShape): Slide {
  const { size, strides, dilation } = window;
  const { outputSize, padding } = windowGeometry(window, input);
  return { size, strides, dilation, padding, places: outputSize, over: 'input' };
}

export interface WindowInference {
  /** Null where unknown, and where the window does not fit. */
  readonly height: number | null;
  readonly width: number | null;
  /** Also where the window does not fit: then they say by how much. */
  readonly steps: readonly FormulaStep[];
  readonly findings: readonly Finding[];
}

/** What the window is called, and the parameter that sets its size. */
export interface WindowNames {
  readonly window: string;
  readonly sizeParam: string;
}

/** `input` is [height, width, channels], of which some may be unknown. */
export function inferWindow(window: SlidingWindow, input: Shape, names: WindowNames): WindowInference {
  const axes = ([0, 1] as const).map((axis) => {
    const size = input[axis] ?? null;
    return size === null ? null : axisOf(window, axis, size);
  });
  const [height = null, width = null] = axes;
  const known = axes.filter((axis) => axis !== null);
  if (known.some(({ output }) => output < 1)) {
    return {
      height: null,
      width: null,
      steps: stepsOf(window, height, width),
      findings: [tooLarge(window, input, names)],
    };
  }
  return {
    height: height?.output ?? null,
    width: width?.output ?? null,
    steps: stepsOf(window, height, width),
    findings: unseenFindings(window, height, width, names),
  };
}

function tooLarge(window: SlidingWindow, input: Shape, { window: called, sizeParam }: WindowNames): Finding {
  const effective = window.dilation.map((d, axis) => d * ((window.size[axis] ?? 1) - 1) + 1) as [
    number,
    number,
  ];
  const stretched =
    pairText(effective) === pairText(window.size) ? '' : `, ${pairText(effective)} with its dilation,`;
  const explicit = typeof window.padding === 'string' ? null : window.padding;
  const sides = explicit ?? [0, 0, 0, 0];
  const padded: readonly (number | null)[] = [
    input[0] == null ? null : input[0] + sides[0] + sides[1],
    input[1] == null ? null : input[1] + sides[2] + sides[3],
  ];
  const withPadding =
    explicit !== null && explicit.some((side) => side > 0) ? ` (${shapeText(padded)} with padding)` : '';
  const fitting = window.size.map((size, axis) => {
    const room = padded[axis];
    const dilation = window.dilation[axis] ?? 1;
    return room == null ? size : Math.max(1, Math.min(size, Math.floor((room - 1) / dilation) + 1));
  });
  return {
    severity: 'error',
    code: 'window-larger-than-input',
    param: sizeParam,
    message: `The ${pairText(window.size)} ${called}${stretched} is larger than its ${shapeText(input.slice(0, 2))} input${withPadding}, so there is no place where it fits.`,
    suggestions: [
      { kind: 'setParams', label: 'Pad to keep the size (“same”)', params: { padding: 'same' } },
      {
        kind: 'setParams',
        label: `Make the ${called} ${fitting.join('×')}`,
        params: { [sizeParam]: fitting },
      },
    ],
  };
}

/** Tells of rows and columns at the far end that no window reaches, since the division left a remainder. */
function unseenFindings(
  window: SlidingWindow,
  height: Axis | null,
  width: Axis | null,
  { window: called }: WindowNames,
): Finding[] {
  const parts = [
    ...(height && height.unseen > 0 ? [`the last ${plural(height.unseen, 'row')}`] : []),
    ...(width && width.unseen > 0 ? [`the last ${plural(width.unseen, 'column')}`] : []),
  ];
  const example = [height, width].find((axis) => axis && axis.unseen > 0);
  if (parts.length === 0 || !example) return [];
  const pads = [height, width].flatMap((axis) => {
    if (!axis) return [0, 0];
    const missing = axis.unseen > 0 ? Math.ceil(axis.exact) - axis.exact : 0;
    return [axis.before, axis.after + Math.round(missing * axis.stride)];
  });
  const more = parts.length > 1 || Math.max(height?.unseen ?? 0, width?.unseen ?? 0) > 1;
  return [
    {
      severity: 'advice',
      code: 'pixels-never-seen',
      param: 'strides',
      message: `${capital(parts.join(' and '))} of the input ${more ? 'are' : 'is'} never seen: ${fraction(example)} places for the ${called} are rounded down to ${example.output}.`,
      suggestions: [
        {
          kind: 'setParams',
          label: `Pad the far sides so that all ${Math.ceil(example.exact)} fit`,
          params: { padding: pads },
        },
      ],
    },
  ].filter(() => window.padding !== 'same') as Finding[];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const fraction = ({ exact }: Axis): string => count(exact);

function stepsOf(window: SlidingWindow, height: Axis | null, width: Axis | null): FormulaStep[] {
  if (height && width && sameNumbers(height, width))
    return axisSteps(window, height, 'Output height and width', '');
  return [
    ...(height ? axisSteps(window, height, 'Output height', ' (height)') : []),
    ...(width ? axisSteps(window, width, 'Output width', ' (width)') : []),
  ];
}

function sameNumbers(a: Axis, b: Axis): boolean {
  return (
    a.input === b.input &&
    a.filter === b.filter &&
    a.stride === b.stride &&
    a.dilation === b.dilation &&
    a.before === b.before &&
    a.after === b.after
  );
}

function axisSteps(window: SlidingWindow, axis: Axis, title: string, which: string): FormulaStep[] {
  const steps: FormulaStep[] = [];
  const dilated = axis.dilation > 1;
  if (dilated) {
    steps.push({
      title: `Effective filter${which}`,
      formula: 'F′ = D·(F − 1) + 1',
      filled: `${axis.dilation}·(${axis.filter} − 1) + 1`,
      result: String(axis.effective),
    });
  }
  if (window.padding === 'same') {
    steps.push(
      { title, formula: '⌈W / S⌉', filled: `⌈${axis.input} / ${axis.stride}⌉`, result: String(axis.output) },
      {
        title: `Padding that “same” adds${which}`,
        formula: `(output − 1)·S + F${dilated ? '′' : ''} − W`,
        filled: `(${axis.output} − 1)·${axis.stride} + ${axis.effective} − ${axis.input}`,
        result: `${axis.before} before, ${axis.after} after`,
      },
    );
    return steps;
  }
  const f = dilated ? 'F′' : 'F';
  const equal = axis.before === axis.after;
  const inner = `W − ${f} + ${equal ? '2P' : 'P₁ + P₂'}`;
  const filledInner = `${axis.input} − ${axis.effective} + ${equal ? `2·${axis.before}` : `${axis.before} + ${axis.after}`}`;
  if (Number.isInteger(axis.exact)) {
    steps.push({
      title,
      formula: `(${inner}) / S + 1`,
      filled: `(${filledInner}) / ${axis.stride} + 1`,
      result: sizeText(axis.output),
    });
  } else {
    // Rounding up lets a window hang over, but makes no place where not even one fits.
    const [open, close] = window.ceilMode && axis.output >= 1 ? ['⌈', '⌉'] : ['⌊', '⌋'];
    steps.push({
      title,
      formula: `${open}(${inner}) / S${close} + 1`,
      filled: `${open}(${filledInner}) / ${axis.stride}${close} + 1`,
      result: sizeText(axis.output, axis.exact),
    });
  }
  return steps;
}

const vectorText = (size: number | null): string =>
  size === null ? 'numbers' : size === 1 ? '1 number' : `${count(size)} numbers`;

/** Null for a picture, else why the layer can't take this shape. */
export function notAPicture(layer: string, input: Shape): Finding | null {
  if (input.length === 3) return null;
  return {
    severity: 'error',
    code: 'needs-picture',
    port: 'in',
    message: `${layer} reads a picture of height × width × channels, but gets ${
      input.length === 1 ? `a vector of ${vectorText(input[0] ?? null)}` : shapeText(input)
    }: put it before the layer that made a vector of the picture.`,
  };
}

export const isUnpadded = (sides: ExplicitPadding): boolean => allEqual(sides) && sides[0] === 0;
