/**
 * The history of a document as it is kept with the work in progress: parts of some steps each, that can be written and
 * lost one by one. A part is lines of JSON: what it is, the document where it begins, and for every step what it changed.
 */
import * as z from 'zod/mini';
import { VERSION, type ConvDocument } from '../graph/document';
import type { Step } from '../graph/history';
import { nothingMoved } from '../graph/moved';
import { wholeFrom } from '../schema/limits';
import { crc32 } from './crc32';
import { parseDocument } from './document-format';
import { documentSchema } from './document-schema';
import { parseHarmlessJson } from './harmless-json';
import { movedSchema } from './moved-schema';
import { fromUtf8, toUtf8 } from './utf8';

const { shape } = documentSchema;
/** Counted up when the lines change their meaning: then older histories are left aside. */
const LINES = 1;

/** Entries that were there before, as [from, count], and new ones as they are. */
const list = <T extends z.ZodMiniType>(entry: T) =>
  z.array(z.union([z.tuple([wholeFrom(0), wholeFrom(1)]), z.object({ put: entry })]));
const record = <T extends z.ZodMiniType>(value: T) =>
  z.object({ set: z.record(z.string(), value), gone: z.array(z.string()) });

/** What is kept by what changed in it; every other part of a document is small, and kept whole. */
const structured = ['nodes', 'edges', 'layout', 'definitions'];

const stepSchema = z.object({
  label: z.string(),
  at: z.number(),
  nodes: z.optional(list(shape.nodes.def.element)),
  edges: z.optional(list(shape.edges.def.element)),
  layout: z.optional(record(shape.layout.def.innerType.def.valueType)),
  definitions: z.optional(record(shape.definitions.def.innerType.def.valueType)),
  /** Whole, as they are after the step. */
  parts: z.record(z.string(), z.unknown()),
  /** Parts that are not there any more. */
  gone: z.array(z.string()),
  /** Left out where no layer moved. */
  moved: z.optional(movedSchema),
});
type StepLine = z.infer<typeof stepSchema>;
type ListChange<T> = readonly (readonly [number, number] | { readonly put: T })[];

const headSchema = z.object({
  history: z.literal(LINES),
  version: z.literal(VERSION),
  first: wholeFrom(0),
  crc: z.number(),
});

/** `document`: after the step. */
export interface StoredStep extends Step {
  readonly line: string;
}

export interface StoredPart {
  /** The place of its first document among all that the history ever had. */
  readonly first: number;
  readonly base: ConvDocument;
  readonly baseLine: string;
  readonly steps: readonly StoredStep[];
}

// ---- Writing

function listChange<T extends object>(before: readonly T[], after: readonly T[]): ListChange<T> {
  const places = new Map(before.map((entry, index) => [entry, index]));
  const changes: ([number, number] | { put: T })[] = [];
  for (const entry of after) {
    const from = places.get(entry);
    const last = changes.at(-1);
    if (from === undefined) changes.push({ put: entry });
    else if (Array.isArray(last) && last[0] + last[1] === from) last[1] += 1;
    else changes.push([from, 1]);
  }
  return changes;
}

function recordChange<T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>) {
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  return {
    set: Object.fromEntries(set),
    gone: Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
  };
}

export function baseLine(document: ConvDocument): string {
  return JSON.stringify(document);
}

/** `document`: after the step. */
export function stepLine(before: ConvDocument, { document: after, label, at, moved }: Step): string {
  const { set, gone } = recordChange<unknown>({ ...before }, { ...after });
  const parts = Object.entries(set).filter(([part]) => !structured.includes(part));
  return JSON.stringify({
    label,
    at,
    ...(before.nodes !== after.nodes && { nodes: listChange(before.nodes, after.nodes) }),
    ...(before.edges !== after.edges && { edges: listChange(before.edges, after.edges) }),
    ...(before.layout !== after.layout && { layout: recordChange(before.layout, after.layout) }),
    ...(before.definitions !== after.definitions && {
      definitions: recordChange(before.definitions, after.definitions),
    }),
    parts: Object.fromEntries(parts),
    gone,
    ...(moved.size > 0 && { moved: [...moved] }),
  });
}

