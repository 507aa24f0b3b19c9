/** Where layers went, over many steps and back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../compiler/compile';
import { createChance, type Chance } from '../engine/testing/chance';
import { carry } from '../model/carry';
import { applyEdits } from './apply';
import { type Change, editsOf, movedBy } from './change';
import { dissolveAll, dissolveBlock, dissolveBlockRefusal } from './dissolve-block';
import { emptyDocument, isBlock, type ConvDocument, type GraphNode } from './document';
import { EditError } from './edit-error';
import { jump, movesBetween, redo, startHistory, timelineOf, transact, undo, type History } from './history';
import { expand } from '../compiler/expand';
import { repeatBlock } from './definitions';
import { makeBlock, makeBlockRefusal } from './make-block';
import { type Moved, movedBack, moveId, nothingMoved, thenMoved } from './moved';
import { blockTable } from './testing/random-block-edits';
import { editTable, gestureTable } from './testing/random-edits';
import { findTemplate } from '../../templates';

const moves = (entries: Readonly<Record<string, string>>): Moved => new Map(Object.entries(entries));

describe('two moves, one after the other', () => {
  test('lead to where the second takes what the first has moved', () => {
    const both = thenMoved(moves({ conv: 'block/conv' }), moves({ block: 'block[0]', act: 'part/act' }));
    expect(moveId(both, 'conv/kernel')).toBe('block[0]/conv/kernel');
    expect(moveId(both, 'act')).toBe('part/act');
    expect(moveId(thenMoved(nothingMoved, both), 'conv')).toBe('block[0]/conv');
  });

  test('of an id that became free and was given to another layer, follow the one that had it first', () => {
    const first = moves({ conv: 'block/conv' });
    const both = thenMoved(first, moves({ conv: 'block2/conv' }));
    expect(moveId(both, 'conv')).toBe('block/conv');
    expect(moveId(thenMoved(both, movedBack(both)), 'conv')).toBe('conv');
  });

  test('and back are none', () => {
    const there = moves({ conv: 'block/conv', block1: 'block2[0]' });
    for (const id of ['conv/bias', 'block1/a/kernel', 'other'])
      expect(moveId(movedBack(there), moveId(there, id))).toBe(id);
  });
});

// ---- A network whose layers are told apart by a parameter that nothing knows, whatever they are called.

const layer = (id: string, type: string, tag: string, params = {}): GraphNode => ({
  id,
  type,
  name: id,
  params: { ...params, tag },
});

const LENGTH = 7;

/** A chain, so that the order of layers says which copy is which. */
function chain(): ConvDocument {
  const inner = Array.from({ length: LENGTH }, (_, i) =>
    layer(`conv${i}`, 'Conv2D', `tag${i}`, { filters: 2, kernelSize: [1, 1] }),
  );
  const nodes = [
    layer('input', 'Input', 'input', { shape: [4, 4, 2] }),
    ...inner,
    layer('output', 'Output', 'output'),
  ];
  return {
    ...emptyDocument(),
    nodes,
    edges: nodes.slice(1).map((node, i) => {
      return { source: nodes[i]!.id, sourcePort: 'out', target: node.id, targetPort: 'in' };
    }),
  };
}

/** By flat id, which layer it is. Equal in two documents where it is the same layer. */
type Identities = ReadonlyMap<string, symbol>;

interface Seen {
  readonly id: string;
  readonly tag: string;
}

const seen = (document: ConvDocument): readonly Seen[] =>
  compile(document).layers.map(({ id, params }) => ({ id, tag: String(params['tag']) }));

const begin = (document: ConvDocument): Identities =>
  new Map(seen(document).map(({ id }) => [id, Symbol(id)]));

/** Every part of a path with the copy's index, `[0]` where the path leaves it out. */
const canonical = (path: string): string =>
  path
    .split('/')
    .map((part, i, parts) => (i < parts.length - 1 && !part.endsWith(']') ? `${part}[0]` : part))
    .join('/');

