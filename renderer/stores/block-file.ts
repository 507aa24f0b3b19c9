/** A block as text: a document of its own, with one block in it and all that this is made of. */
import { portable, type Portable, useDefinition as bringDefinition } from '../../shared/graph/definitions';
import { applyEdits } from '../../shared/graph/apply';
import { emptyDocument, isBlock, type BlockNode } from '../../shared/graph/document';
import { parseDocument, serializeDocument } from '../../shared/format/document-format';

export function writeBlockFile(block: Portable): string {
  const empty = emptyDocument(block.definition.name);
  const { edits, definition } = bringDefinition(empty, block);
  const node: BlockNode = {
    id: 'block',
    name: 'block',
    type: 'Block',
    params: {},
    definition,
    args: {},
    repeat: 1,
  };
  return serializeDocument(applyEdits(empty, [...edits, { edit: 'addNode', node }]));
}

/** Throws with a sentence. */
export function readBlockFile(text: string): Portable {
  const document = parseDocument(text);
  const [node, ...others] = document.nodes;
  if (!node || !isBlock(node) || others.length > 0) throw new Error('It holds a network and not one block.');
  return portable(document, node.definition);
}
