import type { GraphNode } from '../../../shared/graph/document';
import { type Family, sized } from './family';
import { edge, input, many, node } from './parts';
import { placed } from './placed';

const LAYERS: readonly (readonly [string, GraphNode['params']])[] = [
  ['Conv2D', { filters: 8 }],
  ['Conv2D', { filters: 100_000, kernelSize: [99, 99] }],
  ['Activation', {}],
  ['MaxPooling2D', {}],
  ['BatchNormalization', {}],
  ['Dense', { units: 1_000_000 }],
  ['Dropout', {}],
  ['Flatten', {}],
  ['UpSampling2D', { size: [50, 50] }],
  ['ZeroPadding2D', { padding: [1_000, 1_000] }],
  ['Split', { parts: 3 }],
  ['Reshape', { shape: [1, 1, 3_072] }],
  ['GlobalAveragePooling2D', {}],
];

/** Networks as long, as wide or as loose as they may be. */
export const large: Family = (random) => {
  const count = sized(random, 19_998);
  const own = random.chance(0.5) ? [random.pick(LAYERS)] : LAYERS;
  const nodes = many(count, (i) => {
    const [type, params] = random.pick(own);
    return node(`n${i}`, type, params);
  });
  const back = random.pick([1, 1, 1, 2, 100, count]);
  const from = (i: number): string => (i < back ? 'input' : `n${i - 1 - random.below(back)}`);
  const linked = random.chance(0.8);
  const output = node('output', 'Output');
  return {
    nodes: [input, ...nodes, output],
    edges: linked ? [...many(count, (i) => edge(from(i), `n${i}`)), edge(`n${count - 1}`, 'output')] : [],
    layout: placed(random, nodes),
  };
};
