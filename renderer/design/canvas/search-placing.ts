/** What the box on the canvas shows for what is typed into it. */
import {
  type ChainLayer,
  type ChainPart,
  flattenChain,
  readChain,
} from '../../../shared/graph/chain-notation';
import type { Layer } from '../../../shared/layers/define';
import { layers } from '../../../shared/layers/index';
import { searchBlocks, searchLayers } from '../palette/search-layers';
import type { AppStore } from '../../document/app-store';
import { blockKey } from '../palette/palette-blocks';
import type { Candidate } from './candidates';

interface Found {
  /** Null: what is typed is no row of layers, or no more than one layer's name. */
  readonly chain: readonly ChainPart[] | null;
  /** Where it looks like a row of layers but can't be read. */
  readonly problem: string | null;
  /** Under a heading by rank while nothing is typed; then one list, the best first. */
  readonly groups: readonly {
    readonly rank: Candidate['rank'] | null;
    readonly members: readonly Candidate[];
  }[];
  readonly blocks: readonly { readonly key: string; readonly name: string }[];
  readonly blockLayer: Layer | undefined;
  readonly empty: boolean;
}

const ranks = ['fits', 'mended', 'not'] as const;

/** `rows`: whether rows of layers and blocks are meant too. Only inside observers. */
export function searchPlacing(
  app: AppStore,
  candidates: readonly Candidate[],
  query: string,
  rows: boolean,
): Found {
  const text = query.trim();
  const reading = text === '' || !rows ? null : readChain(text);
  const flat = reading?.ok === true ? flattenChain(reading.parts) : [];
  const [first] = flat;
  const says = flat.length > 1 || (first !== undefined && saysMore(first));
  const chain = reading?.ok === true && says ? reading.parts : null;
  const byType = new Map(candidates.map((each) => [each.layer.type, each]));
  const members = searchLayers(
    candidates.map(({ layer }) => layer),
    text,
  ).flatMap(({ type }) => byType.get(type) ?? []);
  const groups =
    text === ''
      ? ranks.map((rank) => ({ rank, members: members.filter((each) => each.rank === rank) }))
      : [{ rank: null, members: chain !== null && flat.length > 1 ? [] : members }];
  const blocks = chain !== null || !rows ? [] : searchBlocks(app, text);
  const nothing = chain === null && members.length === 0 && blocks.length === 0;
  const problem = nothing && reading?.ok === false && /\s|\d/.test(text) ? reading.message : null;
  return {
    chain,
    problem,
    groups: groups.filter((group) => group.members.length > 0),
    blocks: blocks.map((block) => ({ key: blockKey(block), name: block.name })),
    blockLayer: layers.find(({ role }) => role === 'block'),
    empty: nothing && problem === null,
  };
}

/** Whether more is written than which layer it is. */
function saysMore({ layer, params }: ChainLayer): boolean {
  const bare = readChain(layer.type);
  const [plain] = bare.ok ? flattenChain(bare.parts) : [];
  return JSON.stringify(plain?.params) !== JSON.stringify(params);
}
