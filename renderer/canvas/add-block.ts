/** Putting a block of the palette on the canvas. The same block twice stands for the same definition. */
import { applyEdits } from '../../shared/graph/apply';
import { newNode } from '../../shared/graph/create';
import { useDefinition as bringDefinition } from '../../shared/graph/definitions';
import type { BlockNode, NodeId } from '../../shared/graph/document';
import { EditError } from '../../shared/graph/edit-error';
import { layers } from '../../shared/layers/index';
import type { AppStore } from '../stores/app-store';
import { findBlock } from '../stores/palette-blocks';
import { addNode, type Where } from './add-layer';

const blockLayer = layers.find(({ role }) => role === 'block');

/** Selects the new block. `key` is the palette's; null where the block can't be had or put there. */
export function addBlock({ documents, ui, library }: AppStore, key: string, where?: Where): NodeId | null {
  const found = findBlock({ documents, library }, key);
  if (!found || !blockLayer) {
    ui.notify({ kind: 'error', message: 'That block is no longer there.' });
    return null;
  }
  const { block, here } = found;
  try {
    const { edits, definition } =
      here === null ? bringDefinition(documents.document, block) : { edits: [], definition: here };
    const bare = newNode(applyEdits(documents.document, edits), blockLayer, {}, documents.scope);
    const node: BlockNode = { ...bare, type: 'Block', params: {}, definition, args: {}, repeat: 1 };
    return addNode(documents, node, `Add ${block.definition.name}`, where, edits);
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    ui.notify({ kind: 'error', message: error.message });
    return null;
  }
}
