/** A compiled network as the parts of its figure. */
import type { Compiled, CompiledLayer, FlatEdge } from '../../compiler/compiled';
import type { NodeId } from '../../graph/document';
import type { Shape } from '../../layers/shape';
import { channelsInto, closedBlock, isMerge, widens } from './block-parts';
import { groupBy } from './group-by';
import type { Detail, Part, PartEdge, Parts } from './part';
import { groupsOf, operationOf } from './words';

/** So few are drawn layer by layer, whatever blocks they lie in. */
const FEW = 14;
/** From here on, equal layers that follow one another are drawn as one. */
const MANY = 24;
/** Convolutions of a block without branches that are drawn one by one. */
const OPENED = 4;

const shapeOf = (layer: CompiledLayer): Shape | null => layer.outputShapes[0] ?? null;
const isPicture = (shape: Shape | null): boolean =>
  shape !== null && shape.length === 3 && !(shape[0] === 1 && shape[1] === 1);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const planeOf = (shape: Shape | null): unknown => shape?.slice(0, 2);

/** Looks at pixels one by one and changes none of them: an adaptive pool that has the right size already. */
function doesNothing(layer: CompiledLayer): boolean {
  const { slide, definition, inputShapes } = layer;
  return (
    definition.role === 'pooling' &&
    same(inputShapes[0], shapeOf(layer)) &&
    slide?.size.every((side) => side === 1) === true
  );
}

const counts = (layer: CompiledLayer): boolean =>
  (layer.definition.role === 'linear' || layer.definition.role === 'pooling') && !doesNothing(layer);

/** The blocks that are drawn as one volume for each copy. */
function closedBlocks({ layers }: Compiled, detail: Detail): ReadonlySet<NodeId> {
  const inside = groupBy(layers, ({ block }) => block);
  const blocks = [...inside].flatMap(([block, own]) => (block === null ? [] : [{ block, own }]));
  if (detail === 'blocks') return new Set(blocks.map(({ block }) => block));
  if (detail === 'layers' || layers.filter(counts).length <= FEW) return new Set();
  return new Set(
    blocks
      .filter(({ own }) => own.some(isMerge) || own.filter(counts).length > OPENED)
      .map(({ block }) => block),
  );
}

const signs: Readonly<Record<string, string>> = { plus: '+', x: '×', minus: '−' };

export function partsOf(compiled: Compiled, detail: Detail): Parts {
  const closed = closedBlocks(compiled, detail);
  if (detail === 'layers') return build(compiled, closed, () => false);
  const each = build(compiled, closed, (part, before) => part.block !== null && part.block === before.block);
  return each.parts.length <= MANY ? each : build(compiled, closed, () => true);
}

interface Draft {
  readonly key: string;
  readonly block: NodeId | null;
  readonly layers: CompiledLayer[];
  part: Part;
}

