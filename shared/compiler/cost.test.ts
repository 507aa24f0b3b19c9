import { expect, test } from 'vitest';
import { applyEdits } from '../graph/apply';
import { compile, createCompiler } from './compile';
import type { Fix } from './compiled';
import type { DiagnosticCode } from './codes';
import { costOf, type FixCost } from './cost';
import { brokenNetworks } from './testing/broken-networks';
import type { ConvDocument } from '../graph/document';
import { trainingProblems } from './trainable';

function costs(document: ConvDocument, code: DiagnosticCode): Readonly<Record<string, FixCost | null>> {
  const compiled = compile(document);
  const problem = compiled.diagnostics.find((each) => each.code === code);
  const compiler = createCompiler();
  return Object.fromEntries(
    (problem?.fixes ?? []).map((fix) => [fix.label, costOf(compiled, fix, compiler)]),
  );
}
const broken = (code: DiagnosticCode, index = 0): ConvDocument => {
  const document = brokenNetworks[code][index]?.document;
  if (!document) throw new Error(`There is no such network for ${code}.`);
  return document;
};

/** What the network is once it was done, counted by a compiler of its own. */
function afterFix(
  document: ConvDocument,
  { edits }: Fix,
): { readonly parameters: number; readonly macs: number } {
  const { totals } = compile(applyEdits(document, edits));
  return { parameters: totals.trainable, macs: totals.macs };
}

test('what is promised is what one gets, for every fix of every problem', () => {
  let seen = 0;
  for (const { document } of Object.values(brokenNetworks).flat()) {
    const compiled = compile(document);
    const { trainable } = compiled.totals;
    const compiler = createCompiler();
    for (const fix of compiled.diagnostics.flatMap(({ fixes }) => fixes)) {
      const cost = costOf(compiled, fix, compiler);
      const got = afterFix(document, fix);
      expect(cost?.total).toMatchObject(got);
      const broken = compiled.diagnostics.some(({ severity }) => severity === 'error');
      expect(cost?.more === null).toBe(broken);
      if (cost?.more) expect(cost.more.parameters).toBe(got.parameters - trainable);
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(50);
});

test('two ways out are told apart by what the network then costs', () => {
  const found = costs(broken('needs-vector', 2), 'needs-vector');
  // The body leaves 4×4×8: (128 + 1)·10 against (8 + 1)·10 in the dense layer.
  const [flat, pooled] = ['Insert Flatten', 'Insert GlobalAveragePooling2D'].map((label) => found[label]);
  expect((flat?.total.parameters ?? 0) - (pooled?.total.parameters ?? 0)).toBe(1_290 - 90);
  expect([flat?.whole, flat?.more]).toEqual([true, null]);
});

test('what saves is negative, and what brings another error says so', () => {
  const saved = costs(broken('dense-holds-most'), 'dense-holds-most');
  const [cost] = Object.values(saved);
  // 16·16·8 inputs become 8, for 512 units.
  expect(cost?.more?.parameters).toBe(-(16 * 16 * 8 - 8) * 512);
  // What no output needs is not counted, so that nothing is saved where it goes.
  const [removed] = Object.values(costs(broken('dead-end', 2), 'dead-end'));
  expect(removed?.more).toEqual({ parameters: 0, macs: 0, activations: 0 });
  const compiled = compile(broken('needs-vector'));
  const fix = { label: '', edits: [{ edit: 'removeNodes', ids: ['input0'] }] } as const;
  const torn = costOf(compiled, fix, createCompiler());
  expect(torn?.newErrors).toBe(1);
  const impossible = { label: '', edits: [{ edit: 'removeNodes', ids: ['nowhere'] }] } as const;
  expect(costOf(compiled, impossible, createCompiler())).toBeNull();
});

test('smaller batches cost less memory', () => {
  const [network] = brokenNetworks['too-large'];
  const compiled = compile(network?.document ?? broken('cycle'));
  const [problem] = trainingProblems(compiled, network?.limits ?? { classCount: null, memoryLimit: null });
  const cost = problem?.fixes[0] && costOf(compiled, problem.fixes[0], createCompiler());
  expect(cost?.more?.activations).toBeLessThan(0);
  expect(cost).toMatchObject({ more: { parameters: 0, macs: 0 }, newErrors: 0 });
});
