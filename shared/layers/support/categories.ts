/** The sections of the palette, which are colours elsewhere. */
export const categoryTitles = {
  io: 'Input and output',
  convolution: 'Convolution',
  activation: 'Activation',
  pooling: 'Pooling',
  normalization: 'Normalization',
  regularization: 'Regularization',
  merge: 'Merge',
  dense: 'Dense',
  shape: 'Shape',
  block: 'Block',
} as const;

export type Category = keyof typeof categoryTitles;
