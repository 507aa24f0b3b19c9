/**
 * Generated code, run by Keras and PyTorch themselves: it must build the network that we drew, and give our answers with
 * our weights. `npm run test:interop` has the frameworks.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pythonFor } from '../../build/lib/find-python.mjs';
import { PlanError } from '../../shared/compiler/plan';
import type { Framework } from '../../shared/export/code/generate-code';
import { layers } from '../../shared/layers/index';
import { templates } from '../../templates';
import { blockCases } from './code-cases';
import { reportedCases } from './reported-cases';
import { layerCases, networkCase, randomCases, type NetworkCase } from './network-cases';
import { ourAnswer, type OurAnswer } from './our-answer';
import { startPython, type Answer, type CodeRunner, type Task } from './run-code';
import { weightsInOrder } from './weights-in-order';

const RANDOM = 300;
const ON_TENSORFLOW = 30;
const seed = Number(process.env['GRAPH_SEED'] ?? 1);
/** Of float32, in units of the largest value. */
const TOLERANCE = 1e-4;

interface Judge {
  readonly name: string;
  readonly framework: Framework;
  readonly backend: string;
  readonly python: string | null;
  /** Why it is not asked about this network; null where it is. */
  readonly leavesOut: (given: NetworkCase) => string | null;
}

const networks = templates.map(({ name, document }) => networkCase(name, document));
const blocks = blockCases.map(([title, document]) => networkCase(title, document));
const reported = reportedCases.map(
  ([title, documents]) => [title, documents.map((each) => networkCase(each.name, each))] as const,
);
const single = layerCases();
const random = randomCases(RANDOM, seed);
const cases = [...networks, ...blocks, ...reported.flatMap(([, list]) => list), ...single, ...random];

const moves = (pair: unknown): boolean => Array.isArray(pair) && pair.some((size) => size !== 1);
const differ = (pair: unknown): boolean => Array.isArray(pair) && pair[0] !== pair[1];

