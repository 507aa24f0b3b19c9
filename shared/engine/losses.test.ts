/** Each loss through the executor's interface against loops in float64: value, counters and gradient. */
import { describe, expect, test } from 'vitest';
import { losses } from '../compiler/losses/index';
import type { LossName } from '../layers/support/primitives';
import type { Sums, Target, TargetKind } from './executor';
import { fusedLossOf } from './fused-loss';
import { planOf } from './testing/build-plan';
import { enginesWithGpu, tfjsCpu } from './testing/engines';
import { stream, uniform } from './random';
import { BatchError } from './targets';

const SIZE = 3;
const CHANNELS = 4;
const STEP = 1e-5;
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

type Row = (x: readonly number[], t: readonly number[]) => number;

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Of a row, as Keras defines them. */
const formulas: Readonly<Record<LossName, Row>> = {
  categoricalCrossentropy(x, t) {
    const most = Math.max(...x);
    const total = most + Math.log(x.reduce((sum, v) => sum + Math.exp(v - most), 0));
    return t.reduce((sum, share, i) => sum + share * (total - (x[i] ?? 0)), 0);
  },
  binaryCrossentropy: (x, t) =>
    mean(x.map((v, i) => Math.max(v, 0) - v * (t[i] ?? 0) + Math.log1p(Math.exp(-Math.abs(v))))),
  meanSquaredError: (x, t) => mean(x.map((v, i) => (v - (t[i] ?? 0)) ** 2)),
  meanAbsoluteError: (x, t) => mean(x.map((v, i) => Math.abs(v - (t[i] ?? 0)))),
};

interface Case {
  readonly loss: LossName;
  readonly kind: TargetKind;
  /** Of a picture, without the channels. */
  readonly place: readonly number[];
  readonly weights: 'none' | 'by picture' | 'by row';
  readonly ignores: boolean;
}

const cases = (Object.keys(losses) as LossName[]).flatMap((loss) =>
  losses[loss].targets.flatMap((kind) =>
    [[], [2, 3]].flatMap((place) =>
      (['none', 'by picture', 'by row'] as const).flatMap((weights): Case[] => {
        const plain = { loss, kind, place, weights, ignores: false };
        return kind === 'index' && place.length > 0 ? [plain, { ...plain, ignores: true }] : [plain];
      }),
    ),
  ),
);

const titleOf = ({ loss, kind, place, weights, ignores }: Case): string =>
  `${loss} of ${kind}, a row is a ${place.length > 0 ? 'pixel' : 'picture'}, weights ${weights}${ignores ? ', with pixels ignored' : ''}`;

function draw(count: number, id: string): number[] {
  return Array.from({ length: count }, (_, i) => uniform(stream(5, id, 0), i));
}

/** A batch, and for each row what the truth is in shares or values and how much it counts. */
function batchOf({ loss, kind, place, weights, ignores }: Case) {
  const rows = SIZE * sizeOf(place);
  const isLarge = loss.endsWith('Crossentropy');
  const values = draw(rows * CHANNELS, 'values').map((v, i) => {
    // Logits far from 0, and one at 0, overflow or have a kink where the formula is written carelessly.
    if (isLarge && i === 1) return 90;
    if (isLarge && i === 2) return -120;
    if (isLarge && i === 5) return 0;
    return 4 * v - 2;
  });
  const classes = draw(rows, 'classes').map((v) => Math.floor(v * CHANNELS));
  const isIgnored = (row: number): boolean => ignores && row % 4 === 1;
  const numbers = draw(rows * CHANNELS, 'truth');
  const truth = Array.from({ length: rows }, (_, row) => {
    const own = numbers.slice(row * CHANNELS, (row + 1) * CHANNELS);
    if (kind === 'index') return own.map((_share, i) => (i === classes[row] ? 1 : 0));
    // One row's shares add up to less than 1, as Keras allows.
    const mass = row === 1 ? 0.6 : 1;
    if (kind === 'distribution') return own.map((share) => (mass * share) / own.reduce((a, b) => a + b, 0));
    return loss === 'binaryCrossentropy' ? own.map((v) => (v > 0.7 ? v : Math.round(v))) : own;
  });
  const perPicture = [0.5, 2, 1.25];
  const perRow = draw(rows, 'weights').map((v, row) => (row === 2 ? 0 : 3 * v));
  const given = { none: undefined, 'by picture': perPicture, 'by row': perRow }[weights];
  const counts = Array.from({ length: rows }, (_, row) => {
    if (isIgnored(row)) return 0;
    return given ? (given[Math.floor((row * given.length) / rows)] ?? NaN) : 1;
  });
  const indices = classes.map((own, row) => (isIgnored(row) ? 255 : own));
  const target: Target = {
    kind,
    shape: kind === 'index' ? [SIZE, ...place] : [SIZE, ...place, CHANNELS],
    data: Float32Array.from(kind === 'index' ? indices : truth.flat()),
    ...(given && { weights: Float32Array.from(given) }),
  };
  return { values, truth, counts, target };
}

