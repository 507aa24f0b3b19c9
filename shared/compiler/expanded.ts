/** What an expansion is made of: a part for the document and for each copy of a block, with an entry for each node. */
import type { BlockNode, Definition, DefinitionId, Graph, GraphNode, NodeId } from '../graph/document';
import type { Environment } from '../layers/support/expression';
import type { ExpansionCode } from './codes';
import type { FlatEdge, FlatNode } from './compiled';

export interface ExpansionProblem {
  readonly code: ExpansionCode;
  readonly message: string;
  /** The parameter or argument that it is about, where there is one. */
  readonly param: string | null;
  /** The node in the document, and the graph where it stands. */
  readonly node: NodeId;
  readonly scope: DefinitionId | null;
  /** The flat id of what is there instead, where there is something. */
  readonly flatId: string | null;
  /** The outermost block that it lies in, or itself. */
  readonly top: NodeId;
}

export interface Source {
  readonly id: string;
  readonly port: string;
}

/** What feeds a port: a layer, an input of the graph that it lies in, or nothing. */
export type Feed = Source | { readonly input: string } | null;

export interface OpenEdge {
  readonly input: string;
  readonly target: string;
  readonly targetPort: string;
}

export interface Wires {
  readonly links: readonly (FlatEdge | OpenEdge)[];
  /** What answers at each of the definition's outputs, by position. */
  readonly outputs: readonly Feed[];
}

/** The document's own graph has neither inputs nor outputs. */
export type PartGraph = Graph & Partial<Pick<Definition, 'inputs' | 'outputs'>>;

/** One copy of a graph: the document's own, or a definition's inside a block. */
export interface Part {
  readonly graph: PartGraph;
  readonly scope: DefinitionId | null;
  readonly prefix: string;
  readonly environment: Environment;
  readonly entries: readonly Entry[];
  /** With those of blocks, in the order of the document. */
  readonly nodes: readonly FlatNode[];
  readonly problems: readonly ExpansionProblem[];
  readonly wires: Wires;
}

export type Entry = LayerEntry | BlockEntry | PassThrough;

interface Expanding {
  readonly node: GraphNode;
  /** Its own and those inside of it. */
  readonly problems: readonly ExpansionProblem[];
  /** What it has cost, with all that is inside of it. */
  readonly steps: number;
}

export interface LayerEntry extends Expanding {
  readonly kind: 'layer';
  /** The names of its parameters that hold expressions. */
  readonly open: readonly string[];
  readonly flat: FlatNode;
}

export interface BlockEntry extends Expanding {
  readonly kind: 'block';
  readonly node: BlockNode;
  /** Undefined where the document has none of that name. */
  readonly definition: Definition | undefined;
  readonly copies: readonly Part[];
  readonly nodes: readonly FlatNode[];
  readonly wires: Wires;
}

interface PassThrough extends Expanding {
  readonly kind: 'passThrough';
  /** The input that is passed on. */
  readonly port: string;
}
