import { expect, test } from 'vitest';
import { compile, createCompiler } from './compile';
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
    (problem?.fixes ?? []).map((fix) => [
      fix.label,
      costOf(compiled, problem ?? { nodeId: null }, fix, compiler),
    ]),
  );
}
const broken = (code: DiagnosticCode, index = 0): ConvDocument => {
  const document = brokenNetworks[code][index]?.document;
  if (!document) throw new Error(`There is no such network for ${code}.`);
  return document;
};

test('a projection costs its own weights, and not what lies behind the error', () => {
  expect(costs(broken('shapes-differ'), 'shapes-differ')).toEqual({
    // 64·128 + 128 and 64·128·28·28; the sum is the merge's own, counted now that it has a shape.
    'Insert a 1×1 convolution with stride 2 and 128 filters': {
      parameters: 8_320,
      macs: 6_422_528,
      activations: (28 * 28 * 128 + 28 * 28 * 128) * 4 * 64,
      newErrors: 0,
    },
  });
});

test('two ways out are told apart by what the layer in question then costs', () => {
  const found = costs(broken('needs-vector', 2), 'needs-vector');
  // body leaves 4×4×8: (128 + 1)·10 against (8 + 1)·10.
  expect(found['Insert Flatten']?.parameters).toBe(1_290);
  expect(found['Insert GlobalAveragePooling2D']?.parameters).toBe(90);
});

test('what saves is negative, and what brings another error says so', () => {
  const saved = costs(broken('dense-holds-most'), 'dense-holds-most');
  const [cost] = Object.values(saved);
  // 16·16·8 inputs become 8, for 512 units.
  expect(cost?.parameters).toBe(-(16 * 16 * 8 - 8) * 512);
  const [removed] = Object.values(costs(broken('dead-end', 2), 'dead-end'));
  expect(removed?.parameters).toBeLessThan(0);
  const compiled = compile(broken('needs-vector'));
  const fix = { label: '', edits: [{ edit: 'removeNodes', ids: ['input0'] }] } as const;
  const torn = costOf(compiled, { nodeId: null }, fix, createCompiler());
  expect(torn?.newErrors).toBe(1);
  const impossible = { label: '', edits: [{ edit: 'removeNodes', ids: ['nowhere'] }] } as const;
  expect(costOf(compiled, { nodeId: null }, impossible, createCompiler())).toBeNull();
});

test('smaller batches cost less memory', () => {
  const [network] = brokenNetworks['too-large'];
  const compiled = compile(network?.document ?? broken('cycle'));
  const [problem] = trainingProblems(compiled, network?.limits ?? { classCount: null, memoryLimit: null });
  const cost = problem?.fixes[0] && costOf(compiled, problem, problem.fixes[0], createCompiler());
  expect(cost?.activations).toBeLessThan(0);
  expect(cost).toMatchObject({ parameters: 0, macs: 0, newErrors: 0 });
});
