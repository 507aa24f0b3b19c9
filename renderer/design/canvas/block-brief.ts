import type { CompiledLayer } from '../../../shared/compiler/compiled';
import { plural } from '../../format/numbers';
import { largest, smallest } from '../../../shared/layers/support/extremes';

/** More windows than these would not be read. */
const MOST_WINDOWS = 3;

/** What is inside of a block, in a few words: the windows of its layers with weights, and how wide they are: `1×1, 3×3 · 64–256`. */
export function blockBrief(layers: readonly CompiledLayer[]): string {
  const linear = layers.filter(({ definition }) => definition.role === 'linear');
  if (linear.length === 0) return plural(layers.length, 'layer');
  const windows = [...new Set(linear.flatMap(({ slide }) => (slide ? [slide.size.join('×')] : [])))].sort(
    bySize,
  );
  const widths = linear.flatMap(({ outputShapes: [shape] }) => shape?.at(-1) ?? []);
  const [least, most] = [smallest(widths), largest(widths)];
  const width = widths.length === 0 ? '' : least === most ? String(least) : `${least}–${most}`;
  const shown = windows.length > MOST_WINDOWS ? `${windows[0]} … ${windows.at(-1)}` : windows.join(', ');
  return [shown, width].filter((part) => part !== '').join(' · ');
}

function bySize(a: string, b: string): number {
  const area = (text: string): number => text.split('×').reduce((product, size) => product * Number(size), 1);
  return area(a) - area(b) || a.localeCompare(b);
}
