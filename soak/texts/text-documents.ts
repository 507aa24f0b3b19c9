/** One network whose every field that takes text is filled by `write`: by another writer it is the same network. */
import { emptyDocument, type ConvDocument } from '../../shared/graph/document';
import { compile } from '../../shared/compiler/compile';
import type { RunFacts } from '../../shared/model/stored-run';
import { filledModel } from '../../shared/model/testing/filled-model';
import type { WeightMap } from '../../shared/model/weights';
import { findTemplate } from '../../templates';

export type Write = (field: string) => string;

const edge = (source: string, target: string, targetPort = 'in', sourcePort = 'out') => ({
  source,
  sourcePort,
  target,
  targetPort,
});

/** With blocks, shortcuts and, where `custom` is set, a layer that no framework has. */
export function textDocument(write: Write, custom: boolean): ConvDocument {
  const node = (id: string, type: string, params: Readonly<Record<string, unknown>> = {}) => ({
    id,
    type,
    name: write(id),
    params,
  });
  const [into, out] = [write('port in'), write('port out')];
  const conv = { filters: 3, padding: 'same' };
  return {
    ...emptyDocument(write('name')),
    description: write('description'),
    definitions: {
      unit: {
        name: write('definition'),
        params: [
          { name: 'depth', default: 3, label: write('label'), help: write('help') },
          { name: 'word', default: write('default') },
        ],
        nodes: [
          {
            ...node('inner', 'Conv2D'),
            params: { filters: { expr: "word == 'relu' ? depth : depth + i * 0" }, padding: 'same' },
          },
          { ...node('maybe', 'Activation'), when: { expr: 'i > 0' } },
        ],
        edges: [edge('inner', 'maybe')],
        inputs: [{ name: into, node: 'inner', port: 'in' }],
        outputs: [{ name: out, node: 'maybe', port: 'out' }],
      },
    },
    nodes: [
      node('in', 'Input', { shape: [8, 8, 3] }),
      node('a', 'Conv2D', conv),
      node('b', 'Conv2D', conv),
      {
        ...node('block', 'Block'),
        type: 'Block',
        definition: 'unit',
        args: { word: write('argument') },
        repeat: 2,
      },
      node('sum', 'Add'),
      node('sum2', 'Add'),
      ...(custom ? [node('own', 'Custom', { label: write('custom').slice(0, 60) })] : []),
      node('flat', 'Flatten'),
      node('dense', 'Dense', { units: 2 }),
      node('end', 'Output'),
    ],
    edges: [
      edge('in', 'a'),
      edge('a', 'b'),
      edge('b', 'block', into),
      edge('block', 'sum', 'in:0', out),
      edge('a', 'sum', 'in:1'),
      edge('sum', 'sum2', 'in:0'),
      edge('b', 'sum2', 'in:1'),
      ...(custom ? [edge('sum2', 'own'), edge('own', 'flat')] : [edge('sum2', 'flat')]),
      edge('flat', 'dense'),
      edge('dense', 'end'),
    ],
    groups: [{ id: 'g', title: write('group'), nodes: ['a', 'b'] }],
    notes: [{ id: 'n', text: write('note'), x: 0, y: -200 }],
  };
}

export interface TextModel {
  readonly facts: RunFacts;
  readonly weights: WeightMap;
  readonly classNames: readonly string[];
  readonly runName: string;
}

/** With made-up layers it can be written, though not be run. */
export function textModel(document: ConvDocument, write: Write): TextModel {
  const weights = compile(document).layers.flatMap((layer) =>
    layer.weights.map(({ name, shape }) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return [`${layer.id}/${name}`, { shape, data: new Float32Array(count) }] as const;
    }),
  );
  const classNames = [write('class 0'), write('class 1')];
  const runName = write('run');
  const lenet = findTemplate('lenet5');
  if (lenet === undefined) throw new Error('There is no LeNet-5.');
  const { facts } = filledModel(lenet.document, 0, 'run1', runName);
  const outputs = { output: { task: 'classification' as const, classNames } };
  const preprocessing = {
    height: 8,
    width: 8,
    channels: 3,
    steps: [],
    fit: 'pad' as const,
    mean: [0, 0, 0],
    deviation: [1, 1, 1],
  };
  return {
    facts: { ...facts, trainedOn: document, preprocessing, outputs },
    weights: new Map(weights),
    classNames,
    runName,
  };
}
