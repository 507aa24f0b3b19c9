/** What tfjs says of its tensors, and nothing else of it: all of tfjs would weigh as much as what is measured. */
export { memory } from '@tensorflow/tfjs-core';
