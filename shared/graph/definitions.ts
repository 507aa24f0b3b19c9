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
import { sameValue } from './same-value';
import { findDefinition, graphIn, nodesById, within } from './scope';

/** A definition with all that it is made of: a block of the palette, or of another file. */
export interface Portable {
  readonly definition: Definition;
  /** What the blocks inside stand for, by the ids that they use. */
  readonly definitions: Readonly<Record<DefinitionId, Definition>>;
}

/**
 * Brings a definition into a document, with those inside it. What is there already, the same to the letter, is used again;
 * anything else gets a free id. Throws `EditError` where one inside is missing or contains itself.
 */
export function useDefinition(
  document: ConvDocument,
  { definition, definitions }: Portable,
): { readonly edits: readonly Edit[]; readonly definition: DefinitionId } {
  const edits: Edit[] = [];
  const here = new Map(Object.entries(document.definitions));
  const placed = new Map<DefinitionId, DefinitionId>();
  const place = (entry: Definition, wanted: string, around: readonly DefinitionId[]): DefinitionId => {
    const nodes = entry.nodes.map((node) => {
      if (!isBlock(node)) return node;
      const { definition: inner } = node;
      if (around.includes(inner)) throw new EditError(`The block “${entry.name}” contains itself.`);
      const found = Object.hasOwn(definitions, inner) ? definitions[inner] : undefined;
      if (!found) throw new EditError(`The block “${entry.name}” needs “${inner}”, which is not with it.`);
      const id = placed.get(inner) ?? place(found, inner, [...around, inner]);
      placed.set(inner, id);
      return id === inner ? node : { ...node, definition: id };
    });
    const mapped = nodes.every((node, i) => node === entry.nodes[i]) ? entry : { ...entry, nodes };
    const same = [...here].find(([, known]) => known === mapped || sameValue(known, mapped));
    if (same) return same[0];
    const id = freeName(wanted, (name) => here.has(name));
    here.set(id, mapped);
    edits.push({ edit: 'setDefinition', id, definition: mapped });
    return id;
  };
  const id = place(definition, idFrom(definition.name, 'block'), []);
  return { edits, definition: id };
}

/** A definition of a document with those inside it, to be kept or brought elsewhere. Throws `EditError` where there is none. */
export function portable(document: ConvDocument, id: DefinitionId): Portable {
  const definition = need(document, id);
  const definitions: Record<DefinitionId, Definition> = {};
  const open = [definition];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const node of next.nodes) {
      if (!isBlock(node) || Object.hasOwn(definitions, node.definition)) continue;
      const inner = need(document, node.definition);
      definitions[node.definition] = inner;
      open.push(inner);
    }
  }
  return { definition, definitions };
}

/** Gives one block a definition of its own: what is changed in it no longer changes the others. */
export function separate(
  document: ConvDocument,
  block: NodeId,
  scope: DefinitionId | null = null,
): { readonly edits: readonly Edit[]; readonly definition: DefinitionId } {
  const node = blockIn(document, block, scope);
  const definition = need(document, node.definition);
  const names = new Set(Object.values(document.definitions).map(({ name }) => name));
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

export function renameDefinition(document: ConvDocument, id: DefinitionId, name: string): readonly Edit[] {
  const definition = need(document, id);
  const called = name.trim();
  if (called === '') throw new EditError('A block needs a name.');
  return called === definition.name
    ? []
    : [{ edit: 'setDefinition', id, definition: { ...definition, name: called } }];
}

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
