/** Finds networks by name, title, year, author, or what they taught. */
import type { Template } from '../../../templates';

type Searchable = Pick<Template, 'name' | 'title' | 'year' | 'reference' | 'summary' | 'lesson'>;

/** Dollár is found as dollar. */
const simple = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
/** `ResNet-50`, `resnet 50` and `resnet50` are the same to a search. */
const joined = (text: string): string => simple(text).replace(/[^\p{L}\p{N}]+/gu, '');
const wordsOf = (text: string): readonly string[] =>
  simple(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Smaller is better; null: not meant. */
function rank(network: Searchable, text: string): number | null {
  const names = [network.name, network.title].map(joined);
  const query = joined(text);
  if (names.includes(query)) return 0;
  if (names.some((name) => name.startsWith(query))) return 1;
  if (names.some((name) => name.includes(query))) return 2;
  const origin = wordsOf(`${network.year ?? ''} ${network.reference} ${network.title} ${network.name}`);
  const meaning = wordsOf(`${network.lesson} ${network.summary}`);
  const wanted = wordsOf(text);
  const begins = (words: readonly string[]) => (start: string) =>
    words.some((word) => word.startsWith(start));
  if (wanted.every(begins(origin))) return 3;
  return wanted.every(begins([...origin, ...meaning])) ? 4 : null;
}

/** All of them, in their order, where nothing is asked for; else the best first. */
export function searchNetworks<T extends Searchable>(networks: readonly T[], text: string): readonly T[] {
  if (text.trim() === '') return networks;
  if (joined(text) === '') return [];
  return networks
    .map((network) => ({ network, rank: rank(network, text) }))
    .filter((found): found is { network: T; rank: number } => found.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ network }) => network);
}
