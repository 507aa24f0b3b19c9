/** One network whose every field that takes text is filled by `write`: by another writer it is the same network. */
import { emptyDocument, type ConvDocument } from '../../shared/graph/document';
import { compile } from '../../shared/compiler/compile';
import type { Model } from '../../shared/engine/run';
import { looseModel } from '../desktop/sample-model';

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

export function textModel(document: ConvDocument, write: Write): Model {
  const weights = compile(document).layers.flatMap((layer) =>
    layer.weights.map(({ name, shape }) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return [`${layer.id}/${name}`, { shape, data: new Float32Array(count) }] as const;
    }),
  );
  const loose = looseModel(document, new Map(weights));
  return {
    ...loose,
    classNames: [write('class 0'), write('class 1')],
    run: { ...loose.run, name: write('run') },
  };
}
