import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPython, pythonFor } from '../../../build/lib/find-python.mjs';
import { templates } from '../../../templates';
import { compile } from '../../compiler/compile';
import { casesOf, documentOf } from '../../engine/testing/layer-case';
import { emptyDocument, type ConvDocument, type Definition, type GraphNode } from '../../graph/document';
import { layers } from '../../layers/index';
import type { Framework } from './framework';
import { generateCode } from './generate-code';
import { createNames, type Names } from './python-text';
import { keywords, ofModule, used } from './reserved-names';

/** What a program prints, word by word. */
function ask(python: string, program: string, input = ''): readonly string[] {
  const { stdout, stderr, status } = spawnSync(python, ['-c', program], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.split(/\s+/).filter((word) => word !== '');
}
const missing = (names: readonly string[], list: ReadonlySet<string>) =>
  names.filter((name) => !list.has(name));

const python = findPython([]);
const torch = pythonFor.pytorch();

test.skipIf(torch === null)('every member of nn.Module that has no “_” before it is kept from layers', () => {
  const program = [
    'from torch import nn',
    'class Built(nn.Module):',
    '    def __init__(self):',
    '        super().__init__()',
    '        self.conv = nn.Conv2d(1, 1, 1)',
    'built = Built()',
    'print(*sorted((set(dir(built)) | set(vars(built))) - {"conv"}))',
  ].join('\n');
  const members = ask(torch ?? '', program);
  expect(members.length).toBeGreaterThan(80);
  expect(
    missing(
      members.filter((name) => !name.startsWith('_')),
      ofModule,
    ),
  ).toEqual([]);
});

test.skipIf(python === null)('the keywords are Python’s', () => {
  const words = ask(
    python ?? '',
    'import keyword\nprint(*keyword.kwlist, *getattr(keyword, "softkwlist", []))',
  );
  // Names never begin with “_”.
  expect(missing(words, keywords)).toEqual(['_']);
});

test.skipIf(python === null)(
  'whatever the code takes from Python or an import is kept from variables',
  () => {
    const documents = [
      ...templates.map(({ document }) => document),
      ...layers.flatMap((layer) =>
        fc.sample(casesOf(layer), { numRuns: 6, seed: 3 }).map((given) => documentOf(layer, given)),
      ),
    ];
    const codes = documents.flatMap((document) =>
      (['keras', 'pytorch'] as const).map((framework) => generateCode(compile(document), framework).text),
    );
    const program = [
      'import ast, builtins, json, sys',
      'found = set()',
      'for code in json.load(sys.stdin):',
      '    for node in ast.walk(ast.parse(code)):',
      '        if isinstance(node, ast.Name) and hasattr(builtins, node.id): found.add(node.id)',
      '        if isinstance(node, ast.alias): found.add(node.asname or node.name.split(".")[0])',
      'print(*found)',
    ].join('\n');
    const names = ask(python ?? '', program, JSON.stringify(codes));
    expect(names).toContain('super');
    expect(missing(names, new Set([...used, ...keywords]))).toEqual([]);
  },
);

test('so is what layers bring with them', () => {
  /** A block of that name, around layers with functions and classes of their own. */
  const codeFor = (name: string, framework: Framework): string => {
    const node = (id: string, type: string, params: GraphNode['params'] = {}) => ({
      id,
      type,
      name: id,
      params,
    });
    const edge = (source: string, target: string) => ({
      source,
      sourcePort: 'out',
      target,
      targetPort: 'in',
    });
    const definition: Definition = {
      name,
      params: [],
      nodes: [node('n', 'LocalResponseNormalization'), node('p', 'PReLU', { shared: 'value' })],
      edges: [edge('n', 'p')],
      inputs: [{ name: 'in', node: 'n', port: 'in' }],
      outputs: [{ name: 'out', node: 'p', port: 'out' }],
    };
    const document: ConvDocument = {
      ...emptyDocument('network'),
      definitions: { d: definition },
      nodes: [
        node('in', 'Input', { shape: [8, 8, 3] }),
        { ...node('b', 'Block'), type: 'Block', definition: 'd', args: {}, repeat: 1 },
      ],
      edges: [edge('in', 'b')],
    };
    return generateCode(compile(document), framework).text;
  };
  expect(codeFor('local_response_norm', 'keras')).toMatch(
    /^def local_response_norm\(x, size, .*^def local_response_norm2\(x\):\n {4}x = local_response_norm\(x, /ms,
  );
  expect(codeFor('PReLUPerValue', 'pytorch')).toMatch(
    /^class PReLUPerValue\(nn\.Module\):.*^class PReLUPerValue2\(nn\.Module\):.* PReLUPerValue\(/ms,
  );
});

test('nothing of the user’s gets such a name', () => {
  const kept = (names: Names, list: ReadonlySet<string>) =>
    [...list].filter((name) => names.take(name) === name);
  expect(kept(createNames({ of: 'attributes' }), ofModule)).toEqual([]);
  expect(kept(createNames(), used)).toEqual([]);
  for (const of of ['attributes', 'variables'] as const)
    expect(kept(createNames({ of }), keywords)).toEqual([]);
});
