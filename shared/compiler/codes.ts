/** Every diagnostic by name, by where it comes from: blocks, the drawing, the layers, advice, and what training asks for. */
import { layerCodes } from '../layers/support/codes';

const expansionCodes = [
  'expression',
  'recursive-block',
  'too-many-layers',
  'too-much-work',
  'unknown-argument',
  'unknown-definition',
] as const;
export type ExpansionCode = (typeof expansionCodes)[number];

const drawingCodes = [
  'cycle',
  'dead-end',
  'lost-output',
  'missing-input',
  'parameter-out-of-range',
  'superfluous-input',
  'unknown-type',
] as const;
export type DrawingCode = (typeof drawingCodes)[number];

export const adviceCodes = [
  'bias-before-norm',
  'dense-holds-most',
  'filters-shrink',
  'no-activation-between',
  'no-pooling-before-flatten',
  'norm-after-dropout',
  'receptive-field-large',
  'receptive-field-small',
  'sigmoid-for-exclusive-classes',
  'softmax-before-loss',
  'softmax-over-one',
] as const;
export type AdviceCode = (typeof adviceCodes)[number];

const trainingCodes = [
  'class-count',
  'empty-network',
  'input-is-vector',
  'no-data',
  'no-input',
  'no-output',
  'not-executable',
  'nothing-to-train',
  'several-inputs',
  'several-outputs',
  'task-without-data',
  'too-large',
] as const;
export type TrainingCode = (typeof trainingCodes)[number];

/** The test of the catalogue provokes each. */
export const diagnosticCodes = [
  ...expansionCodes,
  ...drawingCodes,
  ...layerCodes,
  ...adviceCodes,
  ...trainingCodes,
] as const;
export type DiagnosticCode = (typeof diagnosticCodes)[number];
