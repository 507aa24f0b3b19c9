/** Definitions as a whole: brought into a document, told apart, renamed. All return the edits that do it. */
import { usersOf } from './instances';
import {
  isBlock,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type DefinitionId,
  type Expression,
  type NodeId,
} from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { freeName, idFrom } from './free-name';
import { innerFirst } from './inner-first';
import { sameValue } from './same-value';
import { findDefinition, graphIn, nodesById, within } from './scope';

/** A definition with all that it is made of: a block of the palette, or of another file. */
export interface Portable {
  readonly definition: Definition;
  /** What the blocks inside stand for, by the ids that they use. */
  readonly definitions: Readonly<Record<DefinitionId, Definition>>;
}

/** Definitions as they come into a document: what puts them there, and what each is called here, by its id there. */
export interface Brought {
  readonly edits: readonly Edit[];
  readonly ids: ReadonlyMap<DefinitionId, DefinitionId>;
}

/**
 * Brings a definition into a document, with those inside it. Throws `EditError` where one inside is missing or contains itself.
 */
export function useDefinition(
  document: ConvDocument,
  { definition, definitions }: Portable,
): { readonly edits: readonly Edit[]; readonly definition: DefinitionId } {
  const { edits, bring, place } = bringer(document, definitions);
  bring(
    definition.nodes.filter(isBlock).map((node) => node.definition),
    definition.name,
  );
  const id = place(definition, idFrom(definition.name, 'block'));
  return { edits, definition: id };
}

/** Brings all of another document's definitions that are given. Throws `EditError` like `useDefinition`. */
export function bringDefinitions(
  document: ConvDocument,
  definitions: Readonly<Record<DefinitionId, Definition>>,
): Brought {
  const { edits, ids, bring } = bringer(document, definitions);
  bring(Object.keys(definitions), '');
  return { edits, ids };
}

/**
 * An id means something in its own document only: what is brought gets one that is free here, and the blocks that stand for
 * it follow, at any depth. A name that another definition has gets a number, or a list would show it twice. What says the
 * same here already is used again, but never for two: what was separate there stays so.
 */
function bringer(
  { definitions: own }: ConvDocument,
  definitions: Readonly<Record<DefinitionId, Definition>>,
) {
  const edits: Edit[] = [];
  const here = new Set(Object.keys(own));
  const names = new Set(Object.values(own).map(({ name }) => name));
  /** What may say the same as something of a name: so called itself, or with a number behind it. */
  const byName = new Map<string, (readonly [DefinitionId, Definition])[]>();
  const list = (id: DefinitionId, definition: Definition): void => {
    for (const name of new Set([definition.name, definition.name.replace(/ \d+$/, '')])) {
      const alike = byName.get(name);
      if (alike) alike.push([id, definition]);
      else byName.set(name, [[id, definition]]);
    }
  };
  for (const [id, definition] of Object.entries(own)) list(id, definition);
  const ids = new Map<DefinitionId, DefinitionId>();
  const spoken = new Set<DefinitionId>();

  /** Those inside first. `user` is the block that the roots stand in. */
  const bring = (roots: readonly DefinitionId[], user: string): void => {
    const found = (id: DefinitionId): Definition | undefined =>
      Object.hasOwn(definitions, id) ? definitions[id] : undefined;
    const order = innerFirst(roots, {
      definitionOf: (id, around) => {
        const definition = found(id);
        if (definition) return definition;
        throw new EditError(`The block “${around?.name ?? user}” needs “${id}”, which is not with it.`);
      },
      onCircle: (_, around) => {
        throw new EditError(`The block “${around?.name ?? user}” contains itself.`);
      },
    });
    for (const id of order) {
      const definition = found(id);
      if (definition) ids.set(id, place(definition, id));
    }
  };
  /** What it is made of has been brought. */
  const place = (entry: Definition, wanted: DefinitionId): DefinitionId => {
    const nodes = entry.nodes.map((node) => {
      if (!isBlock(node)) return node;
      const inner = ids.get(node.definition) ?? node.definition;
      return inner === node.definition ? node : { ...node, definition: inner };
    });
    const mapped = nodes.every((node, i) => node === entry.nodes[i]) ? entry : { ...entry, nodes };
    const free = (byName.get(mapped.name) ?? []).filter(([id]) => !spoken.has(id));
    const [same] =
      free.find(([id, known]) => id === wanted && saysTheSame(known, mapped)) ??
      free.find(([, known]) => saysTheSame(known, mapped)) ??
      free.find(([, known]) => saysTheSame(unnumbered(known, mapped.name), mapped)) ??
      [];
    const id = same ?? freeName(wanted, (name) => here.has(name));
    spoken.add(id);
    if (same !== undefined) return id;
    const name = freeName(mapped.name, (taken) => names.has(taken), ' ');
    const definition = name === mapped.name ? mapped : { ...mapped, name };
    here.add(id);
    names.add(name);
    list(id, definition);
    edits.push({ edit: 'setDefinition', id, definition });
    return id;
  };
  return { edits, ids, bring, place };
}

