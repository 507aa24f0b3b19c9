import { integer } from '../../schema/fields';
import { refuseChannels } from '../channels';
import { defineTransform } from './define';

export const repeatChannels = defineTransform({
  type: 'RepeatChannels',
  title: 'Repeat channels',
  help: 'Copies the one channel of a grey picture to each that the network takes.',
  automatic: true,
  random: false,
  params: {
    channels: integer({ label: 'Channels', help: 'Channels afterwards.', default: 3, max: 10_000 }),
  },
  prepare({ channels }, from) {
    const to = { ...from, channels };
    if (from.channels === channels) return { to, apply: (picture) => picture };
    if (from.channels !== 1) refuseChannels(from.channels, channels);
    const values = new Float32Array(from.height * from.width * channels);
    return {
      to,
      apply({ values: grey, ...picture }) {
        for (let i = 0; i < grey.length; i += 1) {
          values.fill(grey[i] ?? 0, i * channels, (i + 1) * channels);
        }
        return { ...picture, ...to, values };
      },
    };
  },
  says: ({ channels }) => `Copy a grey picture's one channel, so that there are ${channels}.`,
});
