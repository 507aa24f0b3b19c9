import type { LayerReference } from './testing/reference';
import { padded } from './testing/rearranging';

export const reference: LayerReference = (reference) =>
  padded({
    ...reference,
    params: {
      ...reference.params,
      value: reference.params['mode'] === 'constant' ? reference.params['value'] : 0,
    },
  });
