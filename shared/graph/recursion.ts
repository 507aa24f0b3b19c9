import type { ConvDocument, Definition, DefinitionId } from './document';
import { EditError } from './edit-error';
import { innerFirst } from './inner-first';
import { findDefinition } from './scope';

/** A block that contains itself would never end. Throws `EditError`. */
export function refuseRecursion(document: ConvDocument): void {
  const definitionOf = (id: DefinitionId): Definition | undefined => findDefinition(document, id);
  innerFirst(Object.keys(document.definitions), {
    definitionOf,
    onCircle: (id) => {
      throw new EditError(`The block “${definitionOf(id)?.name ?? id}” would contain itself.`);
    },
  });
}
