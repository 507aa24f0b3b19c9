import { type LayerReference, identity } from './testing/reference';

export const reference: LayerReference = identity;
