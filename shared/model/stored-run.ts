/** A run as it is kept: small facts, and parts that may be large. The same names in a model file and in the archive. */
import type { ModelFacts } from './trained-model';

/** Of the last step, of the best epoch by validation, and averaged over steps. */
export type WeightsName = 'last' | 'best' | 'ema';

/** Which part holds which weights: equal ones share one. */
export type WeightsNames = Readonly<Partial<Record<WeightsName, WeightsName>>>;

/** All of a run but its parts. */
export interface RunFacts extends ModelFacts {
  /** A folder's name in a model file: letters, digits, `_` and `-`. */
  readonly id: string;
  readonly weightsNames: WeightsNames;
}

export type PartName =
  | 'curve.bin'
  | 'evaluation.json'
  | `weights/${WeightsName}.safetensors`
  | 'checkpoint/state.json'
  | 'checkpoint/slots.safetensors';

export const weightsPart = (name: WeightsName): PartName => `weights/${name}.safetensors`;

/** In the order in which they are written. */
export const partNames: readonly PartName[] = [
  'curve.bin',
  'evaluation.json',
  'weights/last.safetensors',
  'weights/best.safetensors',
  'weights/ema.safetensors',
  'checkpoint/state.json',
  'checkpoint/slots.safetensors',
];
