import { describe, expect, test } from 'vitest';
import { expand } from '../../shared/compiler/expand';
import { createChance } from '../../shared/engine/testing/chance';
import { checkChange } from '../../shared/format/check-change';
import { crc32 } from '../../shared/format/crc32';
import { serializeDocument } from '../../shared/format/document-format';
import { fromUtf8, toUtf8 } from '../../shared/format/utf8';
import { applyEdits } from '../../shared/graph/apply';
import type { ConvDocument } from '../../shared/graph/document';
import { editsOf } from '../../shared/graph/change';
import { EditError } from '../../shared/graph/edit-error';
import { jump, startHistory, timelineOf, transact, undo, type History } from '../../shared/graph/history';
import { makeBlock } from '../../shared/graph/make-block';
import { blockTable } from '../../shared/graph/testing/random-block-edits';
import { editTable, gestureTable } from '../../shared/graph/testing/random-edits';
import { findTemplate } from '../../templates';
import type { HistoryPlace, Work } from './drafts';
import { createHistoryKeeper, restoreHistory } from './history-drafts';

const draws = [editTable, gestureTable, blockTable].flatMap((table) => Object.values(table));

function templateOf(name: string): ConvDocument {
  const document = findTemplate(name)?.document;
  if (document === undefined) throw new Error(`There is no template "${name}".`);
  return document;
}

/** All that a browser would keep. */
function memoryRows() {
  const rows = new Map<string, Uint8Array>();
  let written = 0;
  return {
    rows,
    written: () => written,
    write: (key: string, bytes: Uint8Array): Promise<void> => {
      rows.set(key, bytes);
      written += bytes.length;
      return Promise.resolve();
    },
    drop: (key: string): Promise<void> => {
      rows.delete(key);
      return Promise.resolve();
    },
  };
}

function workIn(rows: ReadonlyMap<string, Uint8Array>, document: ConvDocument, history: HistoryPlace): Work {
  return {
    session: 's',
    documentId: 'd',
    savedAt: '',
    draft: {
      name: 'n',
      file: null,
      edits: 1,
      unsaved: true,
      selectedRun: null,
      document: serializeDocument(document),
      history,
    },
    history: [...rows].map(([key, bytes]) => ({ key, bytes })),
    formerRuns: [],
    runCount: 0,
  };
}

function edited(history: History, seed: number): History {
  const chance = createChance(seed);
  try {
    const change = chance.pick(draws)?.(history.document, chance) ?? null;
    if (!change) return history;
    checkChange(history.document, applyEdits(history.document, editsOf(change)));
    return transact(history, `Step ${seed}`, change, undefined, seed);
  } catch (error) {
    if (error instanceof EditError) return history;
    throw error;
  }
}

/** Label, time and where the layers went, in the map's order. */
const words = (history: History) =>
  [...history.past, ...history.future].map(({ label, at, moved }) => [label, at, [...moved]]);

