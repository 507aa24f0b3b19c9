import { defineLayer } from './define';
import { emitted, oneLayer } from './support/emission';
import { integer } from '../schema/fields';
import { pointwise, refuse } from './support/pointwise';
import { notAPicture } from './support/windows';
import { count } from './support/words';

/** Zhang et al., "ShuffleNet" (2018): channel g·n + k becomes k·groups + g, n being the channels of a group. */
export const channelShuffle = defineLayer({
  type: 'ChannelShuffle',
  label: 'Channel shuffle',
  stem: 'shuffle',
  category: 'shape',
  role: 'reshape',
  icon: 'arrow-left-right',
  summary:
    'Deals the channels of each group out to all groups, so that grouped convolutions get to know each other.',
  aliases: ['nn.ChannelShuffle', 'ShuffleNet'],
  params: {
    groups: integer({ default: 2, max: 65_536, label: 'Groups', help: 'How many groups the channels form.' }),
  },
  ...pointwise,
  infer({ groups }, [input = []]) {
    const wrong = notAPicture('ChannelShuffle', input);
    if (wrong) return refuse(wrong);
    const channels = input[2] ?? null;
    if (channels === null || channels % groups === 0) return { shapes: [input], steps: [], findings: [] };
    let fitting = Math.min(groups, channels);
    while (channels % fitting !== 0) fitting -= 1;
    return refuse({
      severity: 'error',
      code: 'groups-do-not-divide-input',
      param: 'groups',
      message: `The ${count(channels)} channels can't be split into ${count(groups)} equal groups.`,
      suggestions: [
        {
          kind: 'setParams',
          label: fitting === 1 ? 'Use one group' : `Use ${fitting} groups`,
          params: { groups: fitting },
        },
      ],
    });
  },
  brief: ({ groups }) => `g${groups}`,
  lower({ groups }, { inputs: [x], emit }) {
    if (!x) throw new Error('ChannelShuffle needs an input.');
    const [height = 1, width = 1, channels = 1] = x.shape;
    const apart = emit({ op: 'reshape', x, shape: [height * width, groups, channels / groups] });
    const dealt = emit({ op: 'transpose', x: apart, permutation: [0, 2, 1] });
    return [emit({ op: 'reshape', x: dealt, shape: x.shape })];
  },
  keras({ groups }, [input = []]) {
    const [height = 1, width = 1, channels = 1] = input;
    const layer = (className: string, args: Readonly<Record<string, readonly number[]>>) => ({
      className,
      args,
      weights: [],
    });
    return emitted([
      layer('Reshape', { target_shape: [height * width, groups, channels / groups] }),
      layer('Permute', { dims: [1, 3, 2] }),
      layer('Reshape', { target_shape: [height, width, channels] }),
    ]);
  },
  pytorch: ({ groups }) => oneLayer('nn.ChannelShuffle', {}, [groups]),
});
