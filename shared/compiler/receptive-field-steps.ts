/** The arithmetic of a layer's receptive field, with its numbers. */
import type { FormulaStep, Reading } from '../layers/define';
import { count } from '../layers/support/words';
import type { Compiled, CompiledLayer } from './compiled';
import { isReading, largestOf } from './receptive-field';
import { isRegular, tapsAt, type Sight } from './sight';

const which = ['height', 'width'] as const;

/**
 * None where it looks no further than what feeds it, or at everything. Where all positions see alike it is the formula of
 * Araujo et al., else the pixels of the position that sees most, which no formula knows.
 */
export function receptiveFieldSteps(
  compiled: Pick<Compiled, 'edges' | 'byId' | 'sightsAt'>,
  layer: CompiledLayer,
): readonly FormulaStep[] {
  const { receptiveField: field, ports, definition, settings } = layer;
  const sights = compiled.sightsAt(layer.id, ports.outputs[0] ?? '');
  if (field === null || field === 'all' || sights === null) return [];
  const fed = compiled.edges.filter(({ target }) => target === layer.id);
  const inputs = layer.inputShapes.map((shape) => (shape ?? []).map((dim) => dim ?? 1));
  const window = definition.window(settings, inputs, 0, 0);
  const axes = [0, 1] as const;
  const passesOn = (axis: 0 | 1): boolean =>
    layer.slide === null &&
    fed.every(({ source }) => {
      const before = compiled.byId.get(source)?.receptiveField;
      return before && before !== 'all' && before.size[axis] === field.size[axis];
    });
  // Of several inputs of the network, the one that is seen most of.
  const shown = axes.map((axis) => {
    const all = sights.filter((sight) => sight.axis === axis);
    return all.length < 2 ? all[0] : all.find((sight) => largestOf(sight).size === field.size[axis]);
  });
  /** Of a layer with one input. */
  const before = shown.map((sight) => {
    const [edge, another] = fed;
    if (!edge || another) return undefined;
    return compiled
      .sightsAt(edge.source, edge.sourcePort)
      ?.find(({ input, axis }) => input === sight?.input && axis === sight.axis);
  });
  const sizes = axes.flatMap((axis): readonly FormulaStep[] => {
    const [sight, only] = [shown[axis], before[axis]];
    if (!sight || passesOn(axis) || field.size[axis] === 0) return [];
    const title = `Receptive field, ${which[axis]}`;
    const alike = only && isReading(window) ? wider(only, window) : null;
    return [{ title, ...(alike ?? seenAtMost(sight)), result: count(field.size[axis]) }];
  });
  const strides = axes.flatMap((axis): readonly FormulaStep[] => {
    const only = before[axis];
    const along = only ? movesAlong(only) : null;
    if (!only || along === null || !isReading(window)) return [];
    const { stride, stretch } = window[along];
    if (stride === stretch || stride === 0) return [];
    const jump = count(only.rate[along]);
    return [
      {
        title: `Pixels from one position to the next (J), ${which[axis]}`,
        formula: stretch === 1 ? 'J_in·S' : stride === 1 ? 'J_in/S' : 'J_in·in/out',
        filled: stretch === 1 ? `${jump}·${stride}` : `${jump}${stride === 1 ? '' : `·${stride}`}/${stretch}`,
        result: count(field.stride[axis]),
      },
    ];
  });
  return [...sizes, ...strides];
}

/** The axis of the map along which the pixels change; null for both, or none. */
function movesAlong({ period, advance }: Sight): 0 | 1 | null {
  const [down, right] = ([0, 1] as const).map((axis) => period[axis] > 1 || advance[axis] > 0);
  return down === right ? null : down ? 0 : 1;
}

/** Null where positions differ in what they see. */
function wider(
  sight: Sight,
  window: readonly [Reading, Reading],
): Pick<FormulaStep, 'formula' | 'filled'> | null {
  const along = movesAlong(sight);
  if (along === null || !isRegular(sight) || window[along].stride === 0) return null;
  const reading = window[along];
  const extents = Array.from({ length: reading.stretch }, (_, place) => {
    const taps = tapsAt(reading, place);
    return taps === null ? 0 : (taps.count - 1) * taps.step + 1;
  });
  return {
    formula: `R_in + (F${reading.dilation > 1 ? '′' : ''} − 1)·J_in`,
    filled: `${count(largestOf(sight).size)} + (${Math.max(...extents)} − 1)·${count(sight.rate[along])}`,
  };
}

/** Of those that see as much, one in the middle, where there is no padding. */
function seenAtMost(sight: Sight): Pick<FormulaStep, 'formula' | 'filled'> {
  const most = largestOf(sight).place;
  const middle = (axis: 0 | 1): number => {
    const period = sight.period[axis];
    const further = Math.floor((sight.places[axis] / 2 - most[axis]) / period);
    return period === Infinity ? most[axis] : most[axis] + Math.max(0, further) * period;
  };
  const place = [middle(0), middle(1)] as const;
  const along = movesAlong(sight);
  const { first, last } = sight.at(...place) ?? { first: 0, last: -1 };
  return {
    formula: `last pixel − first pixel + 1, at ${along === null ? `row ${place[0]}, column ${place[1]}` : `position ${place[along]}`}`,
    filled: `${count(last)} − ${first < 0 ? `(−${count(-first)})` : count(first)} + 1`,
  };
}
