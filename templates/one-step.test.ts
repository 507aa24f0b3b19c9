/** Templates learn: one real step, forward and backward, on pictures so small that it takes a second. */
import { test } from 'vitest';
import { isDeep } from '../build/lib/depth';
import { compile } from '../shared/compiler/compile';
import type { Compiled } from '../shared/compiler/compiled';
import { trainingProblems } from '../shared/compiler/trainable';
import { applyEdits } from '../shared/graph/apply';
import type { ConvDocument } from '../shared/graph/document';
import { templates } from './index';
import { expectOneStep } from './testing/one-step';

const SIZES = [32, 48, 64, 75, 96, 112, 128, 160, 224, 299];

const hasErrors = (document: ConvDocument): boolean =>
  compile(document).diagnostics.some(({ severity }) => severity === 'error');

/** The network on the smallest pictures that it takes. */
function shrunk(document: ConvDocument): ConvDocument {
  const inputs = compile(document).layers.filter(({ definition }) => definition.role === 'input');
  for (const size of SIZES) {
    const smaller = applyEdits(
      document,
      inputs.map(({ origin, outputShapes: [shape = []] }) => {
        const params = { shape: [size, size, ...shape.slice(2)] };
        return { edit: 'setParams', id: origin.node, params } as const;
      }),
    );
    if (!hasErrors(smaller)) return smaller;
  }
  throw new Error(`${document.name} takes none of these sizes.`);
}

/** Says where the app itself refuses, as it has no data with a class for each pixel: then it is the engine that trains. */
function titleOf(name: string, document: ConvDocument): string {
  const compiled = compile(document);
  const problems = trainingProblems(compiled, { classCount: null, memoryLimit: null });
  const codes = problems.map(({ code }) => code).join(', ');
  return codes === '' ? name : `${name}, which the app does not train yet (${codes}),`;
}

/** What a network is made of: its types of layers, and of each the parameters that are off their default. */
const partsOf = ({ layers }: Compiled): readonly string[] =>
  layers.flatMap(({ definition: { type, params }, settings }) => [
    type,
    ...Object.entries(params)
      .filter(([name, field]) => JSON.stringify(settings[name]) !== JSON.stringify(field.default))
      .map(([name]) => `${type}.${name}`),
  ]);

/** `npm test` trains those that have something in them which no smaller one has, `npm run test:deep` all. */
function chosen(): typeof templates {
  if (isDeep) return templates;
  const known = new Set<string>();
  return templates
    .map((template) => ({ template, compiled: compile(template.document) }))
    .sort((a, b) => a.compiled.totals.trainable - b.compiled.totals.trainable)
    .filter(({ compiled }) => {
      const before = known.size;
      for (const part of partsOf(compiled)) known.add(part);
      return known.size > before;
    })
    .map(({ template }) => template);
}

const cases = chosen().map(({ name, document }) => [titleOf(name, document), document] as const);

test.each(cases)('%s trains one step', async (_, document) => {
  await expectOneStep(shrunk(document));
});