function build(
  { layers, edges, document }: Compiled,
  closed: ReadonlySet<NodeId>,
  mayMerge: (part: { readonly block: NodeId | null }, before: { readonly block: NodeId | null }) => boolean,
): Parts {
  const sources = groupBy(edges, ({ target }) => target);
  const readers = groupBy(edges, ({ source }) => source);
  const draftOf = new Map<string, Draft>();
  const drafts: Draft[] = [];
  const names = new Map(document.nodes.map(({ id, name }) => [id, name]));
  const start = (layer: CompiledLayer, key: string, part: Omit<Part, 'id' | 'layers'>): void => {
    const draft: Draft = {
      key,
      block: layer.block,
      layers: [layer],
      part: { ...part, id: key, layers: [] },
    };
    drafts.push(draft);
    draftOf.set(layer.id, draft);
  };

  for (const [block, own] of groupBy(layers, (layer) => layer.block)) {
    const [first] = own;
    if (block === null || first === undefined || !closed.has(block)) continue;
    const name = names.get(block) ?? block;
    const last = own.at(-1) ?? first;
    start(first, block, {
      ...closedBlock(own, sources, name),
      name,
      kind: isPicture(shapeOf(last)) || shapeOf(last) === null ? 'volume' : 'vector',
      sign: '',
      category: 'convolution',
      shape: shapeOf(last),
      groups: 1,
      window: null,
      ending: null,
    });
    const draft = draftOf.get(first.id);
    for (const layer of own.slice(1)) {
      draft?.layers.push(layer);
      if (draft) draftOf.set(layer.id, draft);
    }
  }
  // Blocks were put first; execution order is restored at the end.
  const order = new Map(layers.map(({ id }, index) => [id, index]));

  for (const layer of layers) {
    if (draftOf.has(layer.id)) continue;
    const { definition } = layer;
    const feeding = [
      ...new Set((sources.get(layer.id) ?? []).flatMap(({ source }) => draftOf.get(source) ?? [])),
    ];
    const [before] = feeding;
    const shape = shapeOf(layer);
    const resized =
      shape?.length === 3 &&
      before?.part.shape?.length === 3 &&
      !same(planeOf(shape), planeOf(before.part.shape));
    const reshaped = shape?.length === 3 && before?.part.shape?.length === 1;
    const begins =
      before === undefined ||
      definition.role === 'input' ||
      counts(layer) ||
      isMerge(layer) ||
      resized ||
      reshaped;
    if (!begins) {
      before.layers.push(layer);
      draftOf.set(layer.id, before);
      if (shape !== null && shape.length === before.part.shape?.length)
        before.part = { ...before.part, shape };
      const link = definition.probabilities?.(layer.params as never) ?? null;
      if (link !== null) before.part = { ...before.part, ending: link };
      continue;
    }
    const operation = operationOf(layer);
    const joins = isMerge(layer) && !widens(layer);
    const alone = before && (readers.get(before.layers.at(-1)?.id ?? '') ?? []).length === 1;
    if (
      before &&
      alone &&
      feeding.length === 1 &&
      before.part.kind === 'volume' &&
      !isMerge(layer) &&
      mayMerge(layer, before) &&
      same(before.part.shape, shape) &&
      same(before.part.operation, operation)
    ) {
      before.layers.push(layer);
      before.part = { ...before.part, copies: before.part.copies + 1 };
      draftOf.set(layer.id, before);
      continue;
    }
    start(layer, layer.id, {
      name: layer.name,
      kind: joins ? 'join' : shape === null || isPicture(shape) ? 'volume' : 'vector',
      sign: joins ? (signs[definition.icon] ?? '') : '',
      category: definition.category,
      shape,
      copies: 1,
      shortcuts: [],
      segments: isMerge(layer) && !joins ? channelsInto(layer) : [],
      groups: groupsOf(layer),
      operation,
      bracketed: false,
      window: layer.slide?.over === 'input' ? layer.slide.size : null,
      ending: null,
    });
  }

  const parts = mergeEnlargements(drafts, { sources, readers }, draftOf)
    .sort((a, b) => (order.get(a.layers[0]?.id ?? '') ?? 0) - (order.get(b.layers[0]?.id ?? '') ?? 0))
    .map(({ part, layers: own }): Part => ({
      ...part,
      layers: own.map(({ id }) => id),
    }));
  const pairs = new Map<string, PartEdge>();
  for (const { source, target } of edges) {
    const [from, to] = [draftOf.get(source)?.key, draftOf.get(target)?.key];
    if (from !== undefined && to !== undefined && from !== to)
      pairs.set(JSON.stringify([from, to]), { from, to });
  }
  return { parts, edges: [...pairs.values()] };
}

/**
 * What is enlarged only to be concatenated is drawn as a share of what it is concatenated to, as U-Net's figure does:
 * the new picture beside the one that was kept.
 */
function mergeEnlargements(
  drafts: Draft[],
  { sources, readers }: Record<'sources' | 'readers', ReadonlyMap<string, readonly FlatEdge[]>>,
  draftOf: Map<string, Draft>,
): Draft[] {
  const known = new Map<Draft, boolean>();
  /** Whether it makes a picture larger, for one reader. */
  const enlarges = ({ layers }: Draft): boolean => {
    const [own] = layers;
    const inside = new Set(layers.map(({ id }) => id));
    const leaving = layers.flatMap(({ id }) =>
      (readers.get(id) ?? []).filter(({ target }) => !inside.has(target)),
    );
    const [before, after] = [own?.inputShapes[0], own?.outputShapes[0]];
    return leaving.length === 1 && (after?.[0] ?? 0) > (before?.[0] ?? Infinity);
  };
  const enlargesOnce = (draft: Draft): boolean => {
    const answer = known.get(draft) ?? enlarges(draft);
    known.set(draft, answer);
    return answer;
  };
  const gone = new Set<Draft>();
  for (const draft of drafts) {
    const first = draft.layers[0];
    if (draft.part.segments.length < 2 || first === undefined || !isMerge(first)) continue;
    const feeding = (sources.get(first.id) ?? []).flatMap(({ source }) => draftOf.get(source) ?? []);
    const [enlarged, ...others] = feeding.filter(enlargesOnce);
    if (enlarged === undefined || others.length > 0) continue;
    gone.add(enlarged);
    for (const { id } of enlarged.layers) draftOf.set(id, draft);
    const own = draft.layers.splice(0);
    for (const layer of [...enlarged.layers, ...own]) draft.layers.push(layer);
    known.delete(draft);
    draft.part = {
      ...draft.part,
      operation: [...enlarged.part.operation.filter((text) => !text.startsWith('stride')), 'and concatenate'],
    };
  }
  return drafts.filter((draft) => !gone.has(draft));
}
