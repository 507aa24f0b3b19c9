/** What the numbers at the end are, and the loss that goes with them. */
import type { Compiled, CompiledLayer } from '../../compiler/compiled';
import type { Lines } from './code-lines';
import type { Framework } from './framework';
import { layerOf, type Piece } from './writing';

/** A comment on the output, where there is something to say. */
export function lossLine(lines: Lines, piece: Piece, compiled: Compiled, framework: Framework): void {
  const layer = layerOf(piece);
  const edge = compiled.edges.find(({ target }) => target === layer?.id);
  const note = layer && lossNote(layer, edge && compiled.byId.get(edge.source), framework);
  if (note !== null) lines.add(`# ${note}`, piece.origins);
}

/** `before` is the layer that feeds the output. */
function lossNote(
  output: CompiledLayer,
  before: CompiledLayer | undefined,
  framework: Framework,
): string | null {
  const task = output.definition.task?.(output.settings);
  if (task === undefined) return null;
  const keras = framework === 'keras';
  if (task === 'regression') {
    const absolute = output.params['loss'] === 'meanAbsoluteError';
    const own = keras
      ? `keras.losses.Mean${absolute ? 'Absolute' : 'Squared'}Error()`
      : absolute
        ? 'nn.L1Loss()'
        : 'nn.MSELoss()';
    return `Numbers: train with ${own}.`;
  }
  const link = task === 'multilabel' ? 'sigmoid' : 'softmax';
  const made = before?.definition.probabilities?.(before.settings) === link;
  if (keras) {
    const loss =
      task === 'multilabel'
        ? 'keras.losses.BinaryCrossentropy'
        : 'keras.losses.SparseCategoricalCrossentropy';
    return made
      ? `Probabilities: train with ${loss}().`
      : `Logits: train with ${loss}(from_logits=True); ${link} makes them probabilities.`;
  }
  if (made)
    return task === 'multilabel'
      ? 'Probabilities: train with nn.BCELoss().'
      : 'Probabilities: train with nn.NLLLoss() on their logarithm.';
  const loss = task === 'multilabel' ? 'nn.BCEWithLogitsLoss()' : 'nn.CrossEntropyLoss()';
  return `Logits: train with ${loss}; ${link} makes them probabilities.`;
}
