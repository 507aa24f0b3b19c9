import { type LayerReference, mean } from './testing/reference';
import { pool } from './testing/windows';

export const reference: LayerReference = (reference) =>
  pool(reference, (values, covered) =>
    reference.params['countIncludePad'] === true && reference.params['padding'] !== 'valid'
      ? (mean(values) * values.length) / covered
      : mean(values),
  );
