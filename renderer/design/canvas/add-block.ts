/** Putting a block of the palette on the canvas. The same block twice stands for the same definition. */
import { applyEdits } from '../../../shared/graph/apply';
import { newNode } from '../../../shared/graph/create';
import { useDefinition as bringDefinition } from '../../../shared/graph/definitions';
import type { BlockNode, NodeId } from '../../../shared/graph/document';
import { EditError } from '../../../shared/graph/edit-error';
import { inputPorts, outputPorts } from '../../../shared/graph/ports';
import { layers } from '../../../shared/layers/index';
import type { Shape } from '../../../shared/layers/shape';
import type { AppStore } from '../../document/app-store';
import type { DocumentStore } from '../../document/document-store';
import { findBlock } from '../palette/palette-blocks';
import type { Where } from '../placing-store';
import { addNode, usualPlace } from './add-layer';
import { shapeAfter, shapeBefore } from './shapes';

const blockLayer = layers.find(({ role }) => role === 'block');

/** Selects the new block. `key` is the palette's; null where the block can't be had or put there. */
export function addBlock({ documents, ui, library }: AppStore, key: string, place?: Where): NodeId | null {
  const found = findBlock({ documents, library }, key);
  if (!found || !blockLayer) {
    ui.notify({ kind: 'error', message: 'That block is no longer there.' });
    return null;
  }
  const { block, here, channels } = found;
  const where = place ?? usualPlace(documents, blockLayer.type);
  const entering = shapeAt(documents, where)?.at(-1) ?? null;
  const fits = channels !== null && entering !== null ? { [channels]: entering } : {};
  try {
    const { edits, definition } =
      here === null ? bringDefinition(documents.document, block) : { edits: [], definition: here };
    const bare = newNode(applyEdits(documents.document, edits), blockLayer, {}, documents.scope);
    const node: BlockNode = {
      ...bare,
      type: 'Block',
      params: {},
      definition,
      args: { ...found.args, ...fits },
      repeat: 1,
    };
    return addNode(documents, node, `Add ${block.definition.name}`, where, edits);
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    ui.notify({ kind: 'error', message: error.message });
    return null;
  }
}

/** What enters there; null where that is not known, or nothing does. */
export function shapeAt(documents: DocumentStore, where: Where): Shape | null {
  const { document, scope } = documents;
  switch (where.kind) {
    case 'at':
      return null;
    case 'port':
      return where.from.end === 'source' ? shapeAfter(documents, where.from.node, where.from.port) : null;
    case 'edge':
      return shapeAfter(documents, where.edge.source, where.edge.sourcePort);
    case 'after': {
      const node = documents.node(where.id);
      const [port] = node ? outputPorts(document, node, { scope }) : [];
      return port === undefined ? null : shapeAfter(documents, where.id, port);
    }
    case 'before': {
      const node = documents.node(where.id);
      const [port] = node ? inputPorts(document, node, { scope }) : [];
      return port === undefined ? null : shapeBefore(documents, where.id, port);
    }
  }
}