/** Σ weight · loss / Σ weight. */
function weightedMean(
  loss: LossName,
  values: readonly number[],
  truth: number[][],
  counts: number[],
): number {
  const each = truth.map((t, row) => formulas[loss](values.slice(row * CHANNELS, (row + 1) * CHANNELS), t));
  const total = counts.reduce((a, b) => a + b, 0);
  return each.reduce((sum, own, row) => sum + own * (counts[row] ?? 0), 0) / total;
}

test('the cross entropies are recognised by their primitives', () => {
  for (const loss of Object.keys(losses) as LossName[]) {
    const plan = planOf((b) => b.output('output', b.input('x', [2, CHANNELS]), loss));
    const [plain] = plan.training.outputs;
    const [changed] = apart(plan).training.outputs;
    if (!plain || !changed) throw new Error('An output is missing.');
    expect(fusedLossOf(plain)).toBe(loss.endsWith('Crossentropy') ? loss : null);
    expect(fusedLossOf({ ...plain, loss: 'meanSquaredError' })).toBe(fusedLossOf(plain));
    expect(fusedLossOf(changed)).toBeNull();
  }
});

const largest = (row: readonly number[]): number => row.indexOf(Math.max(...row));

describe.each(enginesWithGpu)('losses: $name', (engine) => {
  // The cross entropies are recognised and computed in one go; behind a scale of 1 the same primitives are not.
  const forms = [
    ...cases.map((own) => ({ own, fused: true })),
    ...cases.map((own) => ({ own, fused: false })),
  ];
  test.each(
    forms.map((form) => [`${titleOf(form.own)}${form.fused ? '' : ', by primitives'}`, form] as const),
  )('%s', async (_, { own, fused }) => {
    const { values, truth, counts, target } = batchOf(own);
    const shape = [...own.place, CHANNELS];
    const plain = planOf((b) => b.output('output', b.input('x', shape), own.loss));
    const plan = fused ? plain : apart(plain);
    const executor = await engine.create({
      plan,
      weights: new Map(),
      optimizer: { name: 'sgd', momentum: 0 },
      seed: 1,
    });
    const batch = {
      size: SIZE,
      inputs: { x: { shape: [SIZE, ...shape], data: Float32Array.from(values) } },
      targets: { output: target },
    };
    const found = await executor.gradients(batch, { learningRate: 0, step: 0 });
    const wanted = weightedMean(own.loss, values, truth, counts);
    expect(found.loss / wanted).toBeCloseTo(1, 5);
    const gradient = found.inputs['x'] ?? new Float32Array();
    values.forEach((value, i) => {
      const shifted = (by: number) => values.map((v, at) => (at === i ? value + by : v));
      const [above, below] = [STEP, -STEP].map((by) => weightedMean(own.loss, shifted(by), truth, counts));
      expect(gradient[i], `gradient ${i}`).toBeCloseTo(((above ?? NaN) - (below ?? NaN)) / (2 * STEP), 5);
    });

    const { loss, sums } = await executor.evaluate(batch);
    expect(loss / wanted).toBeCloseTo(1, 5);
    const weight = counts.reduce((a, b) => a + b, 0);
    const counted = truth.flatMap((t, row) => ((counts[row] ?? 0) > 0 ? [{ t, row }] : []));
    const right = counted.filter(
      ({ t, row }) => largest(values.slice(row * CHANNELS, (row + 1) * CHANNELS)) === largest(t),
    );
    const { loss: sum = NaN, weight: total = NaN, ...rest } = sums['output'] ?? {};
    expect(sum / (wanted * weight)).toBeCloseTo(1, 5);
    expect(total).toBeCloseTo(weight, 4);
    const counters = own.loss === 'categoricalCrossentropy' ? { correct: right.length } : {};
    expect(rest).toEqual({ count: counted.length, ...counters });
    executor.dispose();
  });

  test('add up over outputs and steps, each row by its weight', async () => {
    const plan = planOf((b) => {
      const x = b.input('x', [CHANNELS]);
      b.output('first', x, 'categoricalCrossentropy');
      b.output('second', x, 'meanSquaredError');
    });
    const executor = await engine.create({
      plan,
      weights: new Map(),
      optimizer: { name: 'sgd', momentum: 0 },
      seed: 1,
    });
    const [one, two] = [
      batchOf({
        loss: 'categoricalCrossentropy',
        kind: 'index',
        place: [],
        weights: 'by row',
        ignores: false,
      }),
      batchOf({ loss: 'meanSquaredError', kind: 'values', place: [], weights: 'by picture', ignores: false }),
    ];
    const step = async (from: number, size: number): Promise<void> => {
      const cut = ({ target }: typeof one, width: number): Target => ({
        ...target,
        data: target.data.slice(from * width, (from + size) * width),
        weights: target.weights?.slice(from, from + size) ?? new Float32Array(),
      });
      const data = Float32Array.from(one.values).slice(from * CHANNELS, (from + size) * CHANNELS);
      await executor.step(
        {
          size,
          inputs: { x: { shape: [size, CHANNELS], data } },
          targets: { first: cut(one, 1), second: cut(two, CHANNELS) },
        },
        { learningRate: 0, step: from },
      );
    };
    await step(0, 2);
    await step(2, 1);
    const report = await executor.report();
    const wanted: readonly [LossName, typeof one][] = [
      ['categoricalCrossentropy', one],
      ['meanSquaredError', two],
    ];
    const means = wanted.map(([loss, { truth, counts }]) => weightedMean(loss, one.values, truth, counts));
    expect(report?.steps).toBe(2);
    expect((report?.loss ?? NaN) / ((means[0] ?? 0) + (means[1] ?? 0))).toBeCloseTo(1, 5);
    // The third row has the weight 0.
    const { first, second }: Readonly<Record<string, Sums>> = report?.sums ?? {};
    expect([first?.count, second?.count]).toEqual([2, 3]);
    expect(await executor.report()).toBeNull();
    executor.dispose();
  });

  test('a batch in which no row counts has the loss 0 and no gradient', async () => {
    const plan = planOf((b) => b.output('output', b.input('x', [1, 2, CHANNELS]), 'categoricalCrossentropy'));
    const executor = await engine.create({
      plan,
      weights: new Map(),
      optimizer: { name: 'sgd', momentum: 0 },
      seed: 1,
    });
    const batch = {
      size: 1,
      inputs: { x: { shape: [1, 1, 2, CHANNELS], data: Float32Array.from(draw(8, 'none')) } },
      targets: { output: { kind: 'index', shape: [1, 1, 2], data: Float32Array.of(255, 255) } as const },
    };
    const { loss, inputs } = await executor.gradients(batch, { learningRate: 0, step: 0 });
    expect(loss).toBe(0);
    expect([...(inputs['x'] ?? [])].map(Math.abs)).toEqual(new Array<number>(8).fill(0));
    const { sums } = await executor.evaluate(batch);
    expect(sums['output']).toEqual({ loss: 0, weight: 0, count: 0, correct: 0 });
    executor.dispose();
  });
});

