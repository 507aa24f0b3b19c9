/** Layers become blocks and blocks layers, and the network stays what it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../compiler/compile';
import type { Compiled } from '../compiler/compiled';
import { createChance } from '../engine/testing/chance';
import { randomGraph } from '../engine/testing/random-graph';
import { createReach } from '../engine/testing/reach';
import { parseDocument, serializeDocument } from '../format/document-format';
import { findLayer } from '../layers/index';
import { templates } from '../../templates/index';
import { applyEdits } from './apply';
import { dissolveAll, dissolveBlock, dissolveBlockRefusal } from './dissolve-block';
import { isBlock, type ConvDocument, type DefinitionId, type NodeId } from './document';
import { makeBlock, makeBlockRefusal } from './make-block';
import { type Moved, moveId, thenMoved } from './moved';
import { graphIn } from './scope';
import { edgesInto, edgesOutOf } from './wiring';

const still: Moved = new Map();

/** Layer by layer: the same under its new id, and what feeds it too. */
function expectSame(before: Compiled, after: Compiled, moved: Moved): void {
  expect(after.layers.length).toBe(before.layers.length);
  expect(after.totals).toEqual(before.totals);
  for (const layer of before.layers) {
    const now = after.byId.get(moveId(moved, layer.id));
    expect(now, `${layer.id} -> ${moveId(moved, layer.id)}`).toBeDefined();
    const facts = ({ type, params, inputShapes, outputShapes, weights }: typeof layer) => {
      return { type, params, inputShapes, outputShapes, weights };
    };
    expect(now && facts(now)).toEqual(facts(layer));
  }
  const wires = ({ edges }: Compiled, moves: Moved): readonly string[] =>
    edges
      .map(
        (edge) =>
          `${moveId(moves, edge.source)}:${edge.sourcePort}>${moveId(moves, edge.target)}:${edge.targetPort}`,
      )
      .sort();
  expect(wires(after, still)).toEqual(wires(before, moved));
  const errors = ({ diagnostics }: Compiled) =>
    diagnostics.filter(({ severity }) => severity !== 'advice').map(({ code }) => code);
  expect(errors(after).sort()).toEqual(errors(before).sort());
}

function expectWhole(document: ConvDocument): void {
  expect(parseDocument(serializeDocument(document))).toEqual(document);
}

/** Layers that hang together, grown from one of them. */
function connected(
  document: ConvDocument,
  scope: DefinitionId | null,
  picks: readonly number[],
): readonly NodeId[] {
  const { nodes, edges } = graphIn(document, scope);
  const free = (id: NodeId): boolean => {
    const role = findLayer(nodes.find((node) => node.id === id)?.type ?? '')?.role;
    return role !== 'input' && role !== 'output';
  };
  const candidates = nodes.map(({ id }) => id).filter(free);
  const [first = 0, ...more] = picks;
  const start = candidates[first % Math.max(1, candidates.length)];
  if (start === undefined) return [];
  const chosen = new Set([start]);
  for (const pick of more) {
    const beside = [...chosen]
      .flatMap((id) => [
        ...edgesOutOf(edges, id).map(({ target }) => target),
        ...edgesInto(edges, id).map(({ source }) => source),
      ])
      .filter((id) => !chosen.has(id) && free(id));
    const next = beside[pick % Math.max(1, beside.length)];
    if (next !== undefined) chosen.add(next);
  }
  return [...chosen];
}

/** Makes a block of some layers in one of the document's graphs and takes it apart again. */
function roundTrip(document: ConvDocument, picks: readonly number[]): 'refused' | 'made' {
  const scopes = [null, ...Object.keys(document.definitions)];
  const scope = scopes[(picks[0] ?? 0) % scopes.length] ?? null;
  const ids = connected(document, scope, picks);
  if (makeBlockRefusal(document, ids, scope) !== null) return 'refused';
  const before = compile(document);
  const made = makeBlock(document, ids, { scope, name: 'Part' });
  const grouped = applyEdits(document, made.edits);
  expectWhole(grouped);
  expectSame(before, compile(grouped), made.moved);
  expect(graphIn(grouped, scope).nodes.filter(({ id }) => ids.includes(id))).toEqual([]);
  const back = dissolveBlock(grouped, made.block, scope);
  const again = applyEdits(grouped, back.edits);
  expectWhole(again);
  expectSame(before, compile(again), thenMoved(made.moved, back.moved));
  expect(Object.keys(again.definitions).sort()).toEqual(Object.keys(document.definitions).sort());
  return 'made';
}

const picks = fc.array(fc.nat(1000), { minLength: 1, maxLength: 9 });

describe('a block of layers and back', () => {
  const small = templates.filter(({ document }) => document.nodes.length < 60);

  test('in the networks that ship with the app', () => {
    let made = 0;
    fc.assert(
      fc.property(fc.constantFrom(...small), picks, ({ document }, choice) => {
        if (roundTrip(document, choice) === 'made') made += 1;
      }),
      { numRuns: 40, seed: 7 },
    );
    expect(made).toBeGreaterThan(20);
  });

  test('in random networks, with expressions, conditions and blocks in blocks', () => {
    const chance = createChance(11);
    const reach = createReach();
    let made = 0;
    for (let i = 0; i < 60; i += 1) {
      const document = randomGraph({ chance, reach });
      reach.record(document);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const choice = Array.from({ length: chance.between(1, 8) }, () => chance.below(1000));
        if (roundTrip(document, choice) === 'made') made += 1;
      }
    }
    expect(made).toBeGreaterThan(60);
  });
});

describe('a block gives way to its layers', () => {
  test.each(templates)('everywhere in $name', ({ document }) => {
    const { edits, moved, nodes } = dissolveAll(document);
    const flat = applyEdits(document, edits);
    expectSame(compile(document), compile(flat), moved);
    expectWhole(flat);
    expect(flat.nodes.some(isBlock)).toBe(false);
    expect(flat.definitions).toEqual({});
    const own = document.nodes.filter((node) => !isBlock(node)).length;
    expect(nodes.length + own).toBe(flat.nodes.length);
    expect(flat.nodes.length).toBe(compile(document).layers.length);
  });

  test('everywhere in random networks, one by one and inside of definitions', () => {
    const chance = createChance(5);
    const reach = createReach();
    let [apart, inside] = [0, 0];
    for (let i = 0; i < 80; i += 1) {
      const document = randomGraph({ chance, reach });
      reach.record(document);
      const before = compile(document);
      const { edits, moved } = dissolveAll(document);
      const flat = applyEdits(document, edits);
      expectSame(before, compile(flat), moved);
      expectWhole(flat);
      if (edits.length > 0) apart += 1;
      for (const [scope, { nodes }] of Object.entries(document.definitions)) {
        for (const { id } of nodes.filter(isBlock)) {
          if (dissolveBlockRefusal(document, id, scope) !== null) continue;
          const one = dissolveBlock(document, id, scope);
          const after = applyEdits(document, one.edits);
          expectSame(before, compile(after), one.moved);
          expectWhole(after);
          inside += 1;
        }
      }
    }
    expect(apart).toBeGreaterThan(30);
    expect(inside).toBeGreaterThan(2);
  });
});
