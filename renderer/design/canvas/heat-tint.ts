import type { CSSProperties } from 'react';
import type { Warmth } from '../heat-store';

/** With so much of the colour the text still stands out from it. */
const MOST_TINT = 45;

function tintOf(tone: number): string {
  return `${(MOST_TINT * tone).toFixed(1)}%`;
}

/** A row's own strength of the one colour. */
export function tinted({ tone }: Warmth): CSSProperties {
  return { '--heat-tint': tintOf(tone) } as CSSProperties;
}
