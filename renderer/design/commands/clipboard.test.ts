/** What was copied is what is pasted, whatever the document that it comes into calls by the same id. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../shared/compiler/compile';
import { createChance, type Chance } from '../../../shared/engine/testing/chance';
import { parseBlock, serializeBlock } from '../../../shared/format/block-file';
import { parseDocument, serializeDocument } from '../../../shared/format/document-format';
import { applyEdits } from '../../../shared/graph/apply';
import { portable, useDefinition } from '../../../shared/graph/definitions';
import {
  emptyDocument,
  isBlock,
  type BlockNode,
  type ConvDocument,
  type Definition,
  type GraphNode,
} from '../../../shared/graph/document';
import { startHistory, transact, undo } from '../../../shared/graph/history';
import { findTemplate } from '../../../templates';
import { fragmentOf, pasteEdits } from './clipboard';

const layer = (id: string, type: string, params: GraphNode['params'] = {}): GraphNode => {
  return { id, type, name: id, params };
};
const block = (id: string, definition: string, more: Partial<BlockNode> = {}): BlockNode => {
  return { id, type: 'Block', name: id, params: {}, definition, args: {}, repeat: 1, ...more };
};
const conv = (filters: unknown): GraphNode =>
  layer('conv', 'Conv2D', { filters, kernelSize: [3, 3], padding: 'same' });
const chainOf = (nodes: readonly GraphNode[]): Pick<Definition, 'nodes' | 'edges'> => {
  const pairs = nodes.slice(1).map((node, i) => [nodes[i]?.id ?? '', node.id] as const);
  return {
    nodes,
    edges: pairs.map(([source, target]) => ({ source, sourcePort: 'out', target, targetPort: 'in' })),
  };
};
function definition(name: string, ...nodes: readonly GraphNode[]): Definition {
  const ids = nodes.map(({ id }) => id);
  return {
    name,
    params: [{ name: 'width', default: 2 }],
    ...chainOf(nodes),
    inputs: [{ name: 'in', node: ids[0] ?? '', port: 'in' }],
    outputs: [{ name: 'out', node: ids.at(-1) ?? '', port: 'out' }],
  };
}
const network = (definitions: ConvDocument['definitions'], ...nodes: readonly GraphNode[]): ConvDocument => ({
  ...emptyDocument(),
  definitions,
  ...chainOf([
    layer('in', 'Input', { shape: [8, 8, 1] }),
    ...nodes,
    layer('out', 'Output', { task: 'segmentation' }),
  ]),
});

/** As it goes through the clipboard: as text. */
const copied = (document: ConvDocument, ids = document.nodes.map(({ id }) => id)): ConvDocument =>
  parseDocument(serializeDocument(fragmentOf(document, new Set(ids))));

