/** Many edits at once make what they make one after the other, and cost no more for each the more there are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTemplate } from '../../templates';
import { createChance } from '../engine/testing/chance';
import { applyEdits } from './apply';
import { editsOf } from './change';
import { emptyDocument, type ConvDocument, type Definition, type Edge, type GraphNode } from './document';
import type { Edit } from './edit';
import { EditError } from './edit-error';
import { blockTable } from './testing/random-block-edits';
import { editTable, gestureTable, type Draw } from './testing/random-edits';

const node = (id: string): GraphNode => ({ id, type: 'Activation', name: id, params: {} });
const block = (id: string, definition: string): GraphNode => {
  return { ...node(id), type: 'Block', definition, args: {}, repeat: 1 };
};
const edge = (source: string, target: string, targetPort = 'in'): Edge => {
  return { source, sourcePort: 'out', target, targetPort };
};
const add = (id: string): Edit => ({ edit: 'addNode', node: node(id) });
const connect = (...ends: Parameters<typeof edge>): Edit => ({ edit: 'connect', edge: edge(...ends) });
const disconnect = (...ends: Parameters<typeof edge>): Edit => ({ edit: 'disconnect', edge: edge(...ends) });
const named = (id: string, name: string): Edit => ({ edit: 'renameNode', id, name });

type Outcome = { readonly document: ConvDocument } | { readonly refused: string };

function outcome(apply: () => ConvDocument): Outcome {
  try {
    return { document: apply() };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    return { refused: error.message };
  }
}

/** To the order of keys, by which files are written. */
function sameEitherWay(document: ConvDocument, edits: readonly Edit[]): Outcome {
  const together = outcome(() => applyEdits(document, edits));
  const single = outcome(() => edits.reduce((now, edit) => applyEdits(now, [edit]), document));
  expect(JSON.stringify(together)).toBe(JSON.stringify(single));
  return together;
}

describe('many edits at once make what they make one after the other', () => {
  const line: ConvDocument = {
    ...emptyDocument(),
    nodes: [node('a'), node('b'), node('c')],
    edges: [edge('a', 'b'), edge('b', 'c')],
  };

  test.each<readonly [string, readonly Edit[], string | null]>([
    ['adding and connecting', [add('d'), add('e'), connect('c', 'd'), connect('d', 'e')], null],
    ['between two', [add('d'), disconnect('b', 'c'), connect('b', 'd'), connect('d', 'c')], null],
    ['what is connected again', [disconnect('a', 'b'), named('a', 'A'), connect('a', 'b')], null],
    ['the other way round', [disconnect('a', 'b'), disconnect('b', 'c'), connect('c', 'a')], null],
    ['nothing', [named('a', 'a'), named('b', ' b ')], null],
    ['a circle', [add('d'), connect('c', 'a')], 'cycle'],
    ['a circle that is opened again', [connect('c', 'a'), disconnect('a', 'b'), connect('b', 'c')], 'cycle'],
    ['an id twice', [add('d'), add('d')], 'already a layer'],
    ['a port twice', [add('d'), connect('d', 'c')], 'disconnect that first'],
    ['with itself', [add('d'), connect('d', 'd')], 'itself'],
    ['no layer', [add('d'), connect('d', 'e')], 'no layer'],
    ['no connection', [add('d'), disconnect('d', 'c')], 'not connected'],
    ['no name', [add('d'), named('d', ' ')], 'needs a name'],
    ['the first of several refusals', [connect('c', 'a'), named('a', '')], 'cycle'],
  ])('%s', (_, edits, refused) => {
    const result = sameEitherWay(line, edits);
    if (refused === null) expect(result).toHaveProperty('document');
    else expect(result).toHaveProperty('refused', expect.stringContaining(refused));
  });

  test('what changes nothing leaves the same document', () => {
    expect(applyEdits(line, [named('a', 'a'), named('b', 'b')])).toBe(line);
    expect(applyEdits(line, [named('a', 'A'), named('b', 'B')]).edges).toBe(line.edges);
  });

  test('a block that would contain itself is refused, and so is an input that its definition feeds', () => {
    const inner: Definition = {
      ...{ name: 'Inner', params: [], nodes: [node('x'), node('y')], edges: [] },
      ...{ inputs: [{ name: 'in', node: 'x', port: 'in' }], outputs: [] },
    };
    const document = { ...line, definitions: { inner } };
    const inside = { scope: 'inner' } as const;
    const into = (id: string, definition: string): Edit => {
      return { edit: 'addNode', ...inside, node: block(id, definition) };
    };
    expect(sameEitherWay(document, [into('p', 'inner'), into('q', 'inner')])).toHaveProperty(
      'refused',
      expect.stringContaining('contain itself'),
    );
    expect(
      sameEitherWay(document, [
        { edit: 'connect', ...inside, edge: edge('x', 'y') },
        { edit: 'connect', ...inside, edge: edge('y', 'x') },
      ]),
    ).toHaveProperty('refused', expect.stringContaining('an input of the block'));
    expect(sameEitherWay(document, [into('p', 'none'), into('q', 'inner')])).toHaveProperty(
      'refused',
      expect.stringContaining('no block definition'),
    );
  });

  const draws: readonly Draw[] = Object.values({ ...editTable, ...gestureTable, ...blockTable });

  test('at random, those that are refused too', () => {
    const seeds = fc.noBias(fc.array(fc.nat(), { minLength: 120, maxLength: 120 }));
    const property = fc.property(fc.constantFrom('lenet5', 'resnet18', null), seeds, (name, all) => {
      let document = (name === null ? null : findTemplate(name)?.document) ?? emptyDocument();
      let edits: Edit[] = [];
      let now = document;
      for (const seed of all) {
        const chance = createChance(seed);
        const drawn = outcome(() => {
          const change = draws[chance.below(draws.length)]?.(now, chance) ?? [];
          edits.push(...editsOf(change));
          return applyEdits(now, editsOf(change));
        });
        if ('document' in drawn) now = drawn.document;
        // Some five gestures at a time, or up to the first that is refused.
        if ('document' in drawn && !chance.happens(0.2)) continue;
        sameEitherWay(document, edits);
        document = now;
        edits = [];
      }
    });
    fc.assert(property, { numRuns: 12 });
  });
});

test('each edit costs the same, however many there are', () => {
  /** How often the ids of a chain of so many layers are read while it is added, connected and renamed. */
  const readsOf = (count: number): number => {
    let reads = 0;
    const counted = (id: string): GraphNode => ({
      ...node(id),
      get id() {
        reads += 1;
        return id;
      },
    });
    const wired = (source: string, target: string): Edge => ({
      ...edge(source, target),
      get source() {
        reads += 1;
        return source;
      },
    });
    const ids = Array.from({ length: count }, (_, i) => `n${i}`);
    const document = applyEdits(emptyDocument(), [
      ...ids.map((id): Edit => ({ edit: 'addNode', node: counted(id), at: { x: 0, y: 0 } })),
      ...ids.slice(1).map((id, i): Edit => ({ edit: 'connect', edge: wired(`n${i}`, id) })),
    ]);
    const renamed = applyEdits(
      document,
      ids.map((id) => named(id, `${id}!`)),
    );
    expect([renamed.nodes.length, renamed.edges.length]).toEqual([count, count - 1]);
    return reads / count;
  };
  expect(readsOf(4_000)).toBeLessThan(1.1 * readsOf(500));
});
