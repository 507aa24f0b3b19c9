/** Trained weights follow their layers, and the network predicts what it did. */
import { expect, test, describe } from 'vitest';
import { compile } from '../compiler/compile';
import { prepare } from '../training/prepare';
import { gaussian, stream, uniform } from '../engine/random';
import type { WeightMap } from './weights';
import { ours } from '../engine/testing/engines';
import { addParameter } from '../graph/definition-params';
import { renameDefinition, repeatBlock, separate } from '../graph/definitions';
import type { Change } from '../graph/change';
import { dissolveAll, dissolveBlock } from '../graph/dissolve-block';
import { emptyDocument, isBlock, type ConvDocument, type GraphNode } from '../graph/document';
import { jump, movesBetween, redo, startHistory, transact, undo, type History } from '../graph/history';
import { makeBlock } from '../graph/make-block';
import { type Moved, nothingMoved, thenMoved } from '../graph/moved';
import { findTemplate } from '../../templates';
import { carry, follow, movedNow } from './carry';
import { fitWeights, weightsOf } from './fit-weights';

const moves = (entries: Readonly<Record<string, string>>): Moved => new Map(Object.entries(entries));
const inOrder = (...steps: readonly Moved[]): Moved => steps.reduce(thenMoved, nothingMoved);

describe('a weight that two layers would have', () => {
  test('goes to the layer that moved there, whose id another had before', () => {
    const weights = new Map([
      ['block/conv/kernel', 'moved'],
      ['conv/kernel', 'deleted'],
    ]);
    expect(carry(weights, moves({ 'block/conv': 'conv' })).get('conv/kernel')).toBe('moved');
  });

  test('goes to the one that moved there last', () => {
    // What was in another block was dissolved, made a block, and deleted with it; the first then came to lie there.
    const moved = inOrder(
      moves({ l: 'a/l' }),
      moves({ 'q/l': 'l' }),
      moves({ l: 'block/l' }),
      moves({ 'a/l': 'l' }),
      moves({ l: 'block/l' }),
    );
    const weights = new Map([
      ['l/kernel', 'there'],
      ['q/l/kernel', 'deleted'],
    ]);
    expect([...carry(weights, moved)]).toEqual([['block/l/kernel', 'there']]);
  });
});

// ---- Networks that were trained: any weights do, if none is what a fresh network has.

function trainedWeights(document: ConvDocument): WeightMap {
  const { plan } = prepare(document);
  return new Map(
    plan.weights.map(({ key, shape }) => {
      const count = shape.reduce((product, size) => product * size, 1);
      const values = gaussian(stream(3, key, 0), 0.2, count);
      // A variance is none below 0.
      return [
        key,
        { shape, data: key.endsWith('Variance') ? values.map((value) => 1 + value * value) : values },
      ];
    }),
  );
}

async function predictions(document: ConvDocument, weights: WeightMap): Promise<readonly number[]> {
  const { plan, inputId, outputId, inputShape } = prepare(document);
  const executor = await ours.create({ plan, weights, optimizer: { name: 'sgd', momentum: 0 }, seed: 1 });
  const shape = [2, ...inputShape];
  const count = shape.reduce((product, size) => product * size, 1);
  const data = Float32Array.from({ length: count }, (_, i) => uniform(stream(7, 'pixels', 0), i));
  try {
    const { [outputId]: output } = await executor.predict({ [inputId]: { shape, data } }, 2);
    return [...output!.data];
  } finally {
    executor.dispose();
  }
}

const weightsIn = (history: History, trained: ConvDocument, weights: WeightMap): WeightMap =>
  carry(weights, movesBetween(history, trained, history.document)!);

const fitIn = (history: History, weights: WeightMap) =>
  fitWeights(weightsOf(compile(history.document).layers), weights);

const blocksOf = ({ nodes }: { readonly nodes: readonly GraphNode[] }): readonly string[] =>
  nodes.filter(isBlock).map(({ id }) => id);

