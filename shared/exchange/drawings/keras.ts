import { codeFormat } from '../support/code-format';

export const keras = codeFormat('keras', 'Keras code', 'The architecture as a Python program for Keras 3.');
