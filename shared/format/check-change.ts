/**
 * What an edit must not do: leave a document that could be saved and never opened again. Only what changed is looked at,
 * so that it costs nothing to ask after every edit, in networks of any size.
 */
import type * as z from 'zod/mini';
import type { ConvDocument } from '../graph/document';
import { EditError } from '../graph/edit-error';
import { checkDefinition, checkNode, checkSize, type Refuse } from './check-document';
import { documentSchema } from './document-schema';
import { explainIssues } from './explain-issues';

const { shape } = documentSchema;
const nodeSchema = shape.nodes.def.element;
const edgeSchema = shape.edges.def.element;
const layoutSchema = shape.layout.def.innerType;
const definitionSchema = shape.definitions.def.innerType;
/** Parts that are small, and looked at whole. */
const parts = ['name', 'description', 'groups', 'notes', 'data', 'training', 'dismissed'] as const;

const refuse: Refuse = (why) => {
  throw new EditError(`That can't be done: ${why}`);
};

function check(schema: z.ZodMiniType, value: unknown, within?: string): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const root = within === undefined ? value : { [within]: value };
  const issues = parsed.error.issues.map((issue) =>
    within === undefined ? issue : { ...issue, path: [within, ...issue.path] },
  );
  throw new EditError(explainIssues(root, issues, 'That', "can't be done"));
}

function added<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  if (before === after) return [];
  const known = new Set(before);
  return after.filter((entry) => !known.has(entry));
}

function changed<T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>): [string, T][] {
  if (before === after) return [];
  return Object.entries(after).filter(([key, value]) => !Object.hasOwn(before, key) || before[key] !== value);
}

/** Throws `EditError`, a sentence, where `after` could not be read back from a file, given that `before` could. */
export function checkChange(before: ConvDocument, after: ConvDocument): void {
  for (const part of parts) if (before[part] !== after[part]) check(shape[part], after[part], part);
  for (const node of added(before.nodes, after.nodes)) {
    check(nodeSchema, node);
    checkNode(after, node, '', refuse);
  }
  for (const edge of added(before.edges, after.edges)) check(edgeSchema, edge);
  const moved = changed(before.layout, after.layout);
  if (moved.length > 0) check(layoutSchema, Object.fromEntries(moved));
  for (const [id, definition] of changed(before.definitions, after.definitions)) {
    check(definitionSchema, { [id]: definition });
    checkDefinition(after, id, refuse);
  }
  checkSize(after, refuse);
}
