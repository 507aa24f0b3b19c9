import { chainDocument } from './build';
import type { Template } from './template';

export const lenet5Modern: Template = {
  name: 'lenet5_modern',
  title: 'LeNet-5, modern',
  year: null,
  summary:
    'The same network as it would be drawn today: ReLU, max pooling, and padding instead of a larger picture.',
  lesson:
    'The design outlived its details: with ReLU and maxima in place of tanh and averages, the network of 1998 is still where most people begin.',
  reference: 'After LeCun et al. (1998), with the activation of Krizhevsky et al. (2012)',
  document: chainDocument(
    {
      name: 'LeNet-5, modern',
      description:
        'LeNet-5 with ReLU and max pooling on 28×28 pictures; padding 2 in the first convolution keeps its sizes.',
      dataset: 'fashion-mnist',
      // The best of 0.002 and 0.004 on a tenth of Fashion-MNIST's training pictures kept apart.
      training: { learningRate: 0.004 },
    },
    [
      { name: 'input', type: 'Input', params: { shape: [28, 28, 1] } },
      { name: 'conv1', type: 'Conv2D', params: { filters: 6, kernelSize: [5, 5], padding: [2, 2, 2, 2] } },
      { name: 'relu1', type: 'Activation' },
      { name: 'pool1', type: 'MaxPooling2D' },
      { name: 'conv2', type: 'Conv2D', params: { filters: 16, kernelSize: [5, 5] } },
      { name: 'relu2', type: 'Activation' },
      { name: 'pool2', type: 'MaxPooling2D' },
      { name: 'conv3', type: 'Conv2D', params: { filters: 120, kernelSize: [5, 5] } },
      { name: 'relu3', type: 'Activation' },
      { name: 'flatten', type: 'Flatten' },
      { name: 'fc1', type: 'Dense', params: { units: 84 } },
      { name: 'relu4', type: 'Activation' },
      { name: 'fc2', type: 'Dense', params: { units: 10 } },
      { name: 'output', type: 'Output' },
    ],
  ),
};
