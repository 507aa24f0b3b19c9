/** What the compiler says about a document. */
import type { ConvDocument, DefinitionId, NodeId } from '../graph/document';
import type { Edit } from '../graph/edit';
import type { KnownShape, Shape } from '../layers/shape';
import type { FormulaStep, Layer, Ports, Severity, Slide, WeightSpec } from '../layers/define';
import type { Op, OutputSpec, Value, WeightValue } from '../layers/support/primitives';
import type { Initializer } from '../layers/define';
import type { DiagnosticCode } from './codes';
import type { Sight } from './sight';

/** A node of the expanded graph. Its id is its path: `stage2/block[3]/conv1`. */
export interface FlatNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Literal parameters, as written (expressions evaluated). */
  readonly params: Readonly<Record<string, unknown>>;
  /** The node in the document that it comes from, and the graph where that stands. */
  readonly origin: { readonly scope: DefinitionId | null; readonly node: NodeId };
  /** The outermost block node that it lies in; null at top level. */
  readonly block: NodeId | null;
}

export interface FlatEdge {
  readonly source: string;
  readonly sourcePort: string;
  readonly target: string;
  readonly targetPort: string;
}

export interface Fix {
  /** "Insert Flatten before fc1". */
  readonly label: string;
  readonly edits: readonly Edit[];
}

export interface Diagnostic {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  /** Flat id of the layer that it is about; null where it concerns the whole network. */
  readonly nodeId: string | null;
  /** The node to select in the document (differs inside blocks). */
  readonly documentNode: NodeId | null;
  /** Where it sits: an input port (then the edge into it is marked) or a parameter. */
  readonly port?: string;
  readonly param?: string;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** Height before width, in pixels of the input. */
export interface ReceptiveField {
  /** Of the position that sees most. */
  readonly size: readonly [number, number];
  /** From one position to the next, on average. */
  readonly stride: readonly [number, number];
}

export interface CompiledLayer extends FlatNode {
  readonly definition: Layer;
  /** Its parameters with the defaults of those that are not given, or not allowed as they are. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly ports: Ports;
  /** In the order of the input ports; null for a port without an edge or behind an error. */
  readonly inputShapes: readonly (Shape | null)[];
  /** By output port; empty where an error stands in the way. */
  readonly outputShapes: readonly Shape[];
  readonly steps: readonly FormulaStep[];
  readonly parameterStep: FormulaStep | null;
  readonly macsStep: FormulaStep | null;
  /** Null for layers without a window, and while its input is unknown. */
  readonly slide: Slide | null;
  readonly weights: readonly WeightSpec[];
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
  /** Elements of its outputs for one image. */
  readonly activations: number;
  /** `all` = the whole input; null = unknown. */
  readonly receptiveField: ReceptiveField | 'all' | null;
}

export interface Totals {
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
  /** Elements of all outputs for one image. */
  readonly activations: number;
}

export interface Compiled {
  readonly document: ConvDocument;
  /** In execution order; nodes in a cycle come last. */
  readonly layers: readonly CompiledLayer[];
  readonly byId: ReadonlyMap<string, CompiledLayer>;
  /** Ids of layers that no output needs, while there is one: they are neither run nor counted in the totals. */
  readonly unused: ReadonlySet<string>;
  readonly edges: readonly FlatEdge[];
  /** The shape at an output of a layer or block, named by its path; null where it is unknown. */
  shapeAt(path: string, port: string): Shape | null;
  /** What the positions see at an output of a layer; null where all is seen, and where that is unknown. */
  sightsAt(id: string, port: string): readonly Sight[] | null;
  readonly totals: Totals;
  readonly diagnostics: readonly Diagnostic[];
  /** Advice that the document does not want to hear. */
  readonly dismissed: readonly Diagnostic[];
}

/** Whether nothing is wrong: behind an error neither shapes are known nor costs, so that totals are those of a part. */
export const isWhole = ({ diagnostics }: Pick<Compiled, 'diagnostics'>): boolean =>
  diagnostics.every(({ severity }) => severity !== 'error');

/** Bytes at a batch size. Training keeps activations for the backward pass, gradients and optimizer slots. */
export interface Memory {
  readonly weights: number;
  readonly gradients: number;
  readonly optimizer: number;
  readonly activations: number;
  readonly total: number;
}

// ---- The plan: what executors run.

export interface PlanWeight extends WeightValue {
  readonly nodeId: string;
  readonly name: string;
  readonly trainable: boolean;
  readonly initializer: Initializer;
  readonly decay: boolean;
}

export interface PlanInput {
  /** Flat node id of the input layer. */
  readonly id: string;
  readonly value: Value;
}

export interface PlanOp {
  readonly op: Op;
  readonly output: Value;
  readonly nodeId: string;
}

/** An output's loss, behind the value that it takes. Nothing of it is computed for predictions. */
export interface Objective {
  /** The truth, an input of the plan: of the shape of `lossInput`. */
  readonly target: Value;
  readonly ops: readonly PlanOp[];
  /**
   * For each row, which is a picture or a pixel of one: of the shape of `lossInput` without its last axis. What training
   * makes small is their weighted mean over the batch, so the gradient by each is its share of the weights.
   */
  readonly losses: Value;
  /** By name what is summed up over rows beside; of the losses' shape. */
  readonly counters: Readonly<Record<string, Value>>;
}

export interface PlanOutput extends OutputSpec {
  /** Flat node id of the output layer. */
  readonly id: string;
  readonly objective: Objective;
}

/** Primitives in order, for one mode. */
export interface Program {
  readonly inputs: readonly PlanInput[];
  readonly ops: readonly PlanOp[];
  readonly outputs: readonly PlanOutput[];
  /** The values at a layer's output ports. */
  readonly layerOutputs: ReadonlyMap<string, readonly Value[]>;
}

export interface Plan {
  readonly weights: readonly PlanWeight[];
  readonly training: Program;
  readonly inference: Program;
  readonly inputShapes: Readonly<Record<string, KnownShape>>;
}
