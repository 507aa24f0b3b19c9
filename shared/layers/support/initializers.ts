/** How kernels are first drawn, as Keras calls it. */
export const initializerOptions = [
  { value: 'glorotUniform', label: 'Glorot (uniform)' },
  { value: 'glorotNormal', label: 'Glorot (normal)' },
  { value: 'heUniform', label: 'He (uniform)' },
  { value: 'heNormal', label: 'He (normal)' },
  { value: 'lecunUniform', label: 'LeCun (uniform)' },
  { value: 'lecunNormal', label: 'LeCun (normal)' },
] as const;
