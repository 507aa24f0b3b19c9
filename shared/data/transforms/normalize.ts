import { numbers } from '../../schema/fields';
import { defineTransform } from './define';

/** The last step: behind it, values are what the network takes. */
export const normalize = defineTransform({
  type: 'Normalize',
  title: 'Normalize',
  help: 'Divides values by 255, takes a mean away and divides by a deviation, for each channel.',
  automatic: true,
  random: false,
  params: {
    mean: numbers({ label: 'Mean', help: 'Of values divided by 255, for each channel.', default: [0] }),
    deviation: numbers({
      label: 'Deviation',
      help: 'Of values divided by 255, for each channel.',
      default: [1],
    }),
  },
  prepare({ mean, deviation }, from) {
    const { channels } = from;
    const values = new Float32Array(from.height * from.width * channels);
    const factor = Float64Array.from(deviation, (value) => 1 / (255 * value));
    const shift = Float64Array.from(mean, (value, channel) => value / (deviation[channel] ?? 1));
    return {
      to: from,
      apply({ values: raw, ...picture }) {
        for (let channel = 0; channel < channels; channel += 1) {
          const by = factor[channel] ?? 1;
          const less = shift[channel] ?? 0;
          for (let i = channel; i < values.length; i += channels) values[i] = (raw[i] ?? 0) * by - less;
        }
        return { ...picture, values };
      },
    };
  },
  says: ({ mean, deviation }) =>
    `Divide each value by 255, then by channel subtract ${mean.join(', ')} and divide by ${deviation.join(', ')}.`,
});
