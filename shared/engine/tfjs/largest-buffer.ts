/**
 * A graphics device holds at most so many bytes in one buffer; what is larger tfjs computes with zeros, or not at all,
 * and doesn't say so.
 */
import { bytesText } from '../../compiler/bytes-text';
import type { PlanWeight, Program } from '../../compiler/compiled';
import { backendTitles } from '../choose-backend';
import type { BackendName } from '../executor';

export interface Device {
  readonly backend: BackendName;
  /** Bytes in one buffer at most. */
  readonly largest: number;
}

const bytesOf = (shape: readonly number[]): number => shape.reduce((size, dim) => size * dim, 4);

const onDevice = ({ backend, largest }: Device): string =>
  `but ${backendTitles[backend]} on this device holds at most ${bytesText(largest)} in one piece`;

export function refuseLargeWeights(
  weights: readonly Pick<PlanWeight, 'key' | 'shape'>[],
  device: Device,
): void {
  const found = weights.find(({ shape }) => bytesOf(shape) > device.largest);
  if (!found) return;
  const { key, shape } = found;
  throw new Error(
    `The weight "${key}" (${shape.join('×')}) takes ${bytesText(bytesOf(shape))}, ${onDevice(device)}: choose another backend, or make the layer smaller.`,
  );
}

export function refuseLargeValues(program: Program, batch: number, device: Device): void {
  const found = program.ops.find(({ output }) => batch * bytesOf(output.shape) > device.largest);
  if (!found) return;
  const size = batch * bytesOf(found.output.shape);
  throw new Error(
    `What the layer "${found.nodeId}" computes takes ${bytesText(size)} at a batch of ${batch}, ${onDevice(device)}: choose a smaller batch, or another backend.`,
  );
}
