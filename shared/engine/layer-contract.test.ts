/** Every registered layer, for sampled parameters, on every backend that Node has: shapes, values and gradients. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atDepth, isDeep } from '../../build/lib/depth';
import { variadicIndex } from '../graph/ports';
import { findLayer, layers } from '../layers/index';
import type { KnownShape } from '../layers/shape';
import { inputShapes } from '../layers/support/input-shapes';
import { defaultsOf } from '../schema/fields';
import { casesOf, checkCase, optionCases, prepareCase } from './testing/layer-case';
import { engines, ours, tfjsWasm } from './testing/engines';
import { nodePlatform } from './testing/platform';

const executable = layers.filter(({ notExecutable }) => notExecutable === undefined);

/** tfjs in plain JavaScript is what the app falls back to last, and the slowest by far. */
const usual = isDeep ? engines : [ours, tfjsWasm];

for (const layer of executable)
  describe(layer.type, () => {
    test.each(usual)('agrees with its definition, forward and backward: $name', async (engine) => {
      const check = fc.asyncProperty(casesOf(layer), (given) =>
        checkCase(layer, given, engine.backend, engine.create, nodePlatform),
      );
      await fc.assert(check, { numRuns: atDepth(8, 30) });
    });

    test.each(optionCases(layer))('agrees with its definition for %o', async (fixed) => {
      const drawn = fc
        .sample(casesOf(layer), 60)
        .map((given) => ({ ...given, params: { ...given.params, ...fixed } }));
      const wanted = drawn.find(({ params, shapes }) =>
        layer.infer(params, shapes).findings.every(({ severity }) => severity !== 'error'),
      );
      if (!wanted) throw new Error('No case with this value fits.');
      for (const engine of [ours, tfjsWasm])
        await checkCase(layer, wanted, engine.backend, engine.create, nodePlatform);
    });
  });

describe.each(layers)('$type', (layer) => {
  test('counts in its explanation what its weights and MACs say', () => {
    fc.assert(
      fc.property(casesOf(layer), ({ params, shapes }) => {
        const weights = layer.weights(params, shapes);
        const explained = layer.explain?.(params, shapes);
        const sum = (trainable: boolean): number =>
          weights
            .filter((weight) => weight.trainable === trainable)
            .reduce((total, { shape }) => total + shape.reduce((n, d) => n * d, 1), 0);
        if (weights.length > 0) {
          const told = explained?.parameters?.result
            .split(' + ')
            .map((part) => Number(part.replaceAll(',', '')));
          // Both kinds apart where there are both; a layer that is fixed as a whole tells one number.
          const kinds = [sum(true), sum(false)];
          expect(told).toEqual(told?.length === 2 ? kinds : kinds.filter((size) => size > 0));
        }
        const macs = layer.macs(params, shapes);
        if (macs > 0) expect(Number(explained?.macs?.result.replaceAll(',', ''))).toBe(macs);
        if (layer.features !== undefined) expect(Object.keys(layer.params)).toContain(layer.features);
      }),
      { numRuns: atDepth(20, 50) },
    );
  });
});

/** Of either kind, and two that differ. */
const entering: readonly KnownShape[] = [[5, 5, 3], [4, 6, 2], [7]];

describe.each(layers)('$type', (layer) => {
  test('finds fault with ports and parameters that it has, and proposes layers that there are', () => {
    const params = defaultsOf(layer.params);
    const { inputs } = layer.ports(params);
    const isPort = (name: string): boolean =>
      'variadic' in inputs ? variadicIndex(inputs.variadic, name) !== null : inputs.includes(name);
    const cases = entering.flatMap((first) => inputShapes(inputs, first, entering, 2));
    for (const { port, param, suggestions = [] } of cases.flatMap(
      (shapes) => layer.infer(params, shapes).findings,
    )) {
      const names = suggestions.flatMap((each) =>
        each.kind === 'setParams' ? Object.keys(each.params) : [],
      );
      for (const name of param === undefined ? names : [param, ...names])
        expect(Object.keys(layer.params)).toContain(name);
      const inserted = suggestions.filter((each) => each.kind === 'insert');
      for (const name of [port ?? [], inserted.map((each) => each.port)].flat())
        expect(isPort(name), `${layer.type} has no port ${name}.`).toBe(true);
      for (const { type } of inserted) expect(findLayer(type), type).toBeDefined();
    }
  });
});

