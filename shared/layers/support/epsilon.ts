import { number } from '../../schema/fields';

const KERAS = 0.001;
const PYTORCH = 0.00001;

/** The normalizations' epsilon, with what Keras and PyTorch take where nothing is said. */
export const epsilonParam = number({
  default: KERAS,
  min: 1e-8,
  max: 1,
  step: 0.001,
  label: 'Epsilon',
  help: 'Added to the variance, so that nothing is divided by zero.',
  alsoKnownAs: ['eps'],
  elsewhere: (value) =>
    value === KERAS
      ? `Keras’ default; PyTorch’s is ${PYTORCH.toFixed(5)}.`
      : value === PYTORCH
        ? `PyTorch’s default; Keras’ is ${KERAS}.`
        : `Keras’ default is ${KERAS}, PyTorch’s ${PYTORCH.toFixed(5)}.`,
});
