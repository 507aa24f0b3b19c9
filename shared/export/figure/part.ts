/** What a figure of a network consists of: feature maps, vectors and joins, each with what makes it. */
import type { Shape } from '../../layers/shape';
import type { Category } from '../../layers/support/categories';

export interface Part {
  /** The first of its layers, by flat id; that of its block where it stands for one. */
  readonly id: string;
  /** Flat ids. */
  readonly layers: readonly string[];
  readonly name: string;
  /** A join is where branches of one shape meet: ⊕. */
  readonly kind: 'volume' | 'vector' | 'join';
  readonly sign: string;
  readonly category: Category;
  /** Height × width × channels or [n]; null behind an error. */
  readonly shape: Shape | null;
  /** Drawn side by side. */
  readonly copies: number;
  /** What leads past each copy and joins it again, copy by copy. */
  readonly shortcuts: readonly ('add' | 'concatenate' | null)[];
  /** Channels of what was concatenated to it; empty where nothing was. */
  readonly segments: readonly number[];
  /** Into how many groups the channels that it reads are divided. */
  readonly groups: number;
  /** What makes it, a line each. */
  readonly operation: readonly string[];
  /** A block's layers stand in brackets. */
  readonly bracketed: boolean;
  /** The window that slides over what it reads, height × width in pixels. */
  readonly window: readonly [number, number] | null;
  /** `softmax` or `sigmoid`, where its values are probabilities. */
  readonly ending: string | null;
}

export interface PartEdge {
  readonly from: string;
  readonly to: string;
}

export interface Parts {
  /** In execution order. */
  readonly parts: readonly Part[];
  readonly edges: readonly PartEdge[];
}

/** How much of the network is drawn: each layer, one volume for each block, or what fits. */
export type Detail = 'auto' | 'layers' | 'blocks';
