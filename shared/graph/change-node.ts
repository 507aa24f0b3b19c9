/** What an edit of one layer makes of it; the same object where nothing differs. */
import { isBlock, type ConvDocument, type GraphNode } from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { findDefinition } from './scope';

export type NodeEdit = Extract<Edit, { readonly edit: 'setParams' | 'renameNode' | 'setWhen' | 'setBlock' }>;

/** Throws `EditError`. */
export function changedNode(document: ConvDocument, node: GraphNode, edit: NodeEdit): GraphNode {
  switch (edit.edit) {
    case 'setParams': {
      const params = merged(node.params, edit.params);
      return params === node.params ? node : { ...node, params };
    }
    case 'renameNode': {
      const name = edit.name.trim();
      if (name === '') throw new EditError('A layer needs a name.');
      return merged(node, { name });
    }
    case 'setBlock': {
      const { definition, args, repeat } = edit;
      if (!isBlock(node)) throw new EditError(`${node.name} is no block.`);
      if (definition !== undefined && !findDefinition(document, definition)) {
        throw new EditError(`There is no block definition “${definition}” in this document.`);
      }
      const given = Object.entries({ ...node.args, ...args }).filter(([, value]) => value !== null);
      return merged(node, {
        ...(definition !== undefined && { definition }),
        ...(args !== undefined && { args: Object.fromEntries(given) }),
        ...(repeat !== undefined && { repeat }),
      });
    }
    case 'setWhen': {
      if (edit.when !== null) return merged(node, { when: edit.when });
      const { when, ...always } = node;
      return when === undefined ? node : always;
    }
  }
}

/** The same object where nothing differs. */
export function merged<T extends object>(before: T, changes: Partial<T>): T {
  const differs = Object.entries(changes).some(
    ([key, value]) => value !== undefined && !same(before[key as keyof T], value),
  );
  return differs ? { ...before, ...changes } : before;
}

export function same(a: unknown, b: unknown): boolean {
  return (
    a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
  );
}
