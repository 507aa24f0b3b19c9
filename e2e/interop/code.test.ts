/** Generated code, run by Keras and PyTorch themselves: it must build the network that we drew. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { pythonFor } from '../../build/lib/find-python.mjs';
import { compile } from '../../shared/compiler/compile';
import type { Compiled } from '../../shared/compiler/compiled';
import { casesOf, documentOf, optionCases } from '../../shared/engine/testing/layer-case';
import { generateCode, type Framework } from '../../shared/export/code/generate-code';
import type { ConvDocument } from '../../shared/graph/document';
import { layers } from '../../shared/layers/index';
import { templates } from '../../templates';
import { blockCases } from './code-cases';

interface Answer {
  readonly trainable?: number;
  readonly fixed?: number;
  /** Of convolutions and dense layers: right only if every picture on the way has the right size. */
  readonly macs?: number;
  readonly shapes?: readonly (readonly number[])[];
  readonly error?: string;
}
interface Case {
  readonly title: string;
  readonly framework: Framework;
  readonly compiled: Compiled;
  readonly code: string;
  /** The framework has no such layer, and the code says so. */
  readonly refused: boolean;
}

const SAMPLES = 12;
const SEED = 20_260_101;

function caseOf(title: string, document: ConvDocument, framework: Framework): Case {
  const compiled = compile(document);
  const { text, problems } = generateCode(compiled, framework);
  return { title, framework, compiled, code: text, refused: problems.length > 0 };
}

/** Every layer with parameters drawn at random, and with each option that it has. */
function layerCases(framework: Framework): readonly Case[] {
  return layers.flatMap((layer) => {
    const drawn = fc.sample(casesOf(layer), { numRuns: SAMPLES, seed: SEED });
    const options = optionCases(layer).flatMap((fixed) => {
      const wanted = drawn
        .map((given) => ({ ...given, params: { ...given.params, ...fixed } }))
        .find(({ params, shapes }) =>
          layer.infer(params, shapes).findings.every(({ severity }) => severity !== 'error'),
        );
      return wanted ? [wanted] : [];
    });
    return [...drawn, ...options].map((given, at) => {
      const words = `${layer.type} ${at}: ${JSON.stringify(given.params)} ${JSON.stringify(given.shapes)}`;
      return caseOf(words, documentOf(layer, given), framework);
    });
  });
}

const inputsOf = ({ compiled }: Case) =>
  compiled.layers
    .filter(({ definition }) => definition.role === 'input')
    .map((layer) => layer.outputShapes[0]);

/** All in one process: importing a framework takes longer than most networks. */
function runAll(python: string, framework: Framework, cases: readonly Case[]): Promise<readonly Answer[]> {
  const script = fileURLToPath(new URL('run-code.py', import.meta.url));
  const tasks = cases.map((each) => ({ code: each.code, inputs: inputsOf(each) }));
  return new Promise((resolve, reject) => {
    const child = spawn(python, [script, framework], {
      env: { ...process.env, KERAS_BACKEND: 'jax', JAX_PLATFORMS: 'cpu' },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(JSON.parse(output) as readonly Answer[]);
      else reject(new Error(`${python} ended with ${status}.\n${errors}`));
    });
    child.stdin.end(JSON.stringify(tasks));
  });
}

const moves = (pair: unknown): boolean => Array.isArray(pair) && pair.some((size) => size !== 1);

/** What is wrong with an answer; null where nothing is. */
function complaint({ compiled, refused, title, framework }: Case, answer: Answer | undefined): string | null {
  if (refused) {
    const stops = answer?.error?.startsWith('NotImplementedError') === true;
    return stops ? null : `${title}: should stop with NotImplementedError, but ${JSON.stringify(answer)}`;
  }
  const { trainable, nonTrainable } = compiled.totals;
  // Some layers are convolutions there without multiplying as one here.
  const { layers: all } = compiled;
  const scaled = all.some(({ macs, weights }) => macs === 0 && weights.some(({ name }) => name === 'scale'));
  // Keras has no strides together with dilation: it computes every place, and drops what is between.
  const thinned =
    framework === 'keras' &&
    all.some(({ params }) => moves(params['strides']) && moves(params['dilationRate']));
  const uncounted = scaled || thinned;
  const outputs = compiled.layers.filter(({ definition }) => definition.role === 'output');
  const shapes = outputs.map(({ inputShapes: [shape] }) => shape);
  const expected: Answer = {
    trainable,
    fixed: nonTrainable,
    macs: uncounted ? (answer?.macs ?? 0) : compiled.totals.macs,
    shapes: shapes.map((shape) => (shape ?? []).map(Number)),
  };
  return JSON.stringify(answer) === JSON.stringify(expected)
    ? null
    : `${title}: ${JSON.stringify(answer)} instead of ${JSON.stringify(expected)}`;
}

describe.each(['keras', 'pytorch'] as const)('%s', (framework) => {
  const python = pythonFor[framework]();
  if (python === null) {
    test.skip(`not run: there is no Python with ${framework} (npm test installs it on Debian)`, () =>
      undefined);
    return;
  }
  const networks = templates.map(({ name, document }) => caseOf(name, document, framework));
  const blocks = blockCases.map(([title, document]) => caseOf(title, document, framework));
  // Debian's PyTorch 1.13 can't leave out the shift of its layer norm; 2.1 and later can.
  const all = layerCases(framework);
  const tooNew = ({ code }: Case): boolean => /nn\.LayerNorm\(.*bias=/.test(code);
  const single = all.filter((each) => !tooNew(each));
  const cases = [...networks, ...blocks, ...single];
  let answers: ReadonlyMap<Case, Answer> = new Map();
  beforeAll(async () => {
    const list = await runAll(python, framework, cases);
    answers = new Map(cases.map((each, at) => [each, list[at] ?? {}]));
  }, 300_000);

  test.each(networks.map((each) => [each.title, each] as const))(
    '%s is the network that we drew',
    (_, each) => {
      expect(each.refused).toBe(false);
      expect(complaint(each, answers.get(each))).toBeNull();
    },
  );
  test.each(blocks.map((each) => [each.title, each] as const))('blocks: %s', (_, each) => {
    expect(complaint(each, answers.get(each))).toBeNull();
  });
  test.each(layers.map(({ type }) => type))('%s with any parameters', (type) => {
    const own = single.filter(({ title }) => title.startsWith(`${type} `));
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap((each) => complaint(each, answers.get(each)) ?? [])).toEqual([]);
  });
});