/** To the letter, wherever their layers stand on the sheet. */
const saysTheSame = (a: Definition, b: Definition): boolean =>
  a === b || sameValue({ ...a, layout: undefined }, { ...b, layout: undefined });

/** Under the name that it had before it got a number for coming here. */
const unnumbered = (definition: Definition, name: string): Definition =>
  definition.name.startsWith(`${name} `) && /^\d+$/.test(definition.name.slice(name.length + 1))
    ? { ...definition, name }
    : definition;

/** A definition of a document with those inside it, to be kept or brought elsewhere. Throws `EditError` where there is none. */
export function portable(document: ConvDocument, id: DefinitionId): Portable {
  const definition = need(document, id);
  return { definition, definitions: definitionsIn(document, definition) };
}

/** What the blocks of a graph stand for, and those inside them. Throws `EditError` where one is missing. */
export function definitionsIn(
  document: ConvDocument,
  graph: Pick<Definition, 'nodes'>,
): Readonly<Record<DefinitionId, Definition>> {
  const definitions: Record<DefinitionId, Definition> = {};
  const open = [graph];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const node of next.nodes) {
      if (!isBlock(node) || Object.hasOwn(definitions, node.definition)) continue;
      const inner = need(document, node.definition);
      definitions[node.definition] = inner;
      open.push(inner);
    }
  }
  return definitions;
}

/** Gives one block a definition of its own: what is changed in it no longer changes the others. */
export function separate(
  document: ConvDocument,
  block: NodeId,
  scope: DefinitionId | null = null,
): { readonly edits: readonly Edit[]; readonly definition: DefinitionId } {
  const node = blockIn(document, block, scope);
  const definition = need(document, node.definition);
  const names = definitionNames(document);
  const name = freeName(definition.name, (taken) => names.has(taken), ' ');
  const id = freeName(node.definition, (taken) => findDefinition(document, taken) !== undefined);
  return {
    edits: [
      { edit: 'setDefinition', id, definition: { ...definition, name } },
      { edit: 'setBlock', ...within(scope), id: block, definition: id },
    ],
    definition: id,
  };
}

/** Throws `EditError` where another one is called so. */
export function renameDefinition(document: ConvDocument, id: DefinitionId, name: string): readonly Edit[] {
  const definition = need(document, id);
  const called = name.trim();
  if (called === '') throw new EditError('A block needs a name.');
  if (called === definition.name) return [];
  if (definitionNames(document).has(called)) {
    throw new EditError(`There is a block “${called}” already: choose another name.`);
  }
  return [{ edit: 'setDefinition', id, definition: { ...definition, name: called } }];
}

export const definitionNames = ({ definitions }: ConvDocument): ReadonlySet<string> =>
  new Set(Object.values(definitions).map(({ name }) => name));

/** Removes a definition that nothing stands for; refused in a sentence that says where it is used. */
export function removeDefinition(document: ConvDocument, id: DefinitionId): readonly Edit[] {
  const definition = need(document, id);
  const [user, ...others] = usersOf(document, id);
  if (user) {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    throw new EditError(`“${definition.name}” is still used by ${user.node.name}${more}: remove that first.`);
  }
  return [{ edit: 'setDefinition', id, definition: null }];
}

/** Another number of copies. */
export function repeatBlock(
  document: ConvDocument,
  block: NodeId,
  repeat: number | Expression,
  scope: DefinitionId | null = null,
): readonly Edit[] {
  blockIn(document, block, scope);
  return [{ edit: 'setBlock', ...within(scope), id: block, repeat }];
}

/** Throws `EditError`. */
export function need(document: ConvDocument, id: DefinitionId): Definition {
  const definition = findDefinition(document, id);
  if (!definition) throw new EditError(`There is no block definition “${id}” in this document.`);
  return definition;
}

function blockIn(document: ConvDocument, id: NodeId, scope: DefinitionId | null): BlockNode {
  const node = nodesById(graphIn(document, scope)).get(id);
  if (!node || !isBlock(node)) throw new EditError(`There is no block “${id}” here.`);
  return node;
}
