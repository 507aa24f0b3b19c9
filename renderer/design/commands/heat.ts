/** What costs most, shown on the rows themselves. */
import { inSentence } from '../../../shared/schema/in-sentence';
import { heatQuantities } from '../heat-store';
import type { AppStore } from '../../document/app-store';
import type { Command } from '../../commands/command';

const layersNeeded = ({ documents }: AppStore): true | string =>
  documents.graph.nodes.length > 0 || 'There are no layers here.';

export const heatCommands: readonly Command[] = [
  {
    id: 'view.heat',
    title: ({ heat }) => (heat.quantity === null ? 'Show what costs most' : 'Hide what costs most'),
    group: 'View',
    shortcut: 'H',
    keywords: 'heat map overlay colour cost tint',
    enabled: layersNeeded,
    run: ({ heat }) => heat.toggle(),
  },
  ...heatQuantities.map(({ value, label }): Command => ({
    id: `view.heat.${value}`,
    title: `Show heat by ${inSentence(label)}`,
    group: 'View',
    keywords: 'heat map overlay colour cost tint',
    enabled: layersNeeded,
    run: ({ heat }) => heat.show(value),
  })),
];
