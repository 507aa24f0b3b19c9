/** The blocks that can be put on the canvas: those of this document, those that ship with the app, and the user's own. */
import { findShippedBlock, shippedBlocks } from '../../templates/blocks';
import { portable, type Portable } from '../../shared/graph/definitions';
import type { DefinitionId } from '../../shared/graph/document';
import { findDefinition } from '../../shared/graph/scope';
import { plural } from '../format/numbers';
import type { AppStore } from './app-store';

export type BlockSource = 'document' | 'shipped' | 'own';

export interface PaletteBlock {
  readonly source: BlockSource;
  /** The definition's id, the shipped block's name, or the key in the library. */
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly aliases: readonly string[];
}

export const blockKey = ({ source, id }: Pick<PaletteBlock, 'source' | 'id'>): string => `${source}/${id}`;

/** Only inside observers. What contains the graph in view, and so can't be put into it, is left out. */
export function paletteBlocks(app: AppStore, source: BlockSource): readonly PaletteBlock[] {
  const { documents, library } = app;
  switch (source) {
    case 'document': {
      const around = new Set(documents.place.levels.map(({ node }) => node.definition));
      return Object.entries(documents.document.definitions)
        .filter(([id]) => !around.has(id))
        .map(([id, { name, nodes }]) => ({
          source,
          id,
          name,
          summary: `A block of this network, of ${plural(nodes.length, 'layer')}.`,
          aliases: [],
        }));
    }
    case 'shipped':
      return shippedBlocks.map(({ name, title, summary, aliases }) => ({
        source,
        id: name,
        name: title,
        summary,
        aliases,
      }));
    case 'own':
      return library.blocks.map(({ key, block }) => ({
        source,
        id: key,
        name: block.definition.name,
        summary: `Your own, of ${plural(block.definition.nodes.length, 'layer')}.`,
        aliases: [],
      }));
  }
}

/** What a key of the palette stands for; null where it is no longer there. */
export function findBlock(
  { documents, library }: Pick<AppStore, 'documents' | 'library'>,
  key: string,
): { readonly block: Portable; readonly here: DefinitionId | null } | null {
  const [source, ...rest] = key.split('/');
  const id = rest.join('/');
  switch (source) {
    case 'document':
      return findDefinition(documents.document, id)
        ? { block: portable(documents.document, id), here: id }
        : null;
    case 'shipped': {
      const shipped = findShippedBlock(id);
      return shipped ? { block: shipped.block, here: null } : null;
    }
    default: {
      const own = library.blocks.find((entry) => entry.key === id);
      return own ? { block: own.block, here: null } : null;
    }
  }
}
