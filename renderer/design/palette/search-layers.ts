/** Finds layers by what people call them, in Keras, PyTorch or plain words. */
import type { Layer } from '../../../shared/layers/define';
import type { AppStore } from '../../document/app-store';
import { type PaletteBlock, paletteBlocks } from './palette-blocks';
import { categoryTitles } from '../../../shared/layers/support/categories';

type Searchable = Pick<Layer, 'type' | 'label' | 'aliases' | 'summary' | 'category'>;

/** `nn.Conv2d` and `Conv2D` are the same to a search. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/^(nn|tf|keras|layers|torch)\./, '')
    .replace(/[^a-z0-9]+/g, '');
}

/** Smaller is better; null: not meant. */
function rank(layer: Searchable, query: string): number | null {
  const names = [layer.type, layer.label, ...layer.aliases].map(plain);
  if (names.includes(query)) return 0;
  if (names.slice(0, 2).some((name) => name.startsWith(query))) return 1;
  if (names.some((name) => name.startsWith(query))) return 2;
  if (names.some((name) => name.includes(query))) return 3;
  if (plain(categoryTitles[layer.category]).includes(query)) return 4;
  return query.length > 2 && plain(layer.summary).includes(query) ? 5 : null;
}

/** All of them, in their order, where nothing is asked for; else the best first. */
export function searchLayers<T extends Searchable>(layers: readonly T[], text: string): readonly T[] {
  const query = plain(text.trim());
  if (query === '') return text.trim() === '' ? layers : [];
  return layers
    .map((layer) => ({ layer, rank: rank(layer, query) }))
    .filter((found): found is { layer: T; rank: number } => found.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ layer }) => layer);
}

/** Only inside observers. */
export function searchBlocks(app: AppStore, text: string): readonly PaletteBlock[] {
  const all = (['document', 'own', 'shipped'] as const).flatMap((source) => paletteBlocks(app, source));
  const searchable = all.map((block) => ({
    block,
    type: block.name,
    label: block.name,
    aliases: block.aliases,
    summary: block.summary,
    category: 'block' as const,
  }));
  return searchLayers(searchable, text).map(({ block }) => block);
}
