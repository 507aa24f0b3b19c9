/** What the sliding-window figure says beside the picture. */
import type { Slide } from '../../../../shared/layers/define';
import { plural } from '../../../format/numbers';
import type { Figure, Pair } from './geometry';

const by = (pair: Pair<number>): string => `${pair[0]}×${pair[1]}`;
const pixels = (pair: Pair<number>): string =>
  pair[0] === pair[1] ? `${pair[0]} px` : `${pair[0]} px down and ${pair[1]} px across`;

/** `called`: filter or window. */
export function movesText(slide: Slide, called: string): string {
  const { size, strides, dilation } = slide;
  const span = size.map((each, axis) => (dilation[axis] ?? 1) * (each - 1) + 1);
  const dilated =
    span[0] === size[0] && span[1] === size[1]
      ? ''
      : ` Its values lie ${pixels(dilation)} apart, so it spans ${span.join('×')}.`;
  return slide.over === 'input'
    ? `The ${by(size)} ${called} moves ${pixels(strides)} at a time; each place gives one value of the output.${dilated}`
    : `Each value of the input is spread over ${by(size)} values of the output, the next one’s ${pixels(strides)} further on; where they overlap they are added.${dilated}`;
}

/** Null where the picture is drawn as large as it is. */
export function shortenedText({ axes, over, shortened }: Figure): string | null {
  if (!shortened) return null;
  const [drawn, full] =
    over === 'input'
      ? [axes.map(({ plane }) => plane), axes.map(({ full }) => full.plane)]
      : [axes.map(({ places }) => places), axes.map(({ full }) => full.places)];
  return `Drawn with an input of ${drawn.join('×')} in place of ${full.join('×')}: the padding, the steps and what is left over at the end are the same.`;
}

/** Rows and columns that no window reaches; null where there are none. */
export function unreachedText({ axes, over }: Figure): string | null {
  const parts = axes.flatMap(({ full: { unreached } }, axis) =>
    unreached === 0 ? [] : [plural(unreached, axis === 0 ? 'row' : 'column')],
  );
  if (parts.length === 0) return null;
  return over === 'input'
    ? `Hatched: ${parts.join(' and ')} never seen.`
    : `Hatched: ${parts.join(' and ')} that nothing is spread over.`;
}

export function stepText(place: Pair<number>, over: Slide['over']): string {
  return `${over === 'input' ? 'Output' : 'Input'}: row ${place[0] + 1}, column ${place[1] + 1}`;
}
