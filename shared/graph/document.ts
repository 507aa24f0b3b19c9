/**
 * The document: plain immutable JSON, made to be read in a diff. See docs/format.md.
 * Positions are not in nodes but in `layout`, so that moving recompiles nothing.
 */

import { dataFields, type DataValues } from '../schema/data-fields';
import { defaultsOf } from '../schema/fields';
import { trainingFields, type TrainingValues } from '../schema/training-fields';

export const FORMAT = 'convcanvas';
export const VERSION = 2;

export type NodeId = string;
export type DefinitionId = string;

/** A literal, or an expression over a block's parameters and the copy's index `i`. */
export type ParamValue = unknown;
export interface Expression {
  readonly expr: string;
}

export interface LayerNode {
  readonly id: NodeId;
  readonly type: string;
  readonly name: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Inside a definition: where this is false, the node passes its first input through. */
  readonly when?: Expression;
}

/** Type `Block`: stands for a definition, `repeat` times one after the other. */
export interface BlockNode extends LayerNode {
  readonly type: 'Block';
  readonly definition: DefinitionId;
  readonly args: Readonly<Record<string, ParamValue>>;
  readonly repeat: number | Expression;
}

export type GraphNode = LayerNode | BlockNode;

export interface Edge {
  readonly source: NodeId;
  readonly sourcePort: string;
  readonly target: NodeId;
  readonly targetPort: string;
}

/** Array order means nothing, neither of nodes nor of edges. A target port takes one edge. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
}

/** A block's port: the inner node and port that it stands for. */
export interface DefinitionPort {
  readonly name: string;
  readonly node: NodeId;
  readonly port: string;
}

export interface DefinitionParam {
  readonly name: string;
  readonly default: number | boolean | string;
  /** In the form; its name where there is none. */
  readonly label?: string;
  /** A sentence for who sets it. */
  readonly help?: string;
  /** Of a number: what a form offers. Expressions may go beyond. */
  readonly min?: number;
  readonly max?: number;
}

export interface Definition extends Graph {
  readonly name: string;
  readonly params: readonly DefinitionParam[];
  readonly inputs: readonly DefinitionPort[];
  readonly outputs: readonly DefinitionPort[];
  readonly layout?: Layout;
}

export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly collapsed?: boolean;
  /** A card begins here, though the layer before could hold it in its own. */
  readonly apart?: boolean;
}
export type Layout = Readonly<Record<NodeId, Placement>>;

/** A visual frame around nodes; never changes what is computed. */
export interface VisualGroup {
  readonly id: string;
  readonly title: string;
  readonly color?: string;
  readonly nodes: readonly NodeId[];
  /** Drawn as one box; its layers keep their places behind it. */
  readonly collapsed?: boolean;
}

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
}

/** Advice that is not to be given: about one layer, or, without `node`, anywhere. */
export interface Dismissal {
  readonly code: string;
  readonly node?: NodeId;
  /** The definition that the node stands in; left out for the document's own graph. */
  readonly scope?: DefinitionId;
}

/** A transform between a picture and the network's input. */
export interface PipelineStep {
  readonly type: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** How pictures are brought to the network's input. */
export interface DataSettings extends DataValues {
  /** A bundled set's name (`fashion-mnist`), or null while none is chosen. */
  readonly dataset: string | null;
  /** Reserved: what the user changed in the set, by content hash (left out, relabelled, moved to another part). */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Reserved. */
  readonly pipeline: readonly PipelineStep[];
}

export interface TrainingSettings extends TrainingValues {
  /** Reserved: the layers that keep their weights, as beginnings of flat ids. They follow their layers. */
  readonly frozen: readonly string[];
}

export interface ConvDocument extends Graph {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly name: string;
  readonly description: string;
  readonly definitions: Readonly<Record<DefinitionId, Definition>>;
  readonly groups: readonly VisualGroup[];
  readonly notes: readonly Note[];
  readonly layout: Layout;
  readonly dismissed?: readonly Dismissal[];
  readonly data: DataSettings;
  readonly training: TrainingSettings;
  /** Reserved: what an exercise asks for. */
  readonly tasks: readonly Readonly<Record<string, unknown>>[];
  /** Reserved: what an exercise doesn't let one change, as beginnings of flat ids. */
  readonly locked: readonly string[];
  /** Reserved: settings of exported figures, by the figure's kind. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const defaultData: DataSettings = {
  dataset: null,
  ...defaultsOf(dataFields),
  overrides: {},
  pipeline: [],
};

export const defaultTraining: TrainingSettings = { ...defaultsOf(trainingFields), frozen: [] };

export function emptyDocument(name = 'Untitled'): ConvDocument {
  return {
    format: FORMAT,
    version: VERSION,
    name,
    description: '',
    nodes: [],
    edges: [],
    definitions: {},
    groups: [],
    notes: [],
    layout: {},
    data: defaultData,
    training: defaultTraining,
    tasks: [],
    locked: [],
    figures: {},
  };
}

export function isBlock(node: GraphNode): node is BlockNode {
  return node.type === 'Block';
}

export function isExpression(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && 'expr' in value && typeof value.expr === 'string';
}
