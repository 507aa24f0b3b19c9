/** Networks whose blocks are broken. */
import type { ExpansionCode } from '../../codes';
import { around, block, definition, node } from '../drawn';
import { type BrokenNetwork, only } from './network';

export const blockNetworks: Readonly<Record<ExpansionCode, readonly BrokenNetwork[]>> = {
  expression: [
    ...only(
      around(definition([node('c', 'Conv2D', { filters: { expr: 'width * 2' } })])),
      around(definition([node('c', 'Conv2D', { filters: { expr: '1 +' } })])),
    ),
    {
      document: around(definition([node('c', 'Conv2D')]), { repeat: { expr: 'times' } }),
      unfixable: 'how often a block is repeated has no usual value',
    },
  ],
  'recursive-block': only(
    around(definition([node('c', 'Activation'), block('inner'), node('d', 'Activation')])),
  ),
  'too-many-layers': only(around(definition([node('r', 'Activation')]), { repeat: 20_000 })),
  'too-much-work': only({
    ...around(definition([]), { repeat: 10_000 }),
    definitions: {
      part: definition([block('inner', { definition: 'inner', repeat: 10_000 })]),
      inner: definition([{ ...node('r', 'Activation'), when: { expr: 'false' } }]),
    },
  }),
  'unknown-argument': [
    ...only(around(definition([node('r', 'Activation')]), { args: { width: 3 } })),
    ...only({
      ...around(definition([block('inner', { definition: 'inner', args: { depth: 2 } })])),
      definitions: {
        part: definition([block('inner', { definition: 'inner', args: { depth: 2 } })]),
        inner: definition([node('r', 'Activation')]),
      },
    }),
  ],
  'unknown-definition': only({ ...around(definition([])), definitions: {} }),
};
