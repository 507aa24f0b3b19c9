export interface Shape {
  readonly title: string;
  readonly batch: number;
  readonly size: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly filter: number;
  readonly stride: number;
  readonly pad: number;
  /** One filter per channel. */
  readonly depthwise?: true;
}

/** From LeNet to VGG, with pictures and batches small enough for an emulated adapter. */
export const shapes: readonly Shape[] = [
  {
    title: 'LeNet C1, 5×5, 1→6 on 32×32',
    batch: 8,
    size: 32,
    inChannels: 1,
    outChannels: 6,
    filter: 5,
    stride: 1,
    pad: 0,
  },
  {
    title: 'LeNet C3, 5×5, 6→16 on 14×14',
    batch: 8,
    size: 14,
    inChannels: 6,
    outChannels: 16,
    filter: 5,
    stride: 1,
    pad: 0,
  },
  {
    title: 'VGG conv1_2, 3×3, 64→64 on 28×28',
    batch: 4,
    size: 28,
    inChannels: 64,
    outChannels: 64,
    filter: 3,
    stride: 1,
    pad: 1,
  },
  {
    title: 'VGG conv3_1, 3×3, 128→256 on 14×14',
    batch: 4,
    size: 14,
    inChannels: 128,
    outChannels: 256,
    filter: 3,
    stride: 1,
    pad: 1,
  },
  {
    title: 'ResNet, 3×3 with stride 2, 64→128 on 28×28',
    batch: 4,
    size: 28,
    inChannels: 64,
    outChannels: 128,
    filter: 3,
    stride: 2,
    pad: 1,
  },
  {
    title: 'ResNet, 1×1, 256→64 on 28×28',
    batch: 4,
    size: 28,
    inChannels: 256,
    outChannels: 64,
    filter: 1,
    stride: 1,
    pad: 0,
  },
  {
    title: 'MobileNet, depthwise 3×3, 144 on 28×28',
    batch: 4,
    size: 28,
    inChannels: 144,
    outChannels: 144,
    filter: 3,
    stride: 1,
    pad: 1,
    depthwise: true,
  },
  {
    title: 'MobileNet, depthwise 3×3 with stride 2, 144 on 28×28',
    batch: 4,
    size: 28,
    inChannels: 144,
    outChannels: 144,
    filter: 3,
    stride: 2,
    pad: 1,
    depthwise: true,
  },
];