/** After what changes no layer: the first, second, … with a tag is still the first, second, … in their order. */
function sameLayers(identities: Identities, before: ConvDocument, after: ConvDocument): Identities {
  const byTag = new Map<string, symbol[]>();
  for (const { id, tag } of seen(before)) byTag.set(tag, [...(byTag.get(tag) ?? []), identities.get(id)!]);
  const next = new Map(
    seen(after).map(({ id, tag }) => {
      const identity = byTag.get(tag)?.shift();
      if (identity === undefined) throw new Error(`There is a layer too many with ${tag}: ${id}.`);
      return [id, identity];
    }),
  );
  expect(next.size).toBe(identities.size);
  return next;
}

/** After what only adds or takes away: copy by copy, whether the path says its index or not. */
function byPath(identities: Identities, after: ConvDocument): Identities {
  const known = new Map([...identities].map(([id, identity]) => [canonical(id), identity]));
  return new Map(seen(after).map(({ id }) => [id, known.get(canonical(id)) ?? Symbol(id)]));
}

type Kind = 'same' | 'paths';

let fresh = 0;

/** A random gesture, and whether it leaves all layers what they are. */
function gesture(document: ConvDocument, chance: Chance): { readonly change: Change; readonly kind: Kind } {
  const scopes = [null, ...Object.keys(document.definitions)];
  const scope = chance.pick(scopes) ?? null;
  const { nodes, edges } = scope === null ? document : document.definitions[scope]!;
  const blocks = nodes.filter(isBlock);
  const block = chance.pick(blocks);
  const what = chance.pick(['make', 'make', 'dissolve', 'repeat', 'repeat', 'all', 'delete', 'add'] as const);
  if (what === 'repeat' && block)
    return { change: repeatBlock(document, block.id, chance.between(1, 3), scope), kind: 'paths' };
  if (what === 'dissolve' && block && dissolveBlockRefusal(document, block.id, scope) === null)
    return { change: dissolveBlock(document, block.id, scope), kind: 'same' };
  if (what === 'all' && chance.happens(0.3)) return { change: dissolveAll(document), kind: 'same' };
  if (what === 'make') {
    const ids: string[] = [];
    let next: string | undefined = chance.pick(nodes)?.id;
    for (let i = chance.between(1, 3); i > 0 && next !== undefined; i -= 1) {
      ids.push(next);
      const last: string = next;
      next = edges.find(({ source }) => source === last)?.target;
    }
    const inner = ids.filter((id) => id !== 'output');
    if (makeBlockRefusal(document, inner, scope) === null)
      return { change: makeBlock(document, inner, { scope }), kind: 'same' };
  }
  const victim = chance.pick(document.nodes.filter((node) => node.type === 'Conv2D'));
  if (what === 'delete' && victim && document.nodes.length > 4) {
    const into = document.edges.find(({ target }) => target === victim.id)!;
    const out = document.edges.find(({ source }) => source === victim.id)!;
    return {
      change: [
        { edit: 'removeNodes', ids: [victim.id] },
        { edit: 'connect', edge: { ...out, source: into.source, sourcePort: into.sourcePort } },
      ],
      kind: 'paths',
    };
  }
  // A new layer takes an id that others may have had before.
  const id = Array.from({ length: LENGTH }, (_, i) => `conv${i}`).find(
    (each) => !document.nodes.some((node) => node.id === each),
  );
  const last = document.edges.find(({ target }) => target === 'output')!;
  if (id === undefined) return { change: [], kind: 'same' };
  fresh += 1;
  return {
    change: [
      { edit: 'disconnect', edge: last },
      { edit: 'addNode', node: layer(id, 'Conv2D', `fresh${fresh}`, { filters: 2, kernelSize: [1, 1] }) },
      { edit: 'connect', edge: { ...last, target: id } },
      { edit: 'connect', edge: { source: id, sourcePort: 'out', target: 'output', targetPort: 'in' } },
    ],
    kind: 'paths',
  };
}

