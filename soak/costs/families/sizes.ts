import { type Family, sized } from './family';
import { edge, many, node } from './parts';

/** What a file may hold, and what only an expression can say. */
const NUMBERS = [1, 1, 2, 3, 7, 64, 1_000, 10_000];
const BEYOND = [0, 1_000_000, 1e9, 2 ** 31, 2 ** 53 - 1, 1e300];

/** Sizes beyond all pictures. */
export const sizes: Family = (random) => {
  const number = (): unknown =>
    random.chance(0.9) ? random.pick(NUMBERS) : { expr: String(random.pick(BEYOND)) };
  const count = sized(random, 300);
  const nodes = many(count, (i) =>
    random.pick([
      () => node(`n${i}`, 'Conv2D', { filters: number(), kernelSize: [number(), number()], padding: 'same' }),
      () => node(`n${i}`, 'Split', { parts: random.pick([2, 64, { expr: '1e9' }]) }),
      () => node(`n${i}`, 'Dense', { units: number() }),
      () => node(`n${i}`, 'UpSampling2D', { size: [number(), number()] }),
      () => node(`n${i}`, 'AdaptiveAveragePooling2D', { outputSize: [number(), number()] }),
      () => node(`n${i}`, 'AveragePooling2D', { poolSize: [number(), number()], strides: [1, 1] }),
      () => node(`n${i}`, 'ZeroPadding2D', { padding: [number(), number(), number(), number()] }),
      () => node(`n${i}`, 'Flatten'),
      () => node(`n${i}`, 'Reshape', { shape: [number(), number(), number()] }),
      () => node(`n${i}`, 'ChannelShuffle', { groups: number() }),
      () => node(`n${i}`, 'GroupNormalization', { groups: number() }),
    ])(),
  );
  return {
    nodes: [
      node('input', 'Input', { shape: [number(), number(), random.pick([1, 3, 1e6])] }),
      ...nodes,
      node('output', 'Output', { classNames: many(sized(random, 5_000), (i) => `class ${i}`) }),
    ],
    edges: [
      ...nodes.map(({ id }, i) => edge(i === 0 ? 'input' : `n${i - 1}`, id)),
      edge(`n${count - 1}`, 'output'),
    ],
  };
};
