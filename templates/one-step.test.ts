/** Every template learns: one real step, forward and backward, on pictures so small that it takes a second. */
import { test } from 'vitest';
import { compile } from '../shared/compiler/compile';
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

const cases = templates.map(({ name, document }) => [titleOf(name, document), document] as const);

test.each(cases)('%s trains one step', async (_, document) => {
  await expectOneStep(shrunk(document));
});
