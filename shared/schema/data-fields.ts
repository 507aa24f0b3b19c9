/** How pictures are brought to the network, and which of them: the settings that belong to the document. */
import { choice, limit, type ParamsOf, share } from './fields';

export const dataFields = {
  fit: choice({
    label: 'Fit',
    help: 'How a picture comes to the input’s height and width.',
    default: 'pad',
    options: [
      {
        value: 'pad',
        label: 'Pad',
        help: 'A picture smaller than the input gets a border of zeros; a larger one is shrunk first.',
      },
      {
        value: 'resize',
        label: 'Resize',
        help: 'A picture is stretched to the input’s height and width.',
      },
      {
        value: 'crop',
        label: 'Crop',
        help: 'A picture is resized in proportion until it covers the input, and what goes beyond is cut off: for photographs.',
      },
    ],
  }),
  scale: choice({
    label: 'Scaling',
    help: 'What is done to each value of a picture.',
    default: 'unit',
    options: [
      { value: 'unit', label: '0 to 1', help: 'Each value is divided by 255.' },
      {
        value: 'standardize',
        label: 'Standardize',
        help: 'The training pictures’ mean is taken away and the rest divided by their standard deviation.',
      },
    ],
  }),
  validation: share({
    label: 'Validation share',
    help: 'The share kept aside to watch for overfitting; never trained on.',
    default: 0.1,
    max: 0.9,
  }),
  limit: limit({
    label: 'Training pictures',
    help: 'Fewer pictures train faster and generalize worse.',
    default: null,
    first: 5_000,
    step: 100,
  }),
};

export type DataValues = ParamsOf<typeof dataFields>;
