/** What a fix costs: the network with its edits, compiled, against the network as it is. */
import { applyEdits } from '../graph/apply';
import type { ConvDocument } from '../graph/document';
import { EditError } from '../graph/edit-error';
import type { Compiler } from './compile';
import type { Compiled, CompiledLayer, Diagnostic, Fix } from './compiled';

export interface FixCost {
  /** Trainable or not. */
  readonly parameters: number;
  readonly macs: number;
  /** Bytes of the activations of a batch, as training keeps them. */
  readonly activations: number;
  /** Errors that are not there now. */
  readonly newErrors: number;
}

const VALUE = 4;

/**
 * Null where the edits can't be made any more. What lies behind an error was not counted before, and is no cost of the
 * fix now that it can be: only what the fix adds, removes or changes counts, and the layer that the problem is about.
 */
export function costOf(
  compiled: Compiled,
  problem: Pick<Diagnostic, 'nodeId'>,
  fix: Fix,
  compiler: Compiler,
): FixCost | null {
  const after = compiledWith(compiled.document, fix, compiler);
  if (after === null) return null;
  const before = compiled.byId;
  const counts = (layer: CompiledLayer): boolean => {
    const old = before.get(layer.id);
    return old === undefined || old.outputShapes.length > 0 || layer.id === problem.nodeId;
  };
  const difference = (of: (layer: CompiledLayer, batchSize: number) => number): number => {
    const sum = (layers: readonly CompiledLayer[], { training }: ConvDocument): number =>
      layers.reduce((total, layer) => total + (counts(layer) ? of(layer, training.batchSize) : 0), 0);
    return sum(after.layers, after.document) - sum(compiled.layers, compiled.document);
  };
  const known = new Set(errors(compiled).map(nameOf));
  return {
    parameters: difference(({ trainable, nonTrainable }) => trainable + nonTrainable),
    macs: difference(({ macs }) => macs),
    activations: difference(({ activations }, batchSize) => activations * batchSize * VALUE),
    newErrors: errors(after).filter((error) => !known.has(nameOf(error))).length,
  };
}

function compiledWith(document: ConvDocument, fix: Fix, compiler: Compiler): Compiled | null {
  try {
    return compiler.compile(applyEdits(document, fix.edits));
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}

const errors = ({ diagnostics }: Compiled): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');
const nameOf = ({ code, nodeId, port, param }: Diagnostic): string =>
  JSON.stringify([code, nodeId, port, param]);