test('a layer that takes none of what is drawn is named', () => {
  const [layer] = layers;
  if (!layer) throw new Error('There is no layer.');
  const findings = [{ severity: 'error', code: 'nothing-left', message: 'It takes nothing.' }] as const;
  const closed = { ...layer, type: 'Closed', infer: () => ({ shapes: [], steps: [], findings }) };
  expect(() => fc.sample(casesOf(closed), 1)).toThrow(
    /^Closed takes none of the shapes .*It takes nothing\.$/,
  );
});

/** Numbers in a formula's result: `30`, `54 (from 54.25)`, `7×7×8`. */
const numbersIn = (text: string): readonly number[] =>
  (text.match(/[\d,]*\d(\.\d+)?/g) ?? []).map((part) => Number(part.replaceAll(',', '')));

describe.each(layers.filter(({ role }) => !['input', 'output', 'block'].includes(role)))('$type', (layer) => {
  test('explains every size of its output that it changes', () => {
    fc.assert(
      fc.property(casesOf(layer), ({ params, shapes }) => {
        const { shapes: outputs, steps } = layer.infer(params, shapes);
        const told = new Set(steps.flatMap(({ result }) => numbersIn(result)));
        const [input = []] = shapes;
        // The last size is a parameter itself where a layer has one for it, and stands right above.
        const own = layer.features === undefined ? null : params[layer.features];
        for (const output of outputs)
          output.forEach((size, axis) => {
            const kept = output.length === input.length && size === input[axis];
            const set = axis === output.length - 1 && size === own;
            if (!kept && !set) expect(told, JSON.stringify({ params, input, output })).toContain(size);
          });
        for (const { title, formula, filled, result } of steps)
          for (const part of [title, formula, filled, result]) expect(part).toMatch(/\S/);
      }),
      { numRuns: atDepth(40, 100) },
    );
  });
});

test('Dropout keeps 1 − rate of its values, scaled up, and draws anew at each step', async () => {
  const layer = layers.find(({ type }) => type === 'Dropout');
  if (!layer) throw new Error('Dropout is not registered.');
  const rate = 0.3;
  const { plan, weights, batch, outputId } = prepareCase(layer, {
    params: { rate },
    shapes: [[40, 50, 1]],
    seed: 5,
  });
  const zero = { [outputId]: { kind: 'values' as const, shape: [2, 2000], data: new Float32Array(4000) } };
  const executor = await ours.create({ plan, weights, optimizer: { name: 'sgd', momentum: 0 }, seed: 5 });
  try {
    const maskAt = async (step: number): Promise<readonly boolean[]> => {
      const { inputs } = await executor.gradients({ ...batch, targets: zero }, { learningRate: 0, step });
      const x = batch.inputs['x0']?.data ?? new Float32Array();
      // The loss is mean((m·x / (1 − rate))²), so its gradient is 2·m·x / (n·(1 − rate)²), or 0 where x was dropped.
      return [...(inputs['x0'] ?? [])].map((gradient, i) => {
        const kept = (2 * (x[i] ?? 0)) / (4000 * (1 - rate) ** 2);
        if (gradient !== 0) expect(gradient).toBeCloseTo(kept, 6);
        return gradient !== 0;
      });
    };
    const [one, again, two] = [await maskAt(1), await maskAt(1), await maskAt(2)];
    expect(one.filter(Boolean).length / 4000).toBeCloseTo(1 - rate, 1);
    expect(again).toEqual(one);
    expect(two).not.toEqual(one);
  } finally {
    executor.dispose();
  }
});
