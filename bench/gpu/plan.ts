/** What is measured and in which time: at most eight minutes in all. */
import type { Network, Part } from './part';
import { shapes } from './shapes';

export interface Planned {
  readonly title: string;
  readonly part: Part;
  /** Seconds at most. */
  readonly share: number;
}

const lenet: Network = { template: 'lenet5_modern', title: 'LeNet', side: null, batch: 64 };
const small: Network = { template: 'resnet18', title: 'ResNet-18 at 32×32', side: 32, batch: 64 };
const large: readonly Network[] = [
  { template: 'resnet18', title: 'ResNet-18 at 224×224', side: 224, batch: 16 },
  { template: 'resnet18', title: 'ResNet-18 at 224×224', side: 224, batch: 64 },
  { template: 'mobilenet_v2', title: 'MobileNetV2 at 224×224', side: 224, batch: 32 },
  { template: 'vgg16', title: 'VGG-16 at 224×224', side: 224, batch: 16 },
];

export const SECONDS = 480;

const titleOf = ({ title, batch }: Network): string => `${title}, batch ${batch}`;

/** The peers of a network follow it. */
const sides = (network: Network, share: number): Planned[] =>
  (['ours', 'stock', 'pytorch'] as const).map((kind) => ({
    title: `${titleOf(network)}: ${kind}`,
    part: { kind, network },
    share,
  }));

const kernels = (pictures: number, share: number): Planned[] =>
  shapes.map(({ title }, shape) => ({ title, part: { kind: 'kernels', shape, pictures }, share }));

const rest = (kind: 'transfer' | 'growth' | 'results', title: string, share: number): Planned => ({
  title,
  part: { kind },
  share,
});

/** Shares add up to less than SECONDS; 10 seconds are for the device itself. */
export const onDevice: readonly Planned[] = [
  rest('results', 'results against plain JavaScript', 40),
  ...kernels(64, 9),
  ...sides(lenet, 10),
  ...sides(small, 12),
  ...large.flatMap((network) => sides(network, network.template === 'vgg16' ? 22 : 14)),
  rest('transfer', 'transfer of a batch', 10),
  rest('growth', '10,000 steps of LeNet', 50),
];

/** A processor that stands in for a GPU does a hundredth of its work. PyTorch has no part in it, and so needs no time. */
export const inSoftware: readonly Planned[] = [
  rest('results', 'results against plain JavaScript', 60),
  ...kernels(4, 17),
  ...sides(lenet, 60),
  ...sides(small, 75),
  rest('transfer', 'transfer of a batch', 10),
];

/** Rows that a software driver has no time for, by name. */
export const leftOutInSoftware: readonly string[] = [...large.map(titleOf), '10,000 steps of LeNet'];