export function writePart({ first, baseLine: base, steps }: StoredPart): Uint8Array {
  const body = [base, ...steps.map(({ line }) => line)].join('\n');
  const crc = crc32(toUtf8(body));
  return toUtf8(`${JSON.stringify({ history: LINES, version: VERSION, first, crc })}\n${body}`);
}

// ---- Reading

interface Lines {
  readonly first: number;
  readonly base: string;
  readonly steps: readonly string[];
}

/** Null where it is damaged, or was written by another version. */
function readLines(bytes: Uint8Array): Lines | null {
  const text = fromUtf8(bytes);
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  try {
    const head = headSchema.parse(JSON.parse(text.slice(0, end)));
    if (crc32(toUtf8(body)) !== head.crc) return null;
    const [base = '', ...steps] = body.split('\n');
    return { first: head.first, base, steps };
  } catch {
    return null;
  }
}

function listAfter<T>(before: readonly T[], changes: ListChange<T>): readonly T[] {
  return changes.flatMap((change) =>
    'put' in change ? [change.put] : before.slice(change[0], change[0] + change[1]),
  );
}

function recordAfter<T>(
  before: Readonly<Record<string, T>>,
  { set, gone }: { readonly set: Readonly<Record<string, T>>; readonly gone: readonly string[] },
): Readonly<Record<string, T>> {
  const left = new Set(gone);
  return { ...Object.fromEntries(Object.entries(before).filter(([key]) => !left.has(key))), ...set };
}

function documentAfter(before: ConvDocument, step: StepLine): ConvDocument {
  const nodes = step.nodes === undefined ? before.nodes : listAfter(before.nodes, step.nodes);
  const edges = step.edges === undefined ? before.edges : listAfter(before.edges, step.edges);
  const layout = step.layout === undefined ? before.layout : recordAfter(before.layout, step.layout);
  const definitions =
    step.definitions === undefined ? before.definitions : recordAfter(before.definitions, step.definitions);
  const parts = Object.entries(step.parts).map(([part, value]): [string, unknown] => {
    const schema: unknown = Reflect.get(shape, part);
    const read: unknown = schema instanceof z.ZodMiniType ? schema.parse(value) : value;
    return [part, read];
  });
  const document = { ...before, ...Object.fromEntries(parts), nodes, edges, layout, definitions };
  for (const part of step.gone) Reflect.deleteProperty(document, part);
  return document;
}

/**
 * The parts that join to the document at `position`, oldest first; none where the part that it lies in can't be read.
 * What is damaged costs the steps that lie beyond it, and nothing else. Documents share what did not change, as before.
 */
export function readParts(rows: readonly Uint8Array[], position: number): readonly StoredPart[] {
  const lines = rows.flatMap((bytes) => readLines(bytes) ?? []).sort((a, b) => a.first - b.first);
  const ends = (part: Lines): number => part.first + part.steps.length;
  const home = lines.findIndex((part) => part.first <= position && position <= ends(part));
  if (home < 0) return [];
  let [from, to] = [home, home];
  const joins = (index: number): boolean => {
    const [before, after] = [lines[index], lines[index + 1]];
    return before !== undefined && after !== undefined && ends(before) === after.first;
  };
  while (joins(from - 1)) from -= 1;
  while (joins(to)) to += 1;
  try {
    const parts_: StoredPart[] = [];
    let document = parseDocument(lines[from]?.base ?? '');
    for (const part of lines.slice(from, to + 1)) {
      const base = document;
      const steps = part.steps.map((line): StoredStep => {
        const step = stepSchema.parse(parseHarmlessJson(line, 'The history'));
        document = documentAfter(document, step);
        const moved = step.moved === undefined ? nothingMoved : new Map(step.moved);
        return { label: step.label, at: step.at, moved, document, line };
      });
      parts_.push({ first: part.first, base, baseLine: part.base, steps });
    }
    return parts_;
  } catch {
    return [];
  }
}
