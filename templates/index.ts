import { lenet5 } from './lenet5';
import { lenet5Modern } from './lenet5-modern';
import type { Template } from './template';

export type { Template } from './template';

export const templates: readonly Template[] = [lenet5, lenet5Modern];

export function findTemplate(name: string): Template | undefined {
  return templates.find((template) => template.name === name);
}
