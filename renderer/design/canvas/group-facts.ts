/** What lies in a group, in sums. Only inside observers. */
import type { VisualGroup } from '../../../shared/graph/document';
import { compact, plural } from '../../format/numbers';
import type { DocumentStore } from '../../document/document-store';

interface GroupFacts {
  /** Those inside of blocks too. */
  readonly layers: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
}

export function groupFacts(documents: DocumentStore, { nodes }: VisualGroup): GroupFacts {
  const layers = nodes.flatMap((id) => documents.layersOf(id));
  const sum = (of: 'trainable' | 'nonTrainable' | 'macs'): number =>
    layers.reduce((total, layer) => total + layer[of], 0);
  return {
    layers: layers.length,
    trainable: sum('trainable'),
    nonTrainable: sum('nonTrainable'),
    macs: sum('macs'),
  };
}

/** `5 layers · 1,204 parameters` */
export function groupFactsText({ layers, trainable }: GroupFacts): string {
  const counted = trainable === 1 ? '1 parameter' : `${compact(trainable, 1_000_000)} parameters`;
  return `${plural(layers, 'layer')} · ${counted}`;
}
