/** Networks that are drawn wrongly. */
import type { DrawingCode } from '../../codes';
import { any, block, body, chain, conv, definition, dense, drawing, gap, head, node, small } from '../drawn';
import { type BrokenNetwork, only } from './network';

export const drawingNetworks: Readonly<Record<DrawingCode, readonly BrokenNetwork[]>> = {
  cycle: [
    ...only(
      drawing(
        [
          node('in', 'Input'),
          node('a', 'Add'),
          node('r', 'Activation'),
          node('f', 'Flatten'),
          node('out', 'Output'),
        ],
        ['in', 'a:in:0'],
        ['r', 'a:in:1'],
        ['in', 'a:in:2'],
        ['a', 'r'],
        ['r', 'f'],
        ['f', 'out'],
      ),
    ),
  ],
  'dead-end': only(
    chain(small, ...body, gap, dense()),
    chain(small, conv()),
    drawing(
      [...chain(small, ...body, ...head).nodes, node('side', 'Conv2D'), node('sidepool', 'MaxPooling2D')],
      ...chain(small, ...body, ...head).edges.map(({ source, target }) => [source, target] as const),
      ['conv2d1', 'side'],
      ['side', 'sidepool'],
    ),
    {
      ...drawing(
        [
          node('in', 'Input', { shape: [16, 16, 8] }),
          block('part'),
          node('gap', 'GlobalAveragePooling2D'),
          node('out', 'Output'),
        ],
        ['in', 'part'],
        ['in', 'gap'],
        ['gap', 'out'],
      ),
      definitions: { part: definition([node('r', 'Activation')]) },
    },
  ),
  'lost-output': only(
    drawing(
      [
        node('in', 'Input', { shape: [28, 28, 2] }),
        node('s', 'Split', { axis: 'channels', parts: 2 }),
        node('a', 'Add'),
        node('f', 'Flatten'),
        node('out', 'Output'),
      ],
      ['in', 's'],
      ['s:out:0', 'a:in:0'],
      ['s:out:2', 'a:in:1'],
      ['a', 'f'],
      ['f', 'out'],
    ),
  ),
  'missing-input': [
    ...only(
      drawing(
        [
          node('in', 'Input'),
          node('f', 'Flatten'),
          node('fc', 'Dense', { units: 10 }),
          node('out', 'Output'),
        ],
        ['in', 'f'],
        ['fc', 'out'],
      ),
      drawing(
        [node('f', 'Flatten'), node('fc', 'Dense', { units: 10 }), node('out', 'Output')],
        ['f', 'fc'],
        ['fc', 'out'],
      ),
      drawing(
        [node('in', 'Input'), node('a', 'Add'), node('f', 'Flatten'), node('out', 'Output')],
        ['in', 'a:in:0'],
        ['a', 'f'],
        ['f', 'out'],
      ),
    ),
    {
      document: drawing(
        [node('in', 'Input'), node('f', 'Flatten'), node('out', 'Output'), node('c', 'Conv2D')],
        ['in', 'f'],
        ['f', 'out'],
      ),
      unfixable: 'several layers could feed it, and which is meant only the drawing’s author knows',
    },
  ],
  'parameter-out-of-range': only(chain([8, 8, 1], ['Flatten'], dense(0), any)),
  'superfluous-input': only(
    drawing(
      [node('in', 'Input'), node('f', 'Flatten'), node('out', 'Output')],
      ['in', 'f'],
      ['in', 'f:extra'],
      ['f', 'out'],
    ),
  ),
  'unknown-type': only(
    drawing(
      [node('in', 'Input'), node('x', 'Hologram'), node('f', 'Flatten'), node('out', 'Output')],
      ['in', 'x'],
      ['x', 'f'],
      ['f', 'out'],
    ),
  ),
};