describe('a history among the drafts', () => {
  test('comes back as it was, whatever was undone, done anew and kept in between', () => {
    const store = memoryRows();
    let keeper = createHistoryKeeper(store);
    const chance = createChance(7);
    const saved = templateOf('resnet18');
    let history = startHistory(saved);
    let moves = 0;
    for (let seed = 1; seed <= 700; seed += 1) {
      history = edited(history, seed);
      if (chance.happens(0.1)) history = undo(undo(history));
      if (chance.happens(0.02)) history = jump(history, chance.below(timelineOf(history).length));
      if (!chance.happens(0.2)) continue;
      const place = keeper.keep('s', 'd', history, saved);
      const back = restoreHistory(workIn(store.rows, history.document, place));
      expect(back && timelineOf(back.history)).toEqual(timelineOf(history));
      expect(back && words(back.history)).toEqual(words(history));
      expect(back?.history.past.length).toBe(history.past.length);
      expect(back?.saved ?? null).toEqual(timelineOf(history).includes(saved) ? saved : null);
      moves += history.past.filter(({ moved }) => moved.size > 0).length;
      if (!back || !chance.happens(0.1)) continue;
      // A reload: another keeper goes on from what was read.
      keeper = createHistoryKeeper(store);
      keeper.begin(back.parts, [...store.rows.keys()]);
      history = back.history;
      if (back.saved === null) break;
    }
    expect(moves).toBeGreaterThan(10);
  });

  test('comes back from rows that do not say yet where layers went', () => {
    const store = memoryRows();
    const keeper = createHistoryKeeper(store);
    const lenet = templateOf('lenet5');
    const grouped = transact(startHistory(lenet), 'Make a block', makeBlock(lenet, ['C1']));
    const place = keeper.keep('s', 'd', grouped, null);
    const [[key, bytes]] = [...store.rows] as [[string, Uint8Array]];
    const older = (body: string): Uint8Array => {
      const [head, ...lines] = body.split('\n');
      const rest = lines.map((line) => {
        const { moved, ...others } = JSON.parse(line) as Record<string, unknown>;
        expect(moved).toEqual(line === lines[0] ? undefined : [['C1', 'block1/C1']]);
        return JSON.stringify(others);
      });
      const crc = crc32(toUtf8(rest.join('\n')));
      return toUtf8([JSON.stringify({ ...JSON.parse(head!), crc }), ...rest].join('\n'));
    };
    store.rows.set(key, older(fromUtf8(bytes)));
    const back = restoreHistory(workIn(store.rows, grouped.document, place));
    expect(back && timelineOf(back.history)).toEqual(timelineOf(grouped));
    expect(back?.history.past[0]?.moved.size).toBe(0);
  });

  test('forgets the oldest of more than 500 steps, on disk too', () => {
    const store = memoryRows();
    const keeper = createHistoryKeeper(store);
    let history = startHistory(templateOf('lenet5'));
    for (let index = 0; index < 620; index += 1) {
      history = transact(history, `Step ${index}`, [{ edit: 'setInfo', name: `n${index}` }]);
      if (index % 7 === 0) keeper.keep('s', 'd', history, null);
    }
    const place = keeper.keep('s', 'd', history, null);
    const back = restoreHistory(workIn(store.rows, history.document, place));
    expect(back?.history.past).toHaveLength(500);
    expect(back?.history.past[0]?.label).toBe('Step 120');
    expect(store.rows.size).toBeLessThanOrEqual(21);
  });

  test('loses what lies beyond a damaged part, and nothing where the document is another', () => {
    const store = memoryRows();
    const keeper = createHistoryKeeper(store);
    let history = startHistory(templateOf('lenet5'));
    for (let index = 0; index < 60; index += 1) {
      history = transact(history, `Step ${index}`, [{ edit: 'setInfo', name: `n${index}` }]);
    }
    const place = keeper.keep('s', 'd', history, null);
    const keys = [...store.rows.keys()];
    expect(keys).toHaveLength(3);
    const damage = (key: string | undefined): Map<string, Uint8Array> =>
      new Map(
        [...store.rows].map(([name, bytes]) => [
          name,
          name === key ? bytes.map((b, i) => (i === 90 ? b ^ 1 : b)) : bytes,
        ]),
      );
    const middle = restoreHistory(workIn(damage(keys[1]), history.document, place));
    expect(middle?.history.past.map(({ label }) => label)).toEqual(
      Array.from({ length: 10 }, (_, index) => `Step ${50 + index}`),
    );
    expect(restoreHistory(workIn(damage(keys[2]), history.document, place))).toBeNull();
    expect(restoreHistory(workIn(store.rows, templateOf('vgg16'), place))).toBeNull();
    expect(restoreHistory(workIn(new Map(), history.document, place))).toBeNull();
  });

  test('is written in small pieces, in a moment, for a network of 500 layers', () => {
    const { nodes, edges } = expand(templateOf('resnet152'));
    const id = (path: string): string => path.replaceAll(/[/[\]]/g, '_');
    const flat: ConvDocument = {
      ...templateOf('resnet152'),
      nodes: nodes.map((node) => ({
        id: id(node.id),
        type: node.type,
        name: node.name,
        params: node.params,
      })),
      edges: edges.map((edge) => ({ ...edge, source: id(edge.source), target: id(edge.target) })),
      definitions: {},
      layout: Object.fromEntries(nodes.map((node, index) => [id(node.id), { x: 0, y: index * 26 }])),
    };
    expect(flat.nodes.length).toBeGreaterThan(500);
    const store = memoryRows();
    const keeper = createHistoryKeeper(store);
    let history = startHistory(flat);
    const times: number[] = [];
    for (let index = 0; index < 100; index += 1) {
      const node = flat.nodes[(index * 37) % flat.nodes.length]?.id ?? '';
      history = transact(history, 'Move', [{ edit: 'place', layout: { [node]: { x: index, y: 0 } } }]);
      const start = performance.now();
      keeper.keep('s', 'd', history, flat);
      times.push(performance.now() - start);
    }
    const median = times.sort((a, b) => a - b)[50] ?? Infinity;
    expect(median).toBeLessThan(10);
    const size = [...store.rows.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    expect(size).toBeLessThan(100 * 1024 + 4 * JSON.stringify(flat).length * 1.2);
  });
});
