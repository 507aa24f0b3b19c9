/** The optimizers, in the order in which they are offered. */
interface OptimizerDescription {
  /** As the field writes it. */
  readonly title: string;
  readonly summary: string;
  /** Values that it keeps beside every trainable weight. */
  readonly slots: readonly string[];
}

export const optimizers = {
  adam: {
    title: 'Adam',
    summary: 'A step size of its own for every weight; a good first choice.',
    slots: ['m', 'v'],
  },
  adamw: {
    title: 'AdamW',
    summary: 'Adam that also draws kernels towards zero, which keeps large networks from learning by heart.',
    slots: ['m', 'v'],
  },
  sgd: {
    title: 'SGD',
    summary: 'Plain steps downhill, with momentum; needs a well chosen learning rate.',
    slots: ['velocity'],
  },
  rmsprop: {
    title: 'RMSprop',
    summary: 'Steps divided by the recent size of each gradient.',
    slots: ['meanSquare'],
  },
} as const satisfies Readonly<Record<string, OptimizerDescription>>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = Object.keys(optimizers) as [OptimizerName, ...OptimizerName[]];