/** The losses behind a scale of 1, so that they are no pattern any more. */
function apart(plan: ReturnType<typeof planOf>): ReturnType<typeof planOf> {
  const outputs = plan.training.outputs.map((output) => {
    const { objective } = output;
    const op = { op: 'unary', function: 'affine', x: objective.losses, scale: 1, offset: 0 } as const;
    const scaled = { id: 1_000_000, shape: objective.losses.shape, from: op };
    const ops = [...objective.ops, { op, output: scaled, nodeId: output.id }];
    return { ...output, objective: { ...objective, ops, losses: scaled } };
  });
  const program = { ...plan.training, outputs };
  return { ...plan, training: program, inference: program };
}

test('says what is wrong with a target', async () => {
  const plan = planOf((b) => b.output('output', b.input('x', [2]), 'categoricalCrossentropy'));
  const executor = await tfjsCpu.create({
    plan,
    weights: new Map(),
    optimizer: { name: 'sgd', momentum: 0 },
    seed: 1,
  });
  const ask = (target: Target | null) =>
    executor.evaluate({
      size: 2,
      inputs: { x: { shape: [2, 2], data: new Float32Array(4) } },
      targets: target ? { output: target } : {},
    });
  const index = (...data: number[]): Target => ({ kind: 'index', shape: [2], data: Float32Array.from(data) });
  await expect(ask(null)).rejects.toThrow('no target for the output "output"');
  await expect(ask(index(0, 2))).rejects.toThrow('is 2, but the network tells the classes 0 to 1 apart');
  // Only masks have pixels that are ignored: here it is a class that isn't there.
  await expect(ask(index(0, 255))).rejects.toThrow('is 255');
  await expect(ask(index(0, 0.5))).rejects.toThrow('is 0.5');
  await expect(ask(index(0))).rejects.toThrow('1 values for the output "output", but 2 are needed');
  await expect(ask({ ...index(0, 1), kind: 'values' })).rejects.toThrow('takes index or distribution');
  await expect(ask({ ...index(0, 1), weights: Float32Array.of(1) })).rejects.toThrow('1 weights');
  await expect(ask({ ...index(0, 1), weights: Float32Array.of(1, -1) })).rejects.toThrow('is -1');
  await expect(ask({ ...index(0, 1), weights: Float32Array.of(1, NaN) })).rejects.toThrow(BatchError);
  executor.dispose();
});
