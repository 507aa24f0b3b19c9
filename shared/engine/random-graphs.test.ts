/**
 * What the compiler says of random networks is what running them gives. `GRAPH_SEED=7 npx vitest run random-graphs` draws
 * others than usual.
 */
import { expect, test } from 'vitest';
import { atDepth } from '../../build/lib/depth';
import { serializeDocument } from '../format/document-format';
import type { ConvDocument } from '../graph/document';
import { layers } from '../layers/index';
import { createChance } from './testing/chance';
import { differences, isSound, planRunner, smallest } from './testing/check-graph';
import { randomGraph } from './testing/random-graph';
import { createReach, WANTED, type Reach } from './testing/reach';
import { createExecutor } from './backends/create-executor';
import { nodePlatform } from './testing/platform';

const GRAPHS = atDepth(60, 500);
/** Networks with layers that can be drawn and not be run. */
const DRAWN_ONLY = atDepth(30, 150);
/** Brute force follows every tap of every position back to the pixels. */
const TIMEOUT = atDepth(600_000, 1_800_000);
const seed = Number(process.env['GRAPH_SEED'] ?? 1);

const run = planRunner(createExecutor, nodePlatform, 'wasm');
/** What is thrown counts as a difference, too. */
const judge = (document: ConvDocument): Promise<readonly string[]> =>
  differences(document, run).catch((error: unknown) => [String(error)]);
/** Without names and numbers: while a failing network is made smaller, it should go on failing in the same way. */
const kindOf = (sentence: string): string => sentence.replace(/ of \S+|\d+/g, '').slice(0, 40);

async function check(document: ConvDocument): Promise<void> {
  expect(isSound(document), serializeDocument(document)).toBe(true);
  const [first] = await judge(document);
  if (first === undefined) return;
  const small = await smallest(
    document,
    async (other) =>
      isSound(other) && (await judge(other)).some((sentence) => kindOf(sentence) === kindOf(first)),
  );
  const what = (await judge(small)).join('\n');
  throw new Error(
    `With the seed ${seed}, ${what}\nThe smallest such network is\n${serializeDocument(small)}`,
  );
}

async function checkMany(count: number, drawnOnly: boolean): Promise<Reach> {
  console.log(`Random networks with the seed ${seed}.`);
  const chance = createChance(seed);
  const reach = createReach();
  for (let i = 0; i < count; i += 1) {
    const document = randomGraph({ chance, reach, drawnOnly });
    reach.record(document);
    await check(document);
  }
  return reach;
}

/** Types and parameters that came less often than wanted. */
const rare = (reach: Reach, notExecutable: boolean): readonly string[] =>
  layers
    .filter((layer) => (layer.notExecutable !== undefined) === notExecutable)
    .flatMap(({ type, params }) => [
      ...((reach.counts.get(type) ?? 0) < WANTED.type ? [type] : []),
      ...Object.keys(params)
        .map((param) => `${type}.${param}`)
        .filter((key) => (reach.counts.get(key) ?? 0) < WANTED.param),
    ]);

test(
  `the shapes and counts of ${GRAPHS} random networks are those of the executed plan, receptive fields those of brute force`,
  { timeout: TIMEOUT },
  async () => {
    const reach = await checkMany(GRAPHS, false);
    expect(rare(reach, false)).toEqual([]);
    const share = (what: string): number => (reach.counts.get(what) ?? 0) / GRAPHS;
    expect(share('a join')).toBeGreaterThan(0.3);
    expect(share('an odd picture')).toBeGreaterThan(0.3);
    expect(share('no square')).toBeGreaterThan(0.3);
    expect(share('positions that see unlike')).toBeGreaterThan(0.3);
    expect(share('a nested block')).toBeGreaterThan(0.1);
    expect(share('a repeated block')).toBeGreaterThan(0.2);
    for (const what of ['a computed repeat', 'an argument', 'a condition', 'an expression of i']) {
      expect(share(what), what).toBeGreaterThan(0.05);
    }
    expect([...reach.sizes].sort((a, b) => a - b)[GRAPHS / 2]).toBeGreaterThanOrEqual(12);
  },
);

test(
  'layers that can only be drawn have the shapes that the rest of the network needs',
  { timeout: TIMEOUT },
  async () => {
    expect(rare(await checkMany(DRAWN_ONLY, true), true)).toEqual([]);
  },
);
