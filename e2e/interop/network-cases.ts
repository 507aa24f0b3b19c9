/** Networks whose generated code the frameworks run: every layer with any parameters, and random networks. */
import fc from 'fast-check';
import { compile } from '../../shared/compiler/compile';
import type { Compiled } from '../../shared/compiler/compiled';
import { createChance } from '../../shared/engine/testing/chance';
import { casesOf, documentOf, optionCases } from '../../shared/engine/testing/layer-case';
import { randomGraph } from '../../shared/engine/testing/random-graph';
import { createReach } from '../../shared/engine/testing/reach';
import { generateCode, type Framework } from '../../shared/export/code/generate-code';
import type { ConvDocument } from '../../shared/graph/document';
import { layers } from '../../shared/layers/index';

export interface Code {
  readonly text: string;
  /** The framework has no such layer, and the code says so. */
  readonly refused: boolean;
}

export interface NetworkCase {
  readonly title: string;
  /** The layer type that it is about; null for whole networks. */
  readonly type: string | null;
  readonly compiled: Compiled;
  readonly code: Readonly<Record<Framework, Code>>;
}

const SAMPLES = 12;
const SEED = 20_260_101;
/** Of random networks that are drawn for one that Keras takes. */
const MOST_DRAWN = 10;

export function networkCase(title: string, document: ConvDocument, type: string | null = null): NetworkCase {
  const compiled = compile(document);
  const code = (framework: Framework): Code => {
    const { text, problems } = generateCode(compiled, framework);
    return { text, refused: problems.length > 0 };
  };
  return { title, type, compiled, code: { keras: code('keras'), pytorch: code('pytorch') } };
}

/** Every layer with parameters drawn at random, and with each option that it has. */
export function layerCases(): readonly NetworkCase[] {
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
      return networkCase(words, documentOf(layer, given), layer.type);
    });
  });
}

/** So many that Keras takes; what it refuses comes along, since its code must say so. */
export function randomCases(count: number, seed: number): readonly NetworkCase[] {
  const chance = createChance(seed);
  const reach = createReach();
  const cases: NetworkCase[] = [];
  for (let taken = 0, drawn = 0; taken < count && drawn < count * MOST_DRAWN; drawn += 1) {
    const document = randomGraph({ chance, reach });
    reach.record(document);
    const made = networkCase(`random network ${drawn} of the seed ${seed}`, document);
    cases.push(made);
    if (!made.code.keras.refused) taken += 1;
  }
  return cases;
}
