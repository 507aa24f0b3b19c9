import fc from 'fast-check';
import { expect, test } from 'vitest';
import { templates } from '../../../templates';
import { moduleName, moduleNameProblem } from './module-name';
import { keywords } from './reserved-names';

/** What Python's tokenizer takes as one name in ASCII. */
const isImportable = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !keywords.has(name);

test('files are called after their document', () => {
  const said = ['ResNet-18', 'LeNet-5 (1998)', '3 names: def, x', 'Über café', '卷积', ''].map((title) =>
    moduleName(title, 'keras'),
  );
  expect(said).toEqual([
    'resnet_18_keras',
    'lenet_5_1998_keras',
    'network_3_names_def_x_keras',
    'uber_cafe_keras',
    'network_keras',
    'network_keras',
  ]);
});

test('whatever a document is called, its file can be imported', () => {
  const awkward = [
    ...[
      'import',
      'None',
      'keras',
      'torch',
      'class',
      '__init__',
      '../../etc',
      'a.b',
      'a b',
      'con',
      '-',
      '_',
      '0',
    ],
    ...['x\u0000y', '\u202egnp', 'a'.repeat(500), '1/2', 'ﬁne', 'İ', 'ß', '٣', '𝒳', 'a\nb', '\ud800'],
    ...templates.map(({ document }) => document.name),
  ];
  const holds = (title: string): void => {
    for (const framework of ['keras', 'pytorch'] as const) {
      const name = moduleName(title, framework);
      expect([title, name, isImportable(name)]).toEqual([title, name, true]);
      expect(moduleNameProblem(name)).toBeNull();
    }
  };
  awkward.forEach(holds);
  fc.assert(fc.property(fc.string({ unit: 'binary' }), holds));
});

test('a name that would not do is told with its reason', () => {
  expect(moduleNameProblem('resnet-18')).toMatch(/letters, digits/);
  expect(moduleNameProblem('18_resnet')).toMatch(/no digit/);
  expect(moduleNameProblem('lambda')).toMatch(/word of the language/);
  for (const name of ['keras', 'torch', 'torchvision', 'math'])
    expect(moduleNameProblem(name)).toMatch(/package/);
  expect(moduleNameProblem('own')).toBeNull();
});