const tooNew = ({ code }: NetworkCase): string | null =>
  /nn\.LayerNorm\(.*bias=/.test(code.pytorch.text)
    ? 'PyTorch before 2.1 can’t leave out the shift of a layer norm'
    : null;
const spreadsDilated = ({ compiled }: NetworkCase): string | null =>
  compiled.layers.some(
    ({ definition: { type }, settings: { dilationRate } }) =>
      type === 'Conv2DTranspose' && moves(dilationRate),
  )
    ? 'TensorFlow has dilated transposed convolutions on graphics cards only'
    : null;
const onTensorflow = new Set([
  ...blocks,
  ...reported.flatMap(([, list]) => list),
  ...single,
  ...random
    .filter((each) => !each.code.keras.refused && spreadsDilated(each) === null)
    .slice(0, ON_TENSORFLOW),
]);
const judges: readonly Judge[] = [
  {
    name: 'Keras on JAX',
    framework: 'keras',
    backend: 'jax',
    python: pythonFor.keras(),
    leavesOut: () => null,
  },
  {
    name: 'PyTorch',
    framework: 'pytorch',
    backend: '',
    python: pythonFor.pytorch(),
    leavesOut: tooNew,
  },
  {
    name: 'Keras on TensorFlow',
    framework: 'keras',
    backend: 'tensorflow',
    python: pythonFor.tensorflow(),
    leavesOut: (given) =>
      onTensorflow.has(given) ? spreadsDilated(given) : 'they were asked of Keras on JAX alone',
  },
];

const folder = mkdtempSync(path.join(tmpdir(), 'convcanvas-interop-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (data: Float32Array): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const inputsOf = ({ document, byId, unused }: NetworkCase['compiled']): readonly (readonly number[])[] =>
  document.nodes.flatMap(({ id }) => {
    const layer = byId.get(id);
    const [shape] = layer?.definition.role === 'input' && !unused.has(id) ? layer.outputShapes : [];
    return shape ? [shape.map(Number)] : [];
  });

const outputsOf = ({ document, byId }: NetworkCase['compiled']): readonly (readonly number[])[] =>
  document.nodes.flatMap(({ id }) => {
    const layer = byId.get(id);
    const [shape] = layer?.definition.role === 'output' ? layer.inputShapes : [];
    return shape ? [shape.map(Number)] : [];
  });

/** The values of each output in a file. */
async function readValues(file: string, { outputs }: OurAnswer): Promise<readonly Float64Array[] | string> {
  const bytes = await readFile(file);
  const values = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  const size = outputs.reduce((sum, { data }) => sum + data.length, 0);
  if (size !== values.length) return `${values.length} numbers instead of ${size}`;
  let at = 0;
  return outputs.map(({ data }) => values.subarray(at, (at += data.length)));
}

/** What is wrong with the values; null where nothing is. */
function difference(
  ours: readonly (Float32Array | Float64Array)[],
  theirs: readonly Float64Array[],
): string | null {
  for (const [output, data] of ours.entries()) {
    const scale = Float64Array.from(data)
      .filter(Number.isFinite)
      .reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    for (const [i, own] of data.entries()) {
      const their = theirs[output]?.[i] ?? NaN;
      // Where float32 overflows, ∞ − ∞ may come in another order.
      if (!Number.isFinite(own) && !Number.isFinite(their)) continue;
      if (!(Math.abs(own - their) <= TOLERANCE * scale))
        return `output ${output}[${i}] is ${their}, and ours ${own}`;
    }
  }
  return null;
}

/** What is wrong with what the framework says; null where nothing is. */
async function verdict(
  given: NetworkCase,
  judge: Judge,
  runner: CodeRunner,
  ours: OurAnswer | null,
  batch: number,
): Promise<string | null> {
  const { compiled, code } = given;
  const { text, refused } = code[judge.framework];
  const task: Task = { code: text, inputs: inputsOf(compiled) };
  if (ours === null || refused) return complaint(given, judge.framework, await runner.ask(task));
  const layersThere = weightsInOrder(compiled, judge.framework, ours.weights);
  const name = path.join(folder, judge.name.replaceAll(' ', '-'));
  const files = { given: `${name}.given`, answer: `${name}.answer` };
  const parts = [...ours.inputs, ...layersThere.flat()].map(({ data }) => bytesOf(data));
  await writeFile(files.given, parts);
  const valuesIn = async (float: 'float32' | 'float64'): Promise<readonly Float64Array[] | string> => {
    const layers = layersThere.map((list) => list.map((weight) => [weight.name, weight.shape] as const));
    const said = await runner.ask({ ...task, values: { batch, float, ...files, layers } });
    return complaint(given, judge.framework, said) ?? (await readValues(files.answer, ours));
  };
  try {
    const single = await valuesIn('float32');
    if (typeof single === 'string') return single;
    if (
      difference(
        ours.outputs.map(({ data }) => data),
        single,
      ) === null
    )
      return null;
    // Float32 may round by more than that: where all that a norm standardizes is equal, it is 0, and what was rounded is
    // divided by the root of an epsilon of 1e-8, there or here. What is right the same code says in float64, and our loops.
    const double = await valuesIn('float64');
    if (typeof double === 'string') return double;
    const problem = difference(
      ours.outputs.map(({ data }) => data),
      double,
    );
    return problem === null ? null : difference(ours.exact(), double);
  } finally {
    await Promise.all(Object.values(files).map((file) => rm(file, { force: true })));
  }
}

function complaint({ compiled, code }: NetworkCase, framework: Framework, answer: Answer): string | null {
  if (code[framework].refused) {
    const stops = answer.error?.startsWith('NotImplementedError') === true;
    return stops ? null : `should stop with NotImplementedError, but ${JSON.stringify(answer)}`;
  }
  const { trainable, nonTrainable, macs } = compiled.totals;
  // Some layers are convolutions there without multiplying as one here.
  const { layers: all } = compiled;
  const scaled = all.some((each) => each.macs === 0 && each.weights.some(({ name }) => name === 'scale'));
  // Keras computes every place, and drops what is between, where it has no such strides.
  const thinned =
    framework === 'keras' &&
    all.some(
      ({ settings: { strides, dilationRate } }) => moves(strides) && (moves(dilationRate) || differ(strides)),
    );
  const expected: Answer = {
    trainable,
    fixed: nonTrainable,
    macs: scaled || thinned ? (answer.macs ?? 0) : macs,
    shapes: outputsOf(compiled),
  };
  return JSON.stringify(answer) === JSON.stringify(expected)
    ? null
    : `${JSON.stringify(answer)} instead of ${JSON.stringify(expected)}`;
}

/** Null where our own engine can't run it: the code says so, too. */
async function answerOf({ compiled }: NetworkCase, batch: number): Promise<OurAnswer | null> {
  try {
    return await ourAnswer(compiled, batch, seed);
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}

const verdicts = new Map<string, Map<NetworkCase, string | null>>();
const present = judges.filter(({ python }) => python !== null);

beforeAll(async () => {
  const running = present.map((judge) => ({
    judge,
    runner: startPython(judge.python ?? '', judge.framework, judge.backend),
    found: new Map<NetworkCase, string | null>(),
  }));
  for (const { judge, found } of running) verdicts.set(judge.name, found);
  // While the frameworks run one network, ours runs the next.
  let before: Promise<unknown> = Promise.resolve();
  for (const given of cases) {
    const batch = networks.includes(given) ? 1 : 2;
    const ours = await answerOf(given, batch);
    await before;
    before = Promise.all(
      running
        .filter(({ judge }) => judge.leavesOut(given) === null)
        .map(async ({ judge, runner, found }) => {
          const said = await verdict(given, judge, runner, ours, batch);
          if (said !== null) console.log(`${judge.name}: ${given.title}: ${said}`);
          found.set(given, said);
        }),
    );
  }
  await before;
  await Promise.all(running.map(({ runner }) => runner.end()));
  for (const { name, leavesOut } of present) {
    const reasons = cases.flatMap((each) => leavesOut(each) ?? []);
    for (const reason of new Set(reasons)) {
      const count = reasons.filter((each) => each === reason).length;
      console.log(`${name}: ${count} of ${cases.length} networks were left out: ${reason}.`);
    }
  }
}, 2_400_000);

describe.each(judges.map((judge) => [judge.name, judge] as const))('%s', (name, judge) => {
  if (judge.python === null) {
    test.skip('not run: there is no Python with it (npm run test:interop installs it)', () => undefined);
    return;
  }
  const taken = (list: readonly NetworkCase[]) => list.filter((each) => judge.leavesOut(each) === null);
  const wrong = (list: readonly NetworkCase[]): readonly string[] =>
    taken(list).flatMap((each) => {
      const said = verdicts.get(name)?.get(each);
      return said === null ? [] : [`${each.title}: ${said ?? 'no answer'}`];
    });

  test.runIf(taken(networks).length > 0).each(networks.map((each) => [each.title, each] as const))(
    '%s is the network that we drew',
    (_, each) => {
      expect(each.code[judge.framework].refused).toBe(false);
      expect(wrong([each])).toEqual([]);
    },
  );
  test.each(blocks.map((each) => [each.title, each] as const))('blocks: %s', (_, each) => {
    expect(wrong([each])).toEqual([]);
  });
  test.each(reported)('reported: %s', (_, list) => {
    for (const { compiled, code } of list) {
      expect(compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      if (judge.framework === 'pytorch') expect(code.pytorch.refused).toBe(false);
    }
    expect(wrong(list)).toEqual([]);
  });
  test.runIf(taken(single).length > 0).each(layers.map(({ type }) => type))(
    '%s with any parameters',
    (type) => {
      const own = single.filter((each) => each.type === type);
      expect(own.length).toBeGreaterThan(0);
      expect(wrong(own)).toEqual([]);
    },
  );
  test('random networks', () => {
    const own = taken(random).filter(({ code }) => !code[judge.framework].refused);
    console.log(`${own.length} random networks on ${name}`);
    expect(own.length).toBeGreaterThanOrEqual(judge.backend === 'tensorflow' ? ON_TENSORFLOW : RANDOM / 2);
    expect(wrong(random)).toEqual([]);
  });
});