/** Documents that can be laid side by side: with some hundred layers at most. */
const isSmall = (document: ConvDocument): boolean => expand(document).nodes.length < 120;

test('blocks made, dissolved and repeated, layers added and deleted, undone and redone: each layer is followed', () => {
  let [followed, moved, taken] = [0, 0, 0];
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 25, maxLength: 25 }), (seeds) => {
      const start = chain();
      let history: History = startHistory(start);
      const identities = new Map<ConvDocument, Identities>([[start, begin(start)]]);
      for (const seed of seeds) {
        const chance = createChance(seed);
        if (chance.happens(0.2)) history = chance.happens(0.5) ? undo(history) : redo(history);
        if (chance.happens(0.05)) history = jump(history, chance.below(timelineOf(history).length));
        const before = history.document;
        try {
          const { change, kind } = gesture(before, chance);
          const next = transact(history, 'Step', change, chance.happens(0.2) ? 'together' : undefined);
          if (next.document === before || !isSmall(next.document)) continue;
          const known = identities.get(before)!;
          const after = next.document;
          history = next;
          identities.set(after, kind === 'same' ? sameLayers(known, before, after) : byPath(known, after));
        } catch (error) {
          if (!(error instanceof EditError)) throw error;
        }
      }
      const timeline = timelineOf(history);
      const alive = (from: number, to: number): ReadonlySet<symbol> => {
        const between = timeline.slice(Math.min(from, to), Math.max(from, to) + 1);
        const [one = [], ...others] = between.map((document) => [...identities.get(document)!.values()]);
        return others.reduce((left, each) => new Set(each.filter((id) => left.has(id))), new Set(one));
      };
      for (const [from, trained] of timeline.entries()) {
        const weights = new Map(
          [...identities.get(trained)!].map(([id, identity]) => [`${id}/kernel`, identity]),
        );
        for (const [to, now] of timeline.entries()) {
          const moved_ = movesBetween(history, trained, now)!;
          const carried = carry(weights, moved_);
          const still = alive(from, to);
          for (const [id, identity] of identities.get(now)!) {
            if (!still.has(identity)) continue;
            expect(carried.get(`${id}/kernel`), `${id} in ${to} from ${from}`).toBe(identity);
            followed += 1;
            if (!weights.has(`${id}/kernel`)) moved += 1;
            else if (weights.get(`${id}/kernel`) !== identity) taken += 1;
          }
        }
      }
    }),
    { numRuns: 40 },
  );
  expect(followed).toBeGreaterThan(10_000);
  expect(moved).toBeGreaterThan(1_000);
  // Ids that another layer had when the weights were trained.
  expect(taken).toBeGreaterThan(10);
});

test('whatever else is done to a document moves no layer, but for the index of a block that is repeated', () => {
  const draws = Object.values({ ...editTable, ...gestureTable, ...blockTable });
  const repeating = [editTable['setBlock'], blockTable['repeatBlock']];
  let counted = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('lenet5', 'resnet18'),
      fc.array(fc.nat(), { minLength: 150, maxLength: 150 }),
      (name, seeds) => {
        let document = findTemplate(name)!.document;
        for (const seed of seeds) {
          const chance = createChance(seed);
          const before = document;
          try {
            const change = chance.pick(chance.happens(0.2) ? repeating : draws)?.(before, chance) ?? null;
            if (change === null) continue;
            const after = applyEdits(before, editsOf(change));
            if (!isSmall(after)) continue;
            document = after;
            if ('edits' in change) continue;
            const now = new Map(expand(document).nodes.map(({ id }) => [canonical(id), id]));
            const moved = movedBy(before, change);
            if (moved.size > 0) counted += 1;
            for (const { id } of expand(before).nodes) {
              const same = now.get(canonical(id));
              if (same !== undefined) expect(moveId(moved, id)).toBe(same);
            }
          } catch (error) {
            if (!(error instanceof EditError)) throw error;
          }
        }
      },
    ),
    { numRuns: 6 },
  );
  expect(counted).toBeGreaterThan(10);
});
