import { chainDocument } from './build';
import { activate, conv, definition, network } from './drawing';
import { template, type Template } from './template';

const tanh = { activation: 'tanh' };

export const lenet5: Template = {
  name: 'lenet5',
  title: 'LeNet-5',
  year: 1998,
  summary: 'The first convolutional network in everyday use: it read cheques. Tanh and average pooling.',
  lesson:
    'Filters that are learned and shared across the picture, with pooling between them, beat features designed by hand: one network, trained end to end from pixels to digits.',
  reference: 'LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition (1998)',
  document: chainDocument(
    {
      name: 'LeNet-5',
      description:
        'LeNet-5 as in the paper of 1998, with every map of C3 reading all of S2, plain average pooling and a dense output.',
      dataset: 'mnist',
    },
    [
      { name: 'input', type: 'Input', params: { shape: [32, 32, 1] } },
      { name: 'C1', type: 'Conv2D', params: { filters: 6, kernelSize: [5, 5] } },
      { name: 'tanh1', type: 'Activation', params: tanh },
      { name: 'S2', type: 'AveragePooling2D' },
      { name: 'C3', type: 'Conv2D', params: { filters: 16, kernelSize: [5, 5] } },
      { name: 'tanh3', type: 'Activation', params: tanh },
      { name: 'S4', type: 'AveragePooling2D' },
      { name: 'C5', type: 'Conv2D', params: { filters: 120, kernelSize: [5, 5] } },
      { name: 'tanh5', type: 'Activation', params: tanh },
      { name: 'flatten', type: 'Flatten' },
      { name: 'F6', type: 'Dense', params: { units: 84 } },
      { name: 'tanh6', type: 'Activation', params: tanh },
      { name: 'output', type: 'Dense', params: { units: 10 } },
      { name: 'classes', type: 'Output' },
    ],
  ),
};

/** Table I of the paper: which maps of S2 each of the 16 maps of C3 reads. */
const readings: readonly (readonly number[])[] = [
  ...[0, 1, 2, 3, 4, 5].map((i) => [i, i + 1, i + 2]),
  ...[0, 1, 2, 3, 4, 5].map((i) => [i, i + 1, i + 2, i + 3]),
  [0, 1, 3, 4],
  [1, 2, 4, 5],
  [0, 2, 3, 5],
  [0, 1, 2, 3, 4, 5],
].map((maps) => maps.map((map) => map % 6));

export const paperLenet5 = template(
  {
    name: 'paper_lenet5',
    title: 'LeNet-5 (paper)',
    year: 1998,
    summary:
      'LeNet-5 to the letter: maps that read only some of the maps before them, pooling that learns, fixed codes at the end.',
    lesson:
      'Maps that read different maps must learn different features, and save weights. Later networks dropped the idea, until groups brought it back.',
    reference:
      'LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition (1998)',
  },
  () => {
    const partial = definition('C3, partly connected', {}, (g, x) => {
      const { node } = g.layer('Split', x, { parts: 6 });
      const maps = readings.map((reads, i) => {
        const read = g.layer(
          'Concatenate',
          [...reads].sort((a, b) => a - b).map((map) => ({ node, port: `out:${map}` })),
        );
        return conv(g, read, { filters: 1, size: 5 }, { name: `map${i}` });
      });
      return g.layer('Concatenate', maps);
    });
    const drawn = network(
      'LeNet-5 (paper)',
      'LeNet-5 with the 60,000 trained parameters of the paper. Its last layer compared with fixed pictures of the ten characters; here it is a fixed random code for each class.',
      [32, 32, 1],
      { partial },
      (g, input) => {
        let x = activate(g, conv(g, input, { filters: 6, size: 5 }, { name: 'C1' }), 'tanh');
        x = activate(g, g.layer('ScaledAveragePooling2D', x, {}, { name: 'S2' }), 'tanh');
        x = activate(g, g.block('partial', x, {}, { name: 'C3' }), 'tanh');
        x = activate(g, g.layer('ScaledAveragePooling2D', x, {}, { name: 'S4' }), 'tanh');
        x = activate(g, conv(g, x, { filters: 120, size: 5 }, { name: 'C5' }), 'tanh');
        x = g.layer('Flatten', x, {}, { name: 'flatten' });
        x = activate(g, g.layer('Dense', x, { units: 84 }, { name: 'F6' }), 'tanh');
        return g.layer('Dense', x, { units: 10, useBias: false, learned: false }, { name: 'codes' });
      },
    );
    return { ...drawn, data: { ...drawn.data, dataset: 'mnist' } };
  },
);