/** A residual unit that stands twice, and a layer before it. */
function residual(): ConvDocument {
  const node = (id: string, type: string, params = {}): GraphNode => ({ id, type, name: id, params });
  const edge = (source: string, target: string, targetPort = 'in') => {
    return { source, sourcePort: 'out', target, targetPort };
  };
  return {
    ...emptyDocument('Residual'),
    nodes: [
      node('input', 'Input', { shape: [8, 8, 3] }),
      node('stem', 'Conv2D', { filters: 4, kernelSize: [3, 3], padding: 'same' }),
      { ...node('stage', 'Block'), definition: 'unit', args: {}, repeat: 2 } as GraphNode,
      node('pool', 'GlobalAveragePooling2D'),
      node('fc', 'Dense', { units: 5 }),
      node('output', 'Output'),
    ],
    edges: [
      edge('input', 'stem'),
      edge('stem', 'stage'),
      edge('stage', 'pool'),
      edge('pool', 'fc'),
      edge('fc', 'output'),
    ],
    definitions: {
      unit: {
        name: 'Unit',
        params: [],
        nodes: [
          node('conv', 'Conv2D', { filters: 4, kernelSize: [3, 3], padding: 'same' }),
          node('norm', 'BatchNormalization'),
          node('act', 'Activation', { activation: 'relu' }),
          node('add', 'Add'),
        ],
        edges: [edge('conv', 'norm'), edge('norm', 'act'), edge('act', 'add', 'in:0')],
        inputs: [
          { name: 'in', node: 'conv', port: 'in' },
          { name: 'in', node: 'add', port: 'in:1' },
        ],
        outputs: [{ name: 'out', node: 'add', port: 'out' }],
      },
    },
  };
}

type Step = readonly [label: string, change: (document: ConvDocument) => Change];

const lenetSteps: readonly Step[] = [
  ['group', (document) => makeBlock(document, ['C1', 'tanh1', 'S2'])],
  [
    'group the rest',
    (document) => makeBlock(document, ['C3', 'tanh3', 'S4', 'C5', 'tanh5'], { name: 'Rest' }),
  ],
  ['rename a layer inside', () => [{ edit: 'renameNode', scope: 'rest', id: 'C3', name: 'Third' }]],
  ['rename the block', (document) => renameDefinition(document, 'rest', 'Deep')],
  ['give it a parameter', (document) => addParameter(document, 'rest', { name: 'maps', default: 16 })],
  [
    'write it in',
    () => [{ edit: 'setParams', scope: 'rest', id: 'C3', params: { filters: { expr: 'maps' } } }],
  ],
  ['group inside of it', (document) => makeBlock(document, ['C5', 'tanh5'], { scope: 'rest' })],
  ['group both', (document) => makeBlock(document, blocksOf(document))],
  ['dissolve one', (document) => dissolveBlock(document, blocksOf(document)[0]!)],
  ['dissolve all', dissolveAll],
];

const residualSteps: readonly Step[] = [
  ['group the stage', (document) => makeBlock(document, ['stem', 'stage'])],
  ['dissolve that', (document) => dissolveBlock(document, blocksOf(document)[0]!)],
  ['group two layers of a copy', (document) => makeBlock(document, ['conv', 'norm'], { scope: 'unit' })],
  ['rename it', () => [{ edit: 'renameNode', id: 'stage', name: 'Stage' }]],
  ['make it independent', (document) => separate(document, 'stage').edits],
  ['say its number by a formula', (document) => repeatBlock(document, 'stage', { expr: '1 + 1' })],
  ['dissolve all', dissolveAll],
];

describe.each([
  ['LeNet-5', findTemplate('lenet5')!.document, lenetSteps],
  ['a residual network', residual(), residualSteps],
])('%s that was trained', (_, trained, steps) => {
  const weights = trainedWeights(trained);

  test('keeps all weights and predicts the same to the bit, whatever is grouped, dissolved, renamed and undone', async () => {
    const wanted = await predictions(trained, weights);
    expect(new Set(wanted).size).toBeGreaterThan(5);
    let history = startHistory(trained);
    const check = async (label: string): Promise<void> => {
      const carried = weightsIn(history, trained, weights);
      const { fits, fresh, unused } = fitIn(history, carried);
      expect([...fresh, ...unused], label).toEqual([]);
      expect(fits.size, label).toBe(weights.size);
      expect(await predictions(history.document, carried), label).toEqual(wanted);
    };
    for (const [label, change] of steps) {
      history = transact(history, label, change(history.document));
      await check(label);
    }
    for (let i = 0; i < steps.length; i += 1) {
      history = undo(history);
      await check(`undo ${i + 1}`);
    }
    history = redo(jump(history, steps.length - 2));
    await check('redo');
  });
});

