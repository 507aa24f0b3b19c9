import { refuseChannels } from '../channels';
import { defineTransform } from './define';

/** Brightness of a colour by ITU-R BT.601, as Pillow's mode L and torchvision's Grayscale have it. */
const LUMA = [0.299, 0.587, 0.114] as const;

export const grayscale = defineTransform({
  type: 'Grayscale',
  title: 'Grey',
  help: 'Turns colour into brightness: 0.299 red + 0.587 green + 0.114 blue.',
  random: false,
  params: {},
  prepare(_, from) {
    const to = { ...from, channels: 1 };
    if (from.channels === 1) return { to, apply: (picture) => picture };
    if (from.channels !== 3) refuseChannels(from.channels, 1);
    const values = new Float32Array(from.height * from.width);
    return {
      to,
      apply({ values: colours, ...picture }) {
        for (let i = 0; i < values.length; i += 1) {
          values[i] =
            LUMA[0] * (colours[3 * i] ?? 0) +
            LUMA[1] * (colours[3 * i + 1] ?? 0) +
            LUMA[2] * (colours[3 * i + 2] ?? 0);
        }
        return { ...picture, ...to, values };
      },
    };
  },
  says: () => 'Make colour grey: 0.299 R + 0.587 G + 0.114 B.',
});
