import { type LayerReference, map, mean } from './testing/reference';
import { pool } from './testing/windows';

export const reference: LayerReference = (reference) => {
  const average = pool(reference, mean);
  const channels = average.shape.at(-1) ?? 1;
  const { scale, bias } = reference.weights;
  return map(average, (value, i) => value * scale!.data[i % channels]! + bias!.data[i % channels]!);
};
