/** What a figure says of a block that it draws closed: its layers in brackets, its shortcut, its branches. */
import type { CompiledLayer, FlatEdge } from '../../compiler/compiled';
import { LARGEST } from '../../schema/fields';
import type { Part } from './part';
import { spineOf } from './spine';
import { briefOperation } from './words';

/** More lines would stand higher than the volumes. */
const MOST_LINES = 4;

/** `stage2[3]` of `stage2[3]/conv1`; the block's own id where it is not repeated. */
const copyOf = ({ id, block }: CompiledLayer): string => /^[^/]*\[\d+\]/.exec(id)?.[0] ?? block ?? id;

export function copiesOf(layers: readonly CompiledLayer[]): readonly (readonly CompiledLayer[])[] {
  const copies = new Map<string, CompiledLayer[]>();
  for (const layer of layers) {
    const copy = copyOf(layer);
    const known = copies.get(copy);
    if (known) known.push(layer);
    else copies.set(copy, [layer]);
  }
  return [...copies.values()];
}

export const isMerge = ({ inputShapes, definition }: CompiledLayer): boolean =>
  definition.role === 'merge' && inputShapes.length > 1;
/** Concatenating widens what adding keeps. */
export const widens = ({ inputShapes, outputShapes }: CompiledLayer): boolean =>
  inputShapes.some((shape) => shape?.at(-1) !== outputShapes[0]?.at(-1));
/** More shares of a volume can't be told apart. */
const MOST_SHARES = 64;

/** Of each branch that is joined; none of so many that nobody could see them. */
export const channelsInto = ({ inputShapes }: CompiledLayer): readonly number[] =>
  inputShapes.length > MOST_SHARES ? [] : inputShapes.map((shape) => Math.min(LARGEST, shape?.at(-1) ?? 1));

const allAlike = ({ inputShapes, outputShapes }: CompiledLayer): boolean =>
  inputShapes.every((shape) => JSON.stringify(shape) === JSON.stringify(outputShapes[0]));

type Closed = Pick<Part, 'copies' | 'shortcuts' | 'segments' | 'operation' | 'bracketed'>;

/** The edges into each layer. */
type Sources = ReadonlyMap<string, readonly FlatEdge[]>;

function shortcutOf(copy: readonly CompiledLayer[], sources: Sources): Part['shortcuts'][number] {
  const inside = new Set(copy.map(({ id }) => id));
  const merges = copy.filter(isMerge);
  const last = merges.at(-1);
  if (last === undefined) return null;
  if (!widens(last))
    return merges.some((merge) => allAlike(merge) && merge.inputShapes.length === 2) ? 'add' : null;
  const keeps = sources.get(last.id)?.some(({ source }) => !inside.has(source)) === true;
  return keeps ? 'concatenate' : null;
}

export function closedBlock(layers: readonly CompiledLayer[], sources: Sources, name: string): Closed {
  const copies = copiesOf(layers);
  // The first one may be another: it changes the size.
  const copy = copies.at(-1) ?? [];
  const inside = new Set(copy.map(({ id }) => id));
  const spine = spineOf({
    layers: copy,
    edges: copy.flatMap(({ id }) => (sources.get(id) ?? []).filter(({ source }) => inside.has(source))),
  });
  const last = copy.filter(isMerge).at(-1);
  const shortcuts = copies.map((each) => shortcutOf(each, sources));
  const segments = last !== undefined && widens(last) && shortcuts.at(-1) === null ? channelsInto(last) : [];
  // Squeeze-and-excitation looks at vectors beside the pictures.
  const lines = spine.layers
    .filter(
      ({ definition, outputShapes: [shape = []] }) =>
        definition.role === 'linear' && (shape.length < 3 || (shape[0] ?? 2) * (shape[1] ?? 2) > 1),
    )
    .map(briefOperation);
  const parallel = segments.length > 1;
  const bracketed = !parallel && lines.length > 0 && lines.length <= MOST_LINES;
  return {
    copies: copies.length,
    shortcuts,
    segments,
    operation: bracketed ? lines : [name, ...(parallel ? [`${segments.length} branches`] : [])],
    bracketed,
  };
}
