import { defineLayer, oneToOne } from './define';

/**
 * Stands for a definition of the document. The compiler replaces it by the definition's layers before anything else is
 * asked, so what follows holds only for the palette and for a block that stands for nothing: it changes nothing.
 */
export const block = defineLayer({
  type: 'Block',
  label: 'Block',
  stem: 'block',
  category: 'block',
  role: 'block',
  icon: 'box',
  summary: 'A part of a network that is drawn once and used, or repeated, many times.',
  aliases: ['module', 'nn.Sequential', 'subnetwork', 'stage', 'repeat'],
  params: {},
  ports: () => oneToOne,
  infer: (_, [input = []]) => ({ shapes: [input], steps: [], findings: [] }),
  weights: () => [],
  window: () => null,
  macs: () => 0,
  brief: () => '',
  lower: (_, { inputs }) => inputs.slice(0, 1),
  keras: () => ({ kind: 'passThrough' }),
  pytorch: () => ({ kind: 'passThrough' }),
});
