import type { LayerReference } from './testing/reference';
import { pool } from './testing/windows';

export const reference: LayerReference = (reference) => pool(reference, (values) => Math.max(...values));