/** What a layer computes, and with how many weights: not what it is called. */
function factsOf(document: ConvDocument): ReadonlyMap<string, unknown> {
  return new Map(
    compile(document).layers.map(({ id, type, params, settings, weights, outputShapes }) => [
      id,
      { type, params, settings, outputShapes, weights: weights.map(({ name, shape }) => [name, shape]) },
    ]),
  );
}
/** The same layers under other ids of those at the top. */
const under = (facts: ReadonlyMap<string, unknown>, ids: ReadonlyMap<string, string>) =>
  new Map(
    [...facts].map(([id, fact]) => {
      const [, top = '', rest = ''] = /^([^/[]+)(.*)$/.exec(id) ?? [];
      return [`${ids.get(top) ?? top}${rest}`, fact];
    }),
  );

function expectPasted(source: ConvDocument, target: ConvDocument): void {
  const fragment = copied(source);
  const { edits, ids } = pasteEdits(target, fragment);
  const after = applyEdits(target, edits);
  const renamed = new Map(fragment.nodes.map(({ id }, i) => [id, ids[i] ?? '']));
  expect(factsOf(after)).toEqual(new Map([...factsOf(target), ...under(factsOf(source), renamed)]));
  for (const [id, own] of Object.entries(target.definitions)) expect(after.definitions[id]).toBe(own);
  expect(after.nodes.slice(0, target.nodes.length)).toEqual(target.nodes);
  expect(parseDocument(serializeDocument(after))).toEqual(after);

  const names = Object.values(after.definitions).map(({ name }) => name);
  for (const [id, { name }] of Object.entries(after.definitions)) {
    if (Object.hasOwn(target.definitions, id)) continue;
    expect(
      names.filter((other) => other === name),
      name,
    ).toHaveLength(1);
  }
  const again = pasteEdits(after, fragment).edits;
  expect(again.filter(({ edit }) => edit === 'setDefinition')).toEqual([]);
}

// ---- Documents whose definitions are easily taken for one another

const ids = ['inner', 'inner2', 'inner22', 'outer', 'outer2'];
const names = ['Inner', 'Inner 2', 'Outer'];

function drawNodes(chance: Chance, known: readonly string[], inside: boolean): readonly GraphNode[] {
  return Array.from({ length: chance.between(1, 3) }, (_, i): GraphNode => {
    const inner = chance.happens(0.6) ? chance.pick(known) : undefined;
    if (inner !== undefined) {
      const args = chance.happens(0.5)
        ? { width: inside ? { expr: 'width + i' } : chance.between(1, 3) }
        : {};
      return block(`n${i}`, inner, { args, repeat: chance.happens(0.2) ? 2 : 1 });
    }
    if (chance.happens(0.3)) return layer(`n${i}`, 'BatchNormalization');
    return { ...conv(inside && chance.happens(0.3) ? { expr: 'width' } : chance.between(1, 3)), id: `n${i}` };
  });
}

function drawDocument(chance: Chance): ConvDocument {
  const definitions: Record<string, Definition> = {};
  const left = [...ids];
  for (let count = chance.between(1, 4); count > 0; count -= 1) {
    const [id = ''] = left.splice(chance.below(left.length), 1);
    const nodes = drawNodes(chance, Object.keys(definitions), true);
    definitions[id] = definition(chance.pick(names) ?? '', ...nodes);
  }
  return network(definitions, ...drawNodes(chance, Object.keys(definitions), false));
}

describe('a paste', () => {
  const source = network(
    {
      inner: definition('Inner', conv(8)),
      outer: definition('Outer', block('b', 'inner'), layer('relu', 'Activation')),
    },
    block('o', 'outer'),
  );
  const target = network({ inner: definition('Inner', conv(16)) }, block('mine', 'inner'));
  const paramsOf = (document: ConvDocument, id: string) => compile(document).byId.get(id)?.trainable;

  test('takes the blocks inside a block along, where the target has another one of the same id', () => {
    const history = startHistory(target);
    const { edits, ids: pasted } = pasteEdits(target, copied(source, ['o']));
    const after = transact(history, 'Paste 1 layer', edits);
    const [id = ''] = pasted;
    const inner = compile(after.document).byId.get(`${id}/b/conv`);
    expect(inner?.params['filters']).toBe(8);
    expect(compile(after.document).byId.get('mine/conv')?.params['filters']).toBe(16);
    expect([paramsOf(source, 'o/b/conv'), paramsOf(after.document, 'mine/conv')]).toEqual([80, 160]);
    expect(Object.values(after.document.definitions).map(({ name }) => name)).toEqual([
      'Inner',
      'Inner 2',
      'Outer',
    ]);
    expect(undo(after).document).toEqual(target);
  });

  test('keeps two definitions apart where the id that one gets is that of the other', () => {
    const two = network(
      { inner: definition('Inner', conv(8)), inner2: definition('Other', conv(4)) },
      block('a', 'inner'),
      block('b', 'inner2'),
    );
    expectPasted(two, target);
    const after = applyEdits(target, pasteEdits(target, copied(two)).edits);
    const filters = compile(after).layers.flatMap(({ params }) => params['filters'] ?? []);
    expect(filters.toSorted()).toEqual([16, 4, 8]);
  });

  test('takes what says the same again, and never one for two', () => {
    const twins = network(
      { inner: definition('Inner', conv(16)), twin: definition('Inner', conv(16)) },
      block('a', 'inner'),
      block('b', 'twin'),
    );
    const after = applyEdits(target, pasteEdits(target, copied(twins)).edits);
    const [a, b] = after.nodes.filter(isBlock).slice(1);
    expect(a?.definition).toBe('inner');
    expect(b?.definition).toBe('twin');
    expectPasted(twins, target);
  });

  test('brings what its blocks are made of, and nothing else', () => {
    const more = { ...source, definitions: { ...source.definitions, unused: definition('Unused', conv(1)) } };
    expect(Object.keys(copied(more, ['o']).definitions).sort()).toEqual(['inner', 'outer']);
    expect(copied(more, ['in']).definitions).toEqual({});
  });

  test('of a block into itself is refused', () => {
    const { edits } = pasteEdits(target, copied(target, ['mine']), 'inner');
    expect(() => applyEdits(target, edits)).toThrow('would contain itself');
  });

  test('into a block of another document holds what was copied', () => {
    const { edits, ids: pasted } = pasteEdits(target, copied(source, ['o']), 'inner');
    const facts = factsOf(applyEdits(target, edits));
    expect(facts.get(`mine/${pasted[0] ?? ''}/b/conv`)).toMatchObject({ params: { filters: 8 } });
  });

  test.each([
    ['resnet50', 'resnet18'],
    ['googlenet', 'inception_v3'],
    ['mobilenet_v3_small', 'efficientnet_b0'],
    ['unet', 'unet'],
  ])('of %s into %s', (from, into) => {
    const [a, b] = [findTemplate(from)?.document, findTemplate(into)?.document];
    if (!a || !b) throw new Error(`There is no template ${from} or ${into}.`);
    expectPasted(a, b);
  });

  test('of any document into any other: the pasted layers are the copied ones, and the others stay', () => {
    let nested = 0;
    let renamed = 0;
    fc.assert(
      fc.property(fc.noBias(fc.nat()), (seed) => {
        const chance = createChance(seed);
        const [from, into] = [drawDocument(chance), drawDocument(chance)];
        expectPasted(from, into);
        const used = copied(from).definitions;
        nested += Object.values(used).some(({ nodes }) => nodes.some(isBlock)) ? 1 : 0;
        renamed += Object.keys(used).some((id) => Object.hasOwn(into.definitions, id)) ? 1 : 0;
      }),
      { numRuns: 200 },
    );
    // It would say nothing of documents without blocks in blocks, or without an id in common.
    expect(nested).toBeGreaterThan(60);
    expect(renamed).toBeGreaterThan(60);
  });

  test('of any block of a file or of the library into any document, likewise', () => {
    fc.assert(
      fc.property(fc.noBias(fc.nat()), (seed) => {
        const chance = createChance(seed);
        const [from, into] = [drawDocument(chance), drawDocument(chance)];
        const id = chance.pick(Object.keys(from.definitions)) ?? '';
        const own = portable(from, id);
        const saved = parseBlock(serializeBlock({ name: own.definition.name, ...own }));
        const { edits, definition: brought } = useDefinition(into, saved);
        const after = applyEdits(into, edits);
        const alone = (document: ConvDocument, holder: string) =>
          factsOf({ ...network(document.definitions, block('only', holder)) });
        expect(alone(after, brought)).toEqual(alone(from, id));
        for (const [known, { name }] of Object.entries(into.definitions)) {
          expect(after.definitions[known]).toBe(into.definitions[known]);
          const isNew = !Object.hasOwn(into.definitions, brought);
          if (isNew) expect(after.definitions[brought]?.name).not.toBe(name);
        }
        expect(useDefinition(after, saved)).toEqual({ edits: [], definition: brought });
      }),
      { numRuns: 200 },
    );
  });
});

test('each layer that is pasted costs the same, however many there are', () => {
  /** How often the ids of the document's layers are read for each of as many that are pasted. */
  const readsOf = (count: number): number => {
    let reads = 0;
    const ids = Array.from({ length: count }, (_, i) => `act${i + 1}`);
    const nodes = ids.map((id) => layer(id, 'Activation', { function: 'relu' }));
    const fragment = { ...emptyDocument(), ...chainOf(nodes) };
    const counted = nodes.map((node): GraphNode => ({
      ...node,
      get id() {
        reads += 1;
        return node.id;
      },
    }));
    const { edits, ids: pasted } = pasteEdits({ ...fragment, nodes: counted }, fragment);
    expect(edits).toHaveLength(2 * count - 1);
    expect(new Set([...ids, ...pasted]).size).toBe(2 * count);
    return reads / count;
  };
  expect(readsOf(2_000)).toBeLessThan(1.1 * readsOf(200));
});
