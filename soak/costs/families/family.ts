import type { ConvDocument } from '../../../shared/graph/document';
import type { Random } from '../../openings/random';

/** `share`: how much of the dearest is asked for, 0 to 1. */
export type Sizes = Random & { readonly share: number };
export type Family = (random: Sizes) => Partial<ConvDocument>;

/** From 1 up to `most`, small ones as likely as large ones, and of the largest a few: thousands of documents are made. */
export function sized(random: Sizes, most: number): number {
  const end = Math.max(1, random.share * (random.chance(0.05) ? most : most / 30));
  return Math.max(1, Math.round(end ** random.real()));
}
