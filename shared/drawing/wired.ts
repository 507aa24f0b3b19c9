import type { DefinitionPort, Edge } from '../graph/document';

/** What a wire stands for: a connection, or a layer's port that is the block's own. */
export type Wired =
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'input' | 'output'; readonly port: DefinitionPort };
