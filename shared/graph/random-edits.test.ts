/** Whatever is done to a document, it can be saved, and undo leads back to where it began. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTemplate } from '../../templates';
import { createCompiler } from '../compiler/compile';
import { createChance } from '../engine/testing/chance';
import { checkChange } from '../format/check-change';
import { parseDocument, serializeDocument } from '../format/document-format';
import { applyEdits } from './apply';
import { type Change, editsOf } from './change';
import { emptyDocument, type ConvDocument } from './document';
import { EditError } from './edit-error';
import { editsTo } from './edits-to';
import { jump, redo, startHistory, timelineOf, transact, undo } from './history';
import { blockTable } from './testing/random-block-edits';
import { editTable, gestureTable, type Draw } from './testing/random-edits';

const EDITS = 500;
const SEQUENCES = 20;
/** Of the sequences, how many must have every kind of edit at least once. */
const SHARE = 0.05;
const draws: readonly (readonly [string, Draw])[] = Object.entries({
  ...editTable,
  ...gestureTable,
  ...blockTable,
});

const folder = new URL('.', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

describe('the table of random edits', () => {
  test('has every kind of edit that the type knows', () => {
    const source = readFileSync(new URL('edit.ts', folder), 'utf8');
    const kinds = [...source.matchAll(/readonly edit: '(\w+)'/g)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(10);
    expect(Object.keys(editTable).sort()).toEqual(kinds.sort());
  });

  test('has every function of this folder that says what a gesture does', () => {
    const gestures = sources.flatMap((source) =>
      [...source.matchAll(/export function (\w+)\(([^{}]*?)\): [^;]*?readonly Edit\[\]/g)]
        .filter(
          ([, , params]) => params?.includes('document: ConvDocument') && !params.includes('edits: readonly'),
        )
        .map(([, name]) => name),
    );
    expect(gestures).toContain('removeAndHeal');
    expect(Object.keys({ ...gestureTable, ...blockTable })).toEqual(expect.arrayContaining(gestures));
  });
});

interface Tally {
  made: number;
  refused: number;
  sequences: Set<number>;
}

/** As the app does it: refused edits leave everything as it was. Null where there is nothing to do it to. */
function tryTo(document: ConvDocument, find: () => Change | null): Change | 'refused' | null {
  try {
    const change = find();
    if (change !== null) checkChange(document, applyEdits(document, editsOf(change)));
    return change;
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    expect(error.message).toMatch(/\s.*\.$/s);
    return 'refused';
  }
}

function readable(document: ConvDocument): void {
  expect(parseDocument(serializeDocument(document))).toEqual(document);
}

/** What `editsTo` answers for, whatever the order. */
function drawn({ nodes, edges, definitions, groups, layout }: ConvDocument, placed = layout) {
  const byText = [...edges].map((edge) => JSON.stringify(Object.entries(edge).sort())).sort();
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    edges: byText,
    definitions,
    groups,
    layout: Object.fromEntries(Object.keys(placed).map((id) => [id, layout[id]])),
  };
}

/** Edits lead from one document to the other, and back. */
function leadsTo(one: ConvDocument, other: ConvDocument): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const { layout } = to;
    expect(drawn(applyEdits(from, editsTo(from, to)), layout)).toEqual(drawn(to));
  }
}

test(`${EDITS} random edits undo to the first document, redo to the last, and leave a file that opens`, () => {
  const tallies = new Map<string, Tally>(
    draws.map(([kind]) => [kind, { made: 0, refused: 0, sequences: new Set() }]),
  );
  let sequence = 0;
  const property = fc.property(
    fc.constantFrom('lenet5', 'resnet18', 'squeezenet1_0', null),
    fc.noBias(fc.array(fc.nat(), { minLength: EDITS, maxLength: EDITS })),
    (name, seeds) => {
      const first = name === null ? emptyDocument() : findTemplate(name)?.document;
      if (first === undefined) throw new Error(`There is no template "${name}".`);
      sequence += 1;
      const compiler = createCompiler();
      let history = startHistory(first);
      for (const [index, seed] of seeds.entries()) {
        const chance = createChance(seed);
        const [kind, draw] = draws[chance.below(draws.length)] ?? [];
        const before = history.document;
        const change = tryTo(before, () => draw?.(before, chance) ?? null);
        const tally = kind === undefined ? undefined : tallies.get(kind);
        if (kind === undefined || tally === undefined || change === null) continue;
        if (change === 'refused') {
          tally.refused += 1;
          continue;
        }
        history = transact(history, kind, change);
        if (history.document === before) continue;
        tally.made += 1;
        tally.sequences.add(sequence);
        // Each tenth, so that it is soon done; a document that can't be read stays so for a while.
        if (index % 10 === 0) readable(history.document);
        if (index % 20 === 0) compiler.compile(history.document);
        if (index % 20 === 10) leadsTo(before, history.document);
      }
      readable(history.document);

      const [last, steps] = [history.document, history.past.length];
      const text = serializeDocument(last);
      const timeline = timelineOf(history);
      for (let i = 0; i < steps; i += 1) history = undo(history);
      expect(history.document).toEqual(first);
      expect(serializeDocument(history.document)).toBe(serializeDocument(first));
      expect(history.past).toHaveLength(0);
      for (let i = 0; i < steps; i += 1) history = redo(history);
      expect(history.document).toEqual(last);
      expect(serializeDocument(history.document)).toBe(text);
      expect(history.future).toHaveLength(0);
      const middle = Math.floor(steps / 2);
      const jumped = jump(history, middle);
      expect(jumped.document).toBe(timeline[middle]);
      expect(timelineOf(jumped)).toEqual(timeline);
    },
  );
  fc.assert(property, { numRuns: SEQUENCES, endOnFailure: true });

  for (const [kind, { made, refused, sequences }] of tallies) {
    expect(sequences.size / SEQUENCES, `share of sequences with ${kind}`).toBeGreaterThanOrEqual(SHARE);
    if (kind in editTable) expect(made, `${kind}: ${made} made, ${refused} refused`).toBeGreaterThan(refused);
  }
});
