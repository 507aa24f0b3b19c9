/**
 * What each layer says that it reads, against its reference: a number is changed in the reference's input, and the positions
 * of its output that change with it are those that read it.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { regrouped, tapsOf } from '../compiler/testing/brute-force-field';
import { layers } from '../layers/index';
import type { Layer, Window } from '../layers/define';
import type { KnownShape } from '../layers/shape';
import { layerReferences } from '../layers/testing/index';
import { sizeOf, type LayerReference, type Numbers } from '../layers/testing/reference';
import { stream, uniform } from './random';
import { casesOf, optionCases, type LayerCase } from './testing/layer-case';

/** An output's position, a vector being a column of them: `row column`. */
type Place = string;

const channelsOf = (shape: KnownShape): number => (shape.length === 3 ? (shape[2] ?? 1) : 1);
const widthOf = (shape: KnownShape): number => (shape.length === 3 ? (shape[1] ?? 1) : 1);
const placeOf = (number: number, shape: KnownShape): Place => {
  const at = Math.floor(number / channelsOf(shape));
  return `${Math.floor(at / widthOf(shape))} ${at % widthOf(shape)}`;
};
const placesOf = (shape: KnownShape): readonly Place[] =>
  Array.from({ length: sizeOf(shape) / channelsOf(shape) }, (_, at) =>
    placeOf(at * channelsOf(shape), shape),
  );

/** Positive, so that no sum cancels out. */
function random(shape: KnownShape, seed: number, id: string): Numbers {
  const key = stream(seed, id, 0);
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => 0.5 + uniform(key, i)) };
}

/** Larger than what stands beside it, for maxima, and smaller. */
const CHANGES = [5, -5, 0.1];

/** By the output's position, the positions of an input whose numbers change it. */
function changing(
  layer: Layer,
  reference: LayerReference,
  { params, shapes, seed }: LayerCase,
  from: number,
): ReadonlyMap<Place, ReadonlySet<Place>> {
  const weights = Object.fromEntries(
    layer.weights(params, shapes).map(({ name, shape }) => [name, random(shape, seed, name)]),
  );
  const inputs = shapes.map((shape, i) => random([1, ...shape], seed, `input ${i}`));
  // What only passes on gives the very numbers that it gets, which change below.
  const run = (): Numbers => {
    const { shape, data } = reference({ params, inputs, weights, training: false });
    return { shape, data: data.slice() };
  };
  const before = run();
  const output = before.shape.slice(1);
  const found = new Map(placesOf(output).map((place) => [place, new Set<Place>()]));
  const [input, shape] = [inputs[from], shapes[from]];
  if (!input || !shape) throw new Error('There is no such input.');
  input.data.forEach((value, at) => {
    for (const change of CHANGES) {
      input.data[at] = value + change;
      run().data.forEach((now, i) => {
        if (now !== before.data[i]) found.get(placeOf(i, output))?.add(placeOf(at, shape));
      });
    }
    input.data[at] = value;
  });
  return found;
}

/** What the layer says; those that are outside of the input, too. */
function read(window: Window, place: Place, input: KnownShape, output: KnownShape): readonly Place[] {
  if (window === null) return [place];
  if (window === 'global') return placesOf(input);
  if (window === 'unknown') throw new Error('A layer that runs is known.');
  const [row = 0, column = 0] = place.split(' ').map(Number);
  if ('run' in window)
    return regrouped(window.run, input, output, [row, column]).map((each) => each.join(' '));
  const at = [row, column] as const;
  const columns = tapsOf(window[1], at[window[1].along]);
  return tapsOf(window[0], at[window[0].along]).flatMap((r) => columns.map((c) => `${r} ${c}`));
}

/** False where the layer gives the same whatever enters, such as the softmax of one number. */
function check(layer: Layer, given: LayerCase): boolean {
  const reference = layerReferences[layer.type];
  if (!reference) throw new Error(`There is no reference for ${layer.type}.`);
  const { params, shapes } = given;
  const output = layer.infer(params, shapes).shapes[0]?.filter((dim) => dim !== null) ?? shapes[0] ?? [];
  let depends = false;
  for (const [from, input] of shapes.entries()) {
    const window = layer.window(params, shapes, from, 0);
    const inside = new Set(placesOf(input));
    const changed = changing(layer, reference, given, from);
    if ([...changed.values()].every(({ size }) => size === 0)) continue;
    depends = true;
    for (const [place, real] of changed) {
      const said = new Set(read(window, place, input, output));
      const seen = [...said].filter((each) => inside.has(each));
      const message = `${JSON.stringify(given)}: input ${from}, output ${place}`;
      // What stands outside may be the picture mirrored, or its border.
      const whole =
        seen.length === said.size ||
        ['zeros', 'constant'].includes(String(params['paddingMode'] ?? params['mode']));
      if (whole) expect([...real].sort(), message).toEqual(seen.sort());
      else expect([...real], message).toEqual(expect.arrayContaining(seen));
    }
  }
  return depends;
}

const readers = layers.filter(({ role, notExecutable }) => role !== 'input' && notExecutable === undefined);

describe.each(readers)('$type reads what its window says', (layer) => {
  test('for sampled parameters', () => {
    const runs = atDepth(15, 100);
    let depending = 0;
    const property = fc.property(casesOf(layer), (given) => {
      if (check(layer, given)) depending += 1;
    });
    fc.assert(property, { numRuns: runs });
    expect(depending).toBeGreaterThan(runs / 2);
  });

  test.each(optionCases(layer))('with %o', (fixed) => {
    const wanted = fc
      .sample(casesOf(layer), 60)
      .map((given) => ({ ...given, params: { ...given.params, ...fixed } }))
      .filter(({ params, shapes }) =>
        layer.infer(params, shapes).findings.every(({ severity }) => severity !== 'error'),
      );
    expect(wanted.length).toBeGreaterThan(0);
    for (const given of wanted.slice(0, atDepth(2, 10))) check(layer, given);
  });
});
