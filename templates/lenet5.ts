import { chainDocument } from './build';
import type { Template } from './template';

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
      dataset: 'fashion-mnist',
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
