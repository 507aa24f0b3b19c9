import { alexnet, alexnetOneTower, paperAlexnet, vggs } from './alexnet-vgg';
import { further } from './dense-unet';
import { inceptions } from './inception';
import { kerasNetworks } from './keras';
import { lenet5, paperLenet5 } from './lenet5';
import { lenet5Modern } from './lenet5-modern';
import { resnets } from './resnet';
import { excited } from './squeeze-excite';
import { small } from './squeeze-mobile';
import type { Template } from './template';

export type { Template } from './template';

export const templates: readonly Template[] = [
  lenet5,
  lenet5Modern,
  paperLenet5,
  alexnetOneTower,
  paperAlexnet,
  alexnet,
  ...vggs,
  ...inceptions,
  ...resnets,
  ...small,
  ...excited,
  ...further,
  ...kerasNetworks,
];

/** What a course teaches first, in the order in which it does. */
const course = [
  'lenet5',
  'alexnet_one_tower',
  'network_in_network',
  'vgg16',
  'googlenet',
  'unet',
  'resnet18',
  'resnet50',
  'densenet121',
  'squeezenet1_0',
  'mobilenet_v1',
  'mobilenet_v2',
];

export const firstTwelve: readonly Template[] = course.flatMap((name) => findTemplate(name) ?? []);

export function findTemplate(name: string): Template | undefined {
  return templates.find((template) => template.name === name);
}
