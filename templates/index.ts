import { alexnet, alexnetOneTower, paperAlexnet, vggs } from './alexnet-vgg';
import { further } from './dense-unet';
import { inceptions } from './inception';
import { kerasNetworks } from './keras';
import { lenet5 } from './lenet5';
import { lenet5Modern } from './lenet5-modern';
import { resnets } from './resnet';
import { small } from './squeeze-mobile';
import type { Template } from './template';

export type { Template } from './template';

export const templates: readonly Template[] = [
  lenet5,
  lenet5Modern,
  alexnet,
  paperAlexnet,
  alexnetOneTower,
  ...vggs,
  ...inceptions,
  ...resnets,
  ...small,
  ...further,
  ...kerasNetworks,
];

export function findTemplate(name: string): Template | undefined {
  return templates.find((template) => template.name === name);
}
