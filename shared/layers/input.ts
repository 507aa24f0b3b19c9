import { defineLayer } from './define';
import { shape } from '../schema/fields';
import { shapeText } from './support/words';

export const input = defineLayer({
  type: 'Input',
  label: 'Input',
  stem: 'input',
  category: 'io',
  role: 'input',
  icon: 'arrow-down-to-line',
  basic: 7,
  summary: 'Where pictures come in: their height, width and number of channels.',
  aliases: ['InputLayer', 'placeholder', 'image'],
  shorthand: { words: { in: {} } },
  params: {
    shape: shape({
      default: [28, 28, 1],
      minRank: 1,
      maxRank: 3,
      label: 'Shape',
      help: 'Height, width and channels: 1 for grey pictures, 3 for colour. A single number is a vector.',
      unit: 'px',
      alsoKnownAs: ['input_shape', 'batch_input_shape'],
    }),
  },
  ports: () => ({ inputs: [], outputs: ['out'] }),
  infer({ shape }) {
    if (shape.length !== 2) return { shapes: [shape], steps: [], findings: [] };
    const grey = [...shape, 1];
    return {
      shapes: [],
      steps: [],
      findings: [
        {
          severity: 'error',
          code: 'shape-without-channels',
          param: 'shape',
          message: `A picture's shape is height × width × channels, and ${shapeText(shape)} lacks the channels.`,
          suggestions: [
            { kind: 'setParams', label: `Make it ${shapeText(grey)} (grey)`, params: { shape: grey } },
          ],
        },
      ],
    };
  },
  weights: () => [],
  window: () => null,
  macs: () => 0,
  // The row shows the shape beside it.
  brief: ({ shape }) =>
    shape.length === 3 ? (shape[2] === 1 ? 'grey' : shape[2] === 3 ? 'colour' : '') : '',
  lower() {
    throw new Error('The plan makes the values of inputs itself.');
  },
  keras: ({ shape }) => ({ kind: 'input', shape }),
  pytorch: ({ shape }) => ({ kind: 'input', shape }),
});
