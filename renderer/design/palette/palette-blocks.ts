/** The blocks that can be put on the canvas: those of this document, those that ship with the app, and the user's own. */
import { portable, type Portable } from '../../../shared/graph/definitions';
import type { DefinitionId, ParamValue } from '../../../shared/graph/document';
import { findDefinition } from '../../../shared/graph/scope';
import { plural } from '../../format/numbers';
import type { AppStore } from '../../document/app-store';

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
      return library.shipped.map(({ name, title, summary, category }) => ({
        source,
        id: name,
        name: title,
        summary,
        aliases: [name, category],
      }));
    case 'own':
      return library.blocks.map(({ key, block }) => ({
        source,
        id: key,
        name: block.name,
        summary: `Your own, of ${plural(block.definition.nodes.length, 'layer')}.`,
        aliases: [],
      }));
  }
}

export interface FoundBlock {
  readonly block: Portable;
  /** Where it is in the document already. */
  readonly here: DefinitionId | null;
  /** What a new one sets. */
  readonly args: Readonly<Record<string, ParamValue>>;
  /** The parameter that must be the number of channels that enter. */
  readonly channels: string | null;
}

/** What a key of the palette stands for; null where it is no longer there. */
export function findBlock(
  { documents, library }: Pick<AppStore, 'documents' | 'library'>,
  key: string,
): FoundBlock | null {
  const [source, ...rest] = key.split('/');
  const id = rest.join('/');
  const plain = { args: {}, channels: null };
  switch (source) {
    case 'document':
      return findDefinition(documents.document, id)
        ? { block: portable(documents.document, id), here: id, ...plain }
        : null;
    case 'shipped': {
      const shipped = library.shipped.find(({ name }) => name === id);
      return shipped ? { block: shipped, here: null, args: shipped.args, channels: shipped.channels } : null;
    }
    default: {
      const own = library.blocks.find((entry) => entry.key === id);
      return own ? { block: own.block, here: null, ...plain } : null;
    }
  }
}
