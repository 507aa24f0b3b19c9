/** How a network is trained: the settings that belong to the document. */
import { choice, integer, number, type ParamsOf } from './fields';
import { optimizerNames, optimizers } from './optimizers';

const LARGEST_SEED = Number.MAX_SAFE_INTEGER;

export const trainingFields = {
  optimizer: choice({
    label: 'Optimizer',
    help: 'How each step is made from the gradient.',
    default: 'adam',
    options: optimizerNames.map((value) => ({
      value,
      label: optimizers[value].title,
      help: optimizers[value].summary,
    })),
  }),
  learningRate: number({
    label: 'Learning rate',
    help: 'How far each step goes.',
    default: 0.002,
    min: 0,
    max: 1_000,
    step: 0.001,
    alsoKnownAs: ['lr'],
  }),
  momentum: number({
    label: 'Momentum',
    help: 'How much of the last step is carried on.',
    default: 0.9,
    min: 0,
    max: 1,
    step: 0.05,
    when: ({ optimizer }) => optimizer === 'sgd',
  }),
  weightDecay: number({
    label: 'Weight decay',
    help: 'The share of every kernel taken off at each step, times the learning rate; biases and normalization stay.',
    // PyTorch's for AdamW.
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    when: ({ optimizer }) => optimizer === 'adamw',
  }),
  schedule: choice({
    label: 'Schedule',
    help: 'How the learning rate changes while it trains.',
    default: 'linear',
    options: [
      { value: 'linear', label: 'Linear', help: 'The learning rate falls in a straight line to zero.' },
      {
        value: 'cosine',
        label: 'Cosine',
        help: 'The learning rate falls along half a cosine: slowly, fast, slowly.',
      },
      { value: 'constant', label: 'Constant', help: 'The learning rate stays what it is.' },
    ],
  }),
  batchSize: integer({
    label: 'Batch size',
    help: 'Pictures per step; more need more memory.',
    default: 64,
    option: 'batch',
  }),
  epochs: integer({ label: 'Epochs', help: 'How often it sees every training picture.', default: 3 }),
  seed: integer({
    label: 'Seed',
    help: 'The same seed, data and backend give the same result.',
    default: 1,
    min: 0,
    max: LARGEST_SEED,
  }),
};

export type TrainingValues = ParamsOf<typeof trainingFields>;
export type Schedule = TrainingValues['schedule'];
