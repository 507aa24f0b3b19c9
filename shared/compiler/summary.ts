/** The table of layers and totals, as data: what `summary --json` prints and the Summary drawer shows. */
import type { Shape } from '../layers/shape';
import { blocksOf } from './block-facts';
import type { Compiled, CompiledLayer } from './compiled';

export interface SummaryLayer {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** The block node that it lies in; null at top level. */
  readonly block: string | null;
  readonly inputShapes: readonly (Shape | null)[];
  readonly outputShape: Shape | null;
  readonly params: { readonly trainable: number; readonly nonTrainable: number };
  readonly macs: number;
  readonly receptiveField: CompiledLayer['receptiveField'];
  /** Whether an output needs it; what none needs is not in the totals. */
  readonly used: boolean;
}

/** A block as a whole: all its copies, blocks inside it included. */
export interface SummaryBlock {
  /** Its path; blocks inside repeated ones come once for each copy. */
  readonly id: string;
  readonly name: string;
  /** The name of the definition that it stands for. */
  readonly definition: string;
  readonly copies: number;
  readonly layers: number;
  /** By the block's ports. */
  readonly inputShapes: readonly (Shape | null)[];
  readonly outputShapes: readonly (Shape | null)[];
  readonly params: { readonly trainable: number; readonly nonTrainable: number };
  readonly macs: number;
  readonly receptiveField: CompiledLayer['receptiveField'];
}

export interface Summary {
  readonly name: string;
  /** Expanded, in execution order. */
  readonly layers: readonly SummaryLayer[];
  /** In the order of their first layers. */
  readonly blocks: readonly SummaryBlock[];
  readonly totals: { readonly trainable: number; readonly nonTrainable: number; readonly macs: number };
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly code: string;
    readonly nodeId: string | null;
    readonly message: string;
    readonly fixes: readonly string[];
  }[];
}

/** An output layer has no port: what it answers is what comes in. */
export function outputShapeOf(layer: CompiledLayer): Shape | null {
  const answered = layer.definition.role === 'output' ? (layer.inputShapes[0] ?? null) : null;
  return layer.outputShapes[0] ?? answered;
}

export function summarize(compiled: Compiled): Summary {
  const { trainable, nonTrainable, macs } = compiled.totals;
  return {
    name: compiled.document.name,
    layers: compiled.layers.map((layer) => ({
      id: layer.id,
      name: layer.name,
      type: layer.type,
      block: layer.block,
      inputShapes: layer.inputShapes,
      outputShape: outputShapeOf(layer),
      params: { trainable: layer.trainable, nonTrainable: layer.nonTrainable },
      macs: layer.macs,
      receptiveField: layer.receptiveField,
      used: !compiled.unused.has(layer.id),
    })),
    blocks: blocksOf(compiled).map((block) => ({
      id: block.path,
      name: block.name,
      definition: block.title,
      copies: block.copies,
      layers: block.layers,
      inputShapes: block.inputs.map(({ shape }) => shape),
      outputShapes: block.outputs.map(({ shape }) => shape),
      params: { trainable: block.trainable, nonTrainable: block.nonTrainable },
      macs: block.macs,
      receptiveField: block.receptiveField,
    })),
    totals: { trainable, nonTrainable, macs },
    diagnostics: compiled.diagnostics.map(({ severity, code, nodeId, message, fixes }) => ({
      severity,
      code,
      nodeId,
      message,
      fixes: fixes.map(({ label }) => label),
    })),
  };
}
