/** What the compiler says of receptive fields, against brute force and its own arithmetic. */
import type { Compiled } from '../../compiler/compiled';
import { receptiveFieldSteps } from '../../compiler/receptive-field-steps';
import { bruteForce } from '../../compiler/testing/brute-force-field';
import { resultOf, worth } from '../../compiler/testing/field-arithmetic';

/** In words; empty where all agree. */
export function fieldDifferences(compiled: Compiled): readonly string[] {
  const found: string[] = [];
  const brute = bruteForce(compiled);
  // Nobody knows what a layer reads that can only be drawn.
  const isKnown = compiled.layers.every(({ definition }) => definition.notExecutable === undefined);
  for (const layer of compiled.layers) {
    const { id, receptiveField: field } = layer;
    if (field === null && isKnown) found.push(`The receptive field of ${id} is not known.`);
    if (field === null || field === 'all') continue;
    const size = brute.fieldOf(layer);
    if (String(size) !== String(field.size))
      found.push(
        `The receptive field of ${id}: the compiler says ${field.size.join('×')}, brute force ${size.join('×')}.`,
      );
    for (const step of receptiveFieldSteps(compiled, layer)) {
      const shown = field.size[step.title.endsWith('height') ? 0 : 1];
      if (step.title.startsWith('Receptive') && (resultOf(step) !== shown || worth(step) !== shown))
        found.push(`The arithmetic of ${id}: ${step.filled} = ${step.result} explains ${shown}.`);
    }
  }
  return found;
}