describe('a block of a trained network', () => {
  const trained = residual();
  const weights = trainedWeights(trained);
  const once = (document: ConvDocument): ConvDocument =>
    transact(startHistory(document), 'Once', repeatBlock(document, 'stage', 1)).document;

  test('is edited: its layers keep their weights, and what is new in it is new', async () => {
    let history = transact(startHistory(trained), 'Soften', [
      { edit: 'setParams', scope: 'unit', id: 'act', params: { activation: 'tanh' } },
    ]);
    const carried = weightsIn(history, trained, weights);
    expect([...fitIn(history, carried).fresh]).toEqual([]);
    expect(await predictions(history.document, carried)).not.toEqual(await predictions(trained, weights));
    history = transact(history, 'Widen', [
      { edit: 'setParams', scope: 'unit', id: 'conv', params: { kernelSize: [1, 1] } },
    ]);
    const { fresh, unused } = fitIn(history, weightsIn(history, trained, weights));
    expect([...fresh]).toEqual(['stage[0]/conv/kernel', 'stage[1]/conv/kernel']);
    expect(unused).toEqual(fresh);
  });

  test('is repeated more often: the copies that are added begin anew, and Undo takes them away', () => {
    const single = once(trained);
    const alone = trainedWeights(single);
    let history = transact(startHistory(single), 'Repeat', repeatBlock(single, 'stage', 3));
    const { fits, fresh } = fitIn(history, weightsIn(history, single, alone));
    expect([...fits].filter((key) => key.startsWith('stage'))).toEqual(
      ['kernel', 'bias']
        .map((name) => `stage[0]/conv/${name}`)
        .concat(['gamma', 'beta', 'movingMean', 'movingVariance'].map((name) => `stage[0]/norm/${name}`)),
    );
    expect(fresh.size).toBe(12);
    expect([...fresh].every((key) => /^stage\[[12]\]\//.test(key))).toBe(true);
    history = undo(history);
    expect(weightsIn(history, single, alone)).toBe(alone);
  });

  test('stands once and again twice: the second copy finds its weights again', () => {
    let history = transact(startHistory(trained), 'Once', repeatBlock(trained, 'stage', 1));
    const fit = fitIn(history, weightsIn(history, trained, weights));
    expect([...fit.fresh]).toEqual([]);
    expect([...fit.unused].every((key) => key.startsWith('stage[1]/'))).toBe(true);
    expect(fit.unused.size).toBe(6);
    history = transact(history, 'Twice', repeatBlock(history.document, 'stage', 2));
    expect(weightsIn(history, trained, weights)).toEqual(weights);
  });
});

describe('what a history no longer reaches', () => {
  const lenet = findTemplate('lenet5')!.document;
  const grouped = transact(startHistory(lenet), 'Group', makeBlock(lenet, ['C1', 'tanh1']));

  test('is followed on, when an edit after Undo takes the document away that was trained', () => {
    const seen = { document: grouped.document, moved: nothingMoved };
    const weights = trainedWeights(grouped.document);
    const back = undo(grouped);
    const after = transact(back, 'Rename', [{ edit: 'renameNode', id: 'C1', name: 'First' }]);
    expect(movesBetween(after, grouped.document, after.document)).toBeNull();
    const followed = follow(seen, back, after);
    const carried = carry(weights, movedNow(followed, after));
    expect([...fitIn(after, carried).fresh]).toEqual([]);
    expect(carried.has('C1/kernel')).toBe(true);
    expect(movedNow(follow(followed, after, undo(after)), undo(after)).get('block1/C1')).toBe('C1');
  });

  test('is followed on, when the gesture goes on that it was a moment of', () => {
    const start = startHistory(residual());
    const one = transact(start, 'Repeat', repeatBlock(start.document, 'stage', 1), 'typing');
    const two = transact(one, 'Repeat', repeatBlock(one.document, 'stage', 3), 'typing');
    expect(two.past).toHaveLength(1);
    expect(movesBetween(two, start.document, two.document)?.get('stage[0]')).toBe('stage[0]');
    const followed = follow({ document: one.document, moved: nothingMoved }, one, two);
    expect(carry(new Map([['stage/conv/kernel', 1]]), movedNow(followed, two))).toEqual(
      new Map([['stage[0]/conv/kernel', 1]]),
    );
  });

  test('is followed on, when more was done since than a history keeps', () => {
    let history = grouped;
    let followed = { document: lenet, moved: nothingMoved };
    for (let i = 0; i < 520; i += 1) {
      const next = transact(history, 'Call', [{ edit: 'setInfo', name: `n${i}` }]);
      followed = follow(followed, history, next);
      history = next;
    }
    expect(movesBetween(history, lenet, history.document)).toBeNull();
    expect(movedNow(followed, history).get('C1')).toBe('block1/C1');
  });
});
