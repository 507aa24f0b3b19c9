import type { GraphNode } from '../../../shared/graph/document';
import { templates } from '../../../templates/index';
import type { Family } from './family';

/** A template with its blocks as often as they may be. */
export const known: Family = (random) => {
  const { document } = random.pick(templates);
  const repeat = (): unknown => random.pick([0, 1, 3, 100, 2_000, 10_000, { expr: 'i + 2' }]);
  const dear = (nodes: readonly GraphNode[]): GraphNode[] =>
    nodes.map((each) =>
      each.type === 'Block' && random.chance(0.3) ? Object.assign({ ...each }, { repeat: repeat() }) : each,
    );
  return {
    ...document,
    nodes: dear(document.nodes),
    definitions: Object.fromEntries(
      Object.entries(document.definitions).map(([id, each]) => [id, { ...each, nodes: dear(each.nodes) }]),
    ),
  };
};
